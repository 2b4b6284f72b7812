import pytest
from hypothesis import given
from msgspec.structs import replace

from comparisons.catalogue.changes.diff import by_subject, diff, sentence
from comparisons.catalogue.changes.renaming import Renames, keeping_names, renamed, renames
from comparisons.catalogue.changes.revert import discarded
from comparisons.catalogue.checks import errors
from comparisons.catalogue.codec import canonical, decode, encode
from comparisons.catalogue.merge import merge
from comparisons.catalogue.names import Names
from comparisons.catalogue.public import public_changes
from comparisons.catalogue.value import NAMED, Answer
from tests.catalogues import PACKAGES, changed, small_catalogue, with_choice
from tests.questions import STARTING_POINTS
from tests.strategies.catalogues import catalogues
from tests.strategies.values import few

SMALL = changed(
    small_catalogue(starting_points=STARTING_POINTS, packages=PACKAGES), "frameworks", "birch", built_on="alder"
)
ALL = Renames(
    parts={
        "frameworks": {"alder": "elder"},
        "criteria": {"admin": "back-office"},
        "sources": {"manual": "handbook"},
        "claims": {SMALL.claims[0].slug: "said"},
        "questions": {"build": "make"},
        "scenarios": {SMALL.scenarios[0].slug: "project"},
    },
    choices={"make": {"site": "web-site"}},
)
RENAMED = canonical(renamed(SMALL, ALL, aliased=True))


def sentences(old, new):
    return [sentence(change, new, old) for change in diff(old, new)]


def test_a_catalogue_with_everything_renamed_is_sound():
    assert errors(RENAMED) == ()
    assert renames(SMALL, RENAMED) == ALL


def test_starting_points_follow_renamed_questions_and_choices():
    answers = RENAMED.starting_points[0].answers
    assert [(answer.question, answer.choices) for answer in answers] == [
        ("make", ("web-site",)),
        ("parts", ("editors", "lean")),
    ]


def test_a_framework_is_built_on_the_renamed_one():
    assert RENAMED.framework_by_slug["birch"].built_on == "elder"


def test_packages_follow_renamed_questions_and_choices():
    assert RENAMED.package_by_slug["pages"].answers == (Answer(question="make", choices=("web-site",)),)


def test_changes_say_what_was_renamed_and_nothing_else():
    assert sentences(SMALL, RENAMED) == [
        "Framework Alder: renamed from 'alder' to 'elder'.",
        "Criterion Admin: renamed from 'admin' to 'back-office'.",
        "Source 'Manual': renamed from 'manual' to 'handbook'.",
        f"Claim '{SMALL.claims[0].text}': renamed from '{SMALL.claims[0].slug}' to 'said'.",
        "Question 'What are you building?': renamed from 'build' to 'make'.",
        f"Scenario '{SMALL.scenarios[0].title}': renamed from '{SMALL.scenarios[0].slug}' to 'project'.",
        "Choice 'A site' of 'What are you building?': renamed from 'site' to 'web-site'.",
    ]


def test_a_thing_renamed_and_changed_has_both_changes():
    new = changed(RENAMED, "frameworks", "elder", name="Elder")
    assert sentences(SMALL, new)[:1] == ["Framework Elder: renamed from 'alder' to 'elder'."]
    assert "Framework Elder: name 'Alder' becomes 'Elder'." in sentences(SMALL, new)


def test_without_an_alias_a_new_slug_is_one_thing_gone_and_one_new():
    new = changed(small_catalogue(claims=(), scenarios=()), "frameworks", "dogwood", slug="elder")
    old = small_catalogue(claims=(), scenarios=())
    assert sentences(old, new)[:1] == ["Framework Dogwood is gone."]
    assert "Framework Dogwood is new." in sentences(old, new)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((), ("elder", "holunder"), "now also found as 'elder', 'holunder'"),
        (("elder",), (), "no longer found as 'elder'"),
        (("elder",), ("sambucus",), "now also found as 'sambucus' and no longer found as 'elder'"),
    ],
)
def test_changed_aliases_are_told(before, after, words):
    old, new = (changed(SMALL, "frameworks", "alder", aliases=aliases) for aliases in (before, after))
    assert sentences(old, new) == [f"Framework Alder: {words}."]


def test_visitors_read_what_was_renamed_in_the_feed_of_the_new_name():
    new = changed(SMALL, "frameworks", "birch", slug="silver-birch", aliases=("birch",))
    found = public_changes(SMALL, new)
    assert ("silver-birch" in found[0].frameworks, found[0].words) == (
        True,
        "Framework Birch: renamed from 'birch' to 'silver-birch'.",
    )


@pytest.mark.parametrize("subject", by_subject(diff(SMALL, RENAMED)), ids=lambda subject: subject.name)
def test_discarding_a_renaming_gives_back_the_old_slug_everywhere(subject):
    left = discarded(SMALL, RENAMED, subject)
    assert errors(left) == ()
    assert subject not in by_subject(diff(SMALL, left))
    assert len(diff(SMALL, left)) == len(diff(SMALL, RENAMED)) - 1


def test_discarding_all_renamings_one_by_one_gives_the_old_catalogue():
    left = RENAMED
    while changes := diff(SMALL, left):
        left = discarded(SMALL, left, next(iter(by_subject(changes))))
    assert left == SMALL


def test_a_catalogue_from_before_the_renaming_keeps_the_newer_names():
    kept = keeping_names(RENAMED, SMALL)
    assert [(f.slug, f.aliases) for f in kept.frameworks if f.aliases] == [("alder", ("elder",))]
    assert Names(kept).choice("build", "web-site") == "site"
    assert {Names(kept).slug(name, new) for name, slugs in ALL.parts.items() for new in slugs.values()} == {
        old for slugs in ALL.parts.values() for old in slugs
    }


def test_a_name_that_another_thing_has_is_left_to_it():
    old = changed(SMALL, "frameworks", "alder", aliases=("elder", "holunder"))
    new = changed(SMALL, "frameworks", "birch", slug="elder", aliases=("birch",))
    kept = keeping_names(old, new)
    assert {f.slug: f.aliases for f in kept.frameworks if f.aliases} == {"alder": ("holunder",), "elder": ("birch",)}


@few
@given(catalogues(), catalogues())
def test_no_name_is_lost_that_is_free(old, new):
    kept = keeping_names(old, new)
    assert errors(kept) == errors(new) == ()
    for collection in NAMED:
        after = Names(new)
        for part in getattr(old, collection):
            names = (part.slug, *part.aliases)
            if any(after.slug(collection, name) is not None for name in names):
                assert all(Names(kept).slug(collection, name) for name in names)


@few
@given(catalogues(), catalogues())
def test_renaming_there_and_back_changes_nothing(old, new):
    there = renames(old, new)
    moved = renamed(old, there)
    assert errors(moved) == ()
    back = Renames(
        parts={name: {b: a for a, b in slugs.items()} for name, slugs in there.parts.items()},
        choices={
            {b: a for a, b in there.parts.get("questions", {}).items()}.get(question, question): {
                b: a for a, b in slugs.items()
            }
            for question, slugs in there.choices.items()
        },
    )
    assert canonical(renamed(moved, back)) == canonical(old)


@few
@given(catalogues())
def test_empty_aliases_are_left_out_of_the_bytes(catalogue):
    without = {name: tuple(replace(part, aliases=()) for part in getattr(catalogue, name)) for name in NAMED}
    bare = replace(catalogue, **without)
    questions = (
        replace(one, choices=tuple(replace(choice, aliases=()) for choice in one.choices)) for one in bare.questions
    )
    bare = replace(bare, questions=tuple(questions))
    assert b'"aliases"' not in encode(bare)
    assert decode(encode(catalogue)) == canonical(catalogue)


def test_choices_of_a_renamed_question_are_compared_with_those_it_had():
    new = changed(SMALL, "questions", "build", slug="make", aliases=("build",))
    new = changed(
        new, "questions", "screens", asked_after=replace(SMALL.question_by_slug["screens"].asked_after, question="make")
    )
    new = replace(
        new,
        **{
            name: tuple(
                replace(
                    one,
                    answers=tuple(replace(a, question="make") if a.question == "build" else a for a in one.answers),
                )
                for one in getattr(new, name)
            )
            for name in ("scenarios", "starting_points", "packages")
        },
    )
    new = with_choice(new, "make", "site", text="A shop")
    assert sentences(SMALL, canonical(new)) == [
        "Question 'What are you building?': renamed from 'build' to 'make'.",
        "Choice 'A shop' of 'What are you building?': text 'A site' becomes 'A shop'.",
    ]


def test_an_update_leaves_the_new_names_of_editors_and_brings_the_rest():
    update = changed(SMALL, "frameworks", "birch", licence="BSD")
    merged = merge(SMALL, update, RENAMED)
    assert merged.merged == changed(RENAMED, "frameworks", "birch", licence="BSD")
    assert (len(merged.updates), merged.edits, merged.both, merged.problems) == (1, (), (), ())


def test_a_new_name_in_an_update_becomes_an_old_name_here():
    merged = merge(SMALL, RENAMED, SMALL).merged
    assert {f.slug: f.aliases for f in merged.frameworks if f.aliases} == {"alder": ("elder",)}
