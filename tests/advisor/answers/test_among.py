import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from advisor.advice.recommendation import considered
from advisor.answers.among import among_sentence, nothing_left_sentence
from advisor.answers.query import Answers, read_answers
from comparisons.catalogue.changes.renaming import renamed, renames
from comparisons.catalogue.value import Status
from tests.catalogues import changed, framework, small_catalogue
from tests.strategies.catalogues import catalogues
from tests.strategies.values import few

ELM = framework("elm")
SMALL = small_catalogue()
TREES = small_catalogue(
    frameworks=(*SMALL.frameworks, ELM, replace(ELM, slug="fir", name="Fir", status=Status.RETIRED))
)


@pytest.mark.parametrize(
    ("among", "sentence"),
    [
        ("", ""),
        ("alder birch", "Only between Alder and Birch."),
        ("alder birch elm", "Only between Alder, Birch and Elm."),
        ("alder", "Only Alder is considered: you named no other."),
        ("alder dogwood", "Dogwood is retired; only Alder is left of those you named."),
        ("alder birch dogwood", "Dogwood is retired; Alder and Birch are left of those you named."),
        ("alder dogwood fir", "Dogwood and Fir are retired; only Alder is left of those you named."),
        ("dogwood", "Dogwood is retired; none is left of those you named."),
    ],
)
def test_a_choice_among_few_says_who_is_left(among, sentence):
    assert among_sentence(TREES, Answers(among=tuple(among.split()))) == sentence


@pytest.mark.parametrize(
    ("among", "dropped", "sentence"),
    [
        ("", "", ""),
        ("", "build.castle", ""),
        ("alder dogwood", "among.oak", ""),
        ("dogwood", "", "Dogwood is retired, so none of the frameworks you named is left."),
        ("", "among.oak", "“oak” is not in the catalogue, so none of the frameworks you named is left."),
        (
            "",
            "among.oak among.yew",
            "“oak” and “yew” are not in the catalogue, so none of the frameworks you named is left.",
        ),
    ],
)
def test_it_says_why_none_is_left(among, dropped, sentence):
    answers = Answers(among=tuple(among.split()))
    assert nothing_left_sentence(TREES, answers, dropped.split()) == sentence


def test_a_draft_is_not_among_those_that_can_be_named():
    reading = read_answers([("among", "cedar"), ("among", "alder")], SMALL)
    assert (reading.answers.among, reading.dropped) == (("alder",), ("among.cedar",))


@pytest.mark.parametrize(
    ("query", "answers"),
    [
        ([("among", "alder")], Answers(among=("elder",))),
        ([("among", "alder"), ("among", "elder")], Answers(among=("elder",))),
        ([("level.admin", "a-lot")], Answers(levels={"admin": "a-lot"})),
        ([("build", "shop")], Answers(choices={"build": ("site",)})),
        ([("make", "shop")], Answers(choices={"build": ("site",)})),
        ([("make", "site"), ("build", "shop")], Answers(choices={"build": ("site",)})),
    ],
)
def test_answers_are_read_by_old_names(query, answers):
    today = changed(SMALL, "frameworks", "alder", slug="elder", aliases=("alder",))
    build = today.question_by_slug["build"]
    choices = (replace(build.choices[0], aliases=("shop",)), *build.choices[1:])
    today = changed(today, "questions", "build", aliases=("make",), choices=choices)
    reading = read_answers(query, today)
    assert (reading.answers, reading.dropped) == (answers, ())


@few
@given(catalogues(), catalogues(), st.data())
def test_no_choice_among_few_is_lost_by_renaming(then, today, data):
    """Whoever was named and is still there is named, whichever of the names is used, then and today."""
    public = list(then.public_frameworks)
    named = data.draw(st.lists(st.sampled_from(public), unique=True, min_size=1) if public else st.just([]))
    found = renames(then, today)
    kept = [slug for slug in (found.slug("frameworks", slug) for slug in named) if slug in today.public_frameworks]
    later = read_answers([("among", slug) for slug in named], renamed(then, found, aliased=True), today).answers
    assert {found.slug("frameworks", slug) for slug in named} == set(later.among)
    again = read_answers([("among", slug) for slug in later.among], then, renamed(then, found, aliased=True)).answers
    assert set(again.among) == set(named)
    read = read_answers([("among", slug) for slug in later.among], today).answers
    assert set(kept) <= set(read.among)
    if read.among:
        assert {one.slug for one in considered(today, read)} <= set(read.among)
