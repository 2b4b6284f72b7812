import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.catalogue.changes.diff import Subject, by_subject, diff, part_of
from comparisons.catalogue.changes.revert import discarded
from comparisons.catalogue.codec import canonical
from tests.catalogues import (
    ALDER,
    BIRCH,
    CRITERIA,
    changed,
    framework,
    score,
    small_catalogue,
    with_choice,
    with_score,
    without,
    without_score,
)
from tests.strategies.catalogues import catalogues
from tests.strategies.edits import edits
from tests.strategies.values import few

SMALL = small_catalogue()
NEW_CRITERION = replace(CRITERIA[0], slug="new", name="New")


def with_criteria(*slugs):
    known = {criterion.slug: criterion for criterion in (*CRITERIA, NEW_CRITERION)}
    return small_catalogue(criteria=tuple(known[slug] for slug in slugs))


ALONE = {
    "a field": (changed(SMALL, "frameworks", "alder", name="Elder"), Subject("framework", ("alder",))),
    "several fields": (
        changed(SMALL, "sources", "manual", title="Handbook", note="New."),
        Subject("source", ("manual",)),
    ),
    "a score": (with_score(SMALL, "alder", "admin", value=3.0), Subject("score", ("alder", "admin"))),
    "a score that is gone": (without_score(SMALL, "alder", "admin"), Subject("score", ("alder", "admin"))),
    "a score that is new": (
        changed(SMALL, "frameworks", "birch", scores=(*BIRCH.scores, score("admin", 4.0))),
        Subject("score", ("birch", "admin")),
    ),
    "a framework that is new": (
        replace(SMALL, frameworks=(*SMALL.frameworks, framework("elm", score("speed", 1.0)))),
        Subject("framework", ("elm",)),
    ),
    "a framework that is gone": (without(SMALL, "frameworks", "cedar"), Subject("framework", ("cedar",))),
    "an extension": (
        changed(SMALL, "frameworks", "alder", extensions=(replace(ALDER.extensions[0], summary="More."),)),
        Subject("extension", ("alder", "alder-api")),
    ),
    "a choice": (with_choice(SMALL, "build", "site", text="A shop"), Subject("choice", ("build", "site"))),
    "a claim that is gone": (without(SMALL, "claims", "alder-is-quick"), Subject("claim", ("alder-is-quick",))),
    "the order of criteria": (
        with_criteria("speed", "type", "packages", "admin"),
        Subject("criterion", (), is_order=True),
    ),
    "the order of choices": (
        changed(SMALL, "questions", "build", choices=SMALL.questions[0].choices[::-1]),
        Subject("choice", ("build",), is_order=True),
    ),
}


@pytest.mark.parametrize(("new", "subject"), ALONE.values(), ids=ALONE.keys())
def test_discarding_the_only_change_gives_the_old_catalogue(new, subject):
    assert list(by_subject(diff(SMALL, new))) == [subject]
    assert discarded(SMALL, new, subject) == SMALL


def test_discarding_changes_of_a_framework_keeps_its_scores():
    both = with_score(changed(SMALL, "frameworks", "alder", name="Elder"), "alder", "admin", value=3.0)
    assert discarded(SMALL, both, Subject("framework", ("alder",))) == with_score(SMALL, "alder", "admin", value=3.0)


@pytest.mark.parametrize(
    ("now", "gone", "expected"),
    [
        ("type packages speed", "admin", "admin type packages speed"),
        ("admin type speed", "packages", "admin type packages speed"),
        # After the one that it followed, wherever that is now.
        ("speed type admin", "packages", "speed type packages admin"),
        # The one that it followed is removed as well.
        ("admin new speed", "packages", "admin packages new speed"),
    ],
)
def test_a_removed_thing_comes_back_after_its_predecessor(now, gone, expected):
    back = discarded(SMALL, with_criteria(*now.split()), Subject("criterion", (gone,)))
    assert [criterion.slug for criterion in back.criteria] == expected.split()


def test_added_things_keep_their_index_when_an_order_is_discarded():
    back = discarded(SMALL, with_criteria("speed", "new", "admin", "type"), Subject("criterion", (), is_order=True))
    assert [criterion.slug for criterion in back.criteria] == ["admin", "new", "type", "speed"]


def test_subjects_have_names_for_urls():
    assert Subject("score", ("alder", "admin")).name == "score/alder/admin"
    assert Subject("criterion", (), is_order=True).name == "order/criterion"
    assert Subject("choice", ("build",), is_order=True).name == "order/choice/build"


def test_part_of_returns_the_part_of_a_subject():
    assert part_of(SMALL, Subject("score", ("alder", "admin"))) == score("admin", 9.0)
    assert part_of(SMALL, Subject("score", ("elm", "admin"))) is None
    assert part_of(SMALL, Subject("framework", ("birch",))) == BIRCH
    assert part_of(SMALL, Subject("criterion", (), is_order=True)) is None


pairs = st.tuples(catalogues(), catalogues()) | edits()


def changes_between(old, new):
    return {(change.kind, change.thing, change.key, change.field) for change in diff(old, new)}


@few
@given(pairs, st.data())
def test_discarding_one_subject_keeps_all_others(pair, data):
    old, new = map(canonical, pair)
    subjects = by_subject(diff(old, new))
    if subjects:
        one = data.draw(st.sampled_from(list(subjects)))
        own = {(change.kind, change.thing, change.key, change.field) for change in subjects[one]}
        assert changes_between(old, discarded(old, new, one)) == changes_between(old, new) - own


@few
@given(pairs)
def test_discarding_all_subjects_gives_the_old_catalogue(pair):
    old, new = map(canonical, pair)
    left = len(diff(old, new))
    while changes := diff(old, new):
        new = discarded(old, new, next(iter(by_subject(changes))))
        assert len(diff(old, new)) < left
        left = len(diff(old, new))
    assert new == old
