import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.catalogue.changes.dependencies import needed_by, needs
from comparisons.catalogue.changes.diff import Subject, by_subject, covering, diff
from comparisons.catalogue.changes.revert import applied
from comparisons.catalogue.checks import errors
from comparisons.catalogue.codec import canonical
from comparisons.catalogue.value import Answer, Choice, Condition, Group, MeasuredScale, Source
from tests.catalogues import (
    CLAIMS,
    CRITERIA,
    DAY,
    GROUPS,
    SOURCES,
    changed,
    framework,
    score,
    small_catalogue,
    with_choice,
    with_score,
    without,
)
from tests.questions import BUILD, PARTS, SCREENS
from tests.strategies.catalogues import catalogues
from tests.strategies.edits import edits
from tests.strategies.values import few

SMALL = small_catalogue()
HANDBOOK = Source(slug="handbook", title="Handbook", publisher="P", published="2026", accessed=DAY)
WITH_HANDBOOK = replace(SMALL, sources=(SOURCES[0], HANDBOOK, SOURCES[1]))
SCREENS_GONE = replace(SMALL, questions=(BUILD, PARTS))


def plain(catalogue, *slugs):
    """Return the catalogue without what rests on these criteria, so that they can be removed from it."""
    frameworks = tuple(
        replace(one, scores=tuple(s for s in one.scores if s.criterion not in slugs)) for one in catalogue.frameworks
    )
    return replace(catalogue, frameworks=frameworks)


def without_type():
    """Remove the criterion with kinds, the scores on it, and the requirement that names it."""
    free = with_choice(plain(SMALL, "type"), "screens", "framework", requirements=())
    return without(free, "criteria", "type")


CHANGES = {
    "a score needs its new source": (
        with_score(WITH_HANDBOOK, "alder", "admin", sources=("handbook",)),
        {"score/alder/admin": ["source/handbook"], "source/handbook": []},
    ),
    "a new framework needs the sources of its scores and its alternatives": (
        replace(
            WITH_HANDBOOK,
            frameworks=(
                *SMALL.frameworks,
                framework("elm", score("speed", 1.0, sources=("handbook",)), alternatives=("fir",)),
                framework("fir"),
            ),
        ),
        {"framework/elm": ["framework/fir", "source/handbook"], "framework/fir": [], "source/handbook": []},
    ),
    "a framework needs the new one that it is built on": (
        changed(
            replace(SMALL, frameworks=(*SMALL.frameworks, framework("elm"))), "frameworks", "birch", built_on="elm"
        ),
        {"framework/birch": ["framework/elm"], "framework/elm": []},
    ),
    "a new criterion needs its new group": (
        replace(
            SMALL,
            groups=(*GROUPS, Group(slug="g", name="G", description="D")),
            criteria=(*CRITERIA, replace(CRITERIA[0], slug="new", group="g")),
        ),
        {"group/g": [], "criterion/new": ["group/g"]},
    ),
    "a removed criterion takes its scores and requirements with it": (
        without_type(),
        {
            "criterion/type": ["score/alder/type", "score/birch/type", "choice/screens/framework"],
            "score/alder/type": [],
            "score/birch/type": [],
            "choice/screens/framework": [],
        },
    ),
    "a score needs its new kind": (
        with_score(
            changed(
                SMALL,
                "criteria",
                "type",
                scale=replace(
                    CRITERIA[1].scale,
                    kinds=(*CRITERIA[1].scale.kinds, replace(CRITERIA[1].scale.kinds[0], slug="api")),
                ),
            ),
            "alder",
            "type",
            value="api",
        ),
        {"criterion/type": [], "score/alder/type": ["criterion/type"]},
    ),
    "a new unit and the scores in it need each other": (
        with_score(
            changed(SMALL, "criteria", "speed", scale=MeasuredScale(unit="kilo-answers", worst=0.0, best=1.0)),
            "alder",
            "speed",
            value=0.4,
        ),
        {"criterion/speed": ["score/alder/speed"], "score/alder/speed": ["criterion/speed"]},
    ),
    "a removed framework takes along what names it": (
        replace(
            without(changed(SMALL, "frameworks", "alder", alternatives=("birch",)), "frameworks", "dogwood"),
            claims=CLAIMS,
        ),
        {"framework/dogwood": ["framework/alder"], "framework/alder": []},
    ),
    "a new claim needs the source that made it": (
        replace(WITH_HANDBOOK, claims=(*CLAIMS, replace(CLAIMS[1], slug="new", made_by="handbook"))),
        {"source/handbook": [], "claim/new": ["source/handbook"]},
    ),
    "a condition needs the new choice that opens it": (
        changed(
            changed(SMALL, "questions", "build", choices=(*BUILD.choices, Choice(slug="tool", text="A tool"))),
            "questions",
            "screens",
            asked_after=Condition(question="build", choices=("tool",)),
        ),
        {"choice/build/tool": ["question/screens"], "question/screens": ["choice/build/tool"]},
    ),
    "several answers of a scenario need a question that takes them": (
        changed(
            changed(SMALL, "questions", "build", multiple=True),
            "scenarios",
            "gateway",
            answers=(Answer(question="build", choices=("api", "site")),),
        ),
        {"question/build": [], "scenario/gateway": ["question/build"]},
    ),
    "choices that replace all others come with them": (
        replace(
            SMALL,
            questions=(
                replace(BUILD, choices=(replace(BUILD.choices[0], slug="a"), replace(BUILD.choices[1], slug="b"))),
                PARTS,
            ),
            scenarios=(),
        ),
        {
            "question/screens": ["choice/build/site"],
            "choice/build/api": ["choice/build/a", "choice/build/b", "scenario/gateway"],
            "choice/build/site": ["question/screens", "choice/build/a", "choice/build/b", "scenario/shop"],
            "choice/build/a": [],
            "choice/build/b": [],
            "scenario/gateway": [],
            "scenario/shop": [],
        },
    ),
    "a condition on a question that was moved needs the order": (
        replace(SMALL, questions=(BUILD, SCREENS, replace(PARTS, asked_after=Condition("screens", ("own",))))),
        {"question/parts": ["order/question"], "order/question": []},
    ),
    "what refers to nothing new needs nothing": (
        with_score(changed(SMALL, "frameworks", "alder", name="Elder"), "alder", "admin", value=1.0),
        {"framework/alder": [], "score/alder/admin": []},
    ),
}


@pytest.mark.parametrize(("new", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_needs(new, expected):
    new = canonical(new)
    assert errors(new) == ()
    found = needs(SMALL, new, by_subject(diff(SMALL, new)))
    assert {one.name: [other.name for other in others] for one, others in found.items()} == expected


def test_needs_of_needs_are_needed_too_each_with_a_reason():
    one, two, three, four = (Subject("source", (slug,)) for slug in "abcd")
    edges = {one: (two,), two: (three, one), three: (), four: ()}
    assert needed_by(edges, [one]) == {two: one, three: two}
    assert needed_by(edges, [one, two]) == {three: two}
    assert needed_by(edges, [four]) == {}


def test_a_part_of_something_new_is_covered_by_it():
    elm, alder = Subject("framework", ("elm",)), Subject("score", ("alder", "admin"))
    changes = [elm, alder]
    assert covering(Subject("score", ("elm", "admin")), changes) == elm
    assert covering(Subject("choice", ("elm", "a")), changes) is None
    assert covering(Subject("score", ("birch", "admin")), changes) is None
    assert covering(alder, changes) == alder


# Few slugs, so that the same ones name things in both.
PAIRS = edits() | st.tuples(*[catalogues(slugs=st.sampled_from(["a", "b", "c", "d", "e"]))] * 2)


@st.composite
def selections(draw):
    """Return two catalogues, the changes between them, and some of the changes."""
    old, new = map(canonical, draw(PAIRS))
    assume(errors(new) == ())  # not with a question moved before the one that it depends on
    changes = by_subject(diff(old, new))
    chosen = draw(st.sets(st.sampled_from(list(changes)))) if changes else set()
    return old, new, changes, chosen


@few
@given(selections())
def test_chosen_changes_with_what_they_need_give_a_catalogue_without_errors(selection):
    old, new, changes, chosen = selection
    assert errors(old) == errors(new) == ()
    closed = chosen | needed_by(needs(old, new, changes), chosen).keys()
    assert errors(applied(old, new, closed)) == ()


@few
@given(selections())
def test_chosen_changes_alone_are_applied_and_the_rest_stays(selection):
    old, new, changes, chosen = selection
    result = applied(old, new, chosen)
    assert len(by_subject(diff(old, result))) == len(chosen)  # a thing that is not renamed yet has its older slug there
    assert set(by_subject(diff(result, new))) == changes.keys() - chosen
    assert applied(result, new, changes.keys() - chosen) == new


@few
@given(selections(), st.randoms())
def test_the_order_of_the_chosen_does_not_matter(selection, random):
    old, new, _, chosen = selection
    mixed = list(chosen)
    random.shuffle(mixed)
    assert applied(old, new, mixed) == applied(old, new, chosen)


@few
@given(selections())
def test_all_changes_give_the_new_catalogue_and_none_the_old(selection):
    old, new, changes, _ = selection
    assert applied(old, new, changes.keys()) == new
    assert applied(old, new, ()) == old
