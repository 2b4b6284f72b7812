import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.catalogue.changes.diff import Change, ChangeKind, diff
from comparisons.catalogue.changes.renaming import renames
from comparisons.catalogue.codec import canonical, encode
from comparisons.catalogue.value import Catalogue, Effect, Importance, MeasuredScale
from tests.catalogues import (
    ALDER,
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
ADDED, REMOVED, CHANGED, REORDERED = ChangeKind

OLD_SCALE, NEW_SCALE = SMALL.criteria[3].scale, MeasuredScale(unit="answers", worst=0.0, best=500.0)
EFFECTS = (Effect(criterion="admin", importance=Importance.DECISIVE),)

CHANGES = {
    "nothing": (SMALL, []),
    "a name": (
        changed(SMALL, "frameworks", "alder", name="Elder"),
        [Change(CHANGED, "framework", ("alder",), "name", "Alder", "Elder")],
    ),
    "a framework more": (
        replace(SMALL, frameworks=(*SMALL.frameworks, framework("elm", score("admin", 3.0)))),
        [Change(ADDED, "framework", ("elm",))],
    ),
    "a framework less": (without(SMALL, "frameworks", "cedar"), [Change(REMOVED, "framework", ("cedar",))]),
    "one for another": (
        replace(SMALL, frameworks=(ALDER, framework("elm"))),
        [
            Change(REMOVED, "framework", ("birch",)),
            Change(REMOVED, "framework", ("cedar",)),
            Change(REMOVED, "framework", ("dogwood",)),
            Change(ADDED, "framework", ("elm",)),
        ],
    ),
    "a value": (
        with_score(SMALL, "alder", "admin", value=10.0),
        [Change(CHANGED, "score", ("alder", "admin"), "value", 9.0, 10.0)],
    ),
    "a score's two fields": (
        with_score(SMALL, "alder", "admin", value=10.0, sources=("article", "manual")),
        [
            Change(CHANGED, "score", ("alder", "admin"), "value", 9.0, 10.0),
            Change(CHANGED, "score", ("alder", "admin"), "sources", ("manual",), ("article", "manual")),
        ],
    ),
    "a score less": (
        without_score(SMALL, "alder", "admin"),
        [Change(REMOVED, "score", ("alder", "admin"))],
    ),
    "a score more": (
        changed(SMALL, "frameworks", "dogwood", scores=(score("admin", 1.0), score("speed", 100.0))),
        [Change(ADDED, "score", ("dogwood", "admin"))],
    ),
    "strengths as a whole": (
        changed(SMALL, "frameworks", "alder", strengths=ALDER.strengths[::-1]),
        [Change(CHANGED, "framework", ("alder",), "strengths", ALDER.strengths, ALDER.strengths[::-1])],
    ),
    "an extension": (
        changed(SMALL, "frameworks", "alder", extensions=(replace(ALDER.extensions[0], licence="MIT"),)),
        [Change(CHANGED, "extension", ("alder", "alder-api"), "licence", "BSD-3-Clause", "MIT")],
    ),
    "a scale": (
        changed(SMALL, "criteria", "speed", scale=NEW_SCALE),
        [Change(CHANGED, "criterion", ("speed",), "scale", OLD_SCALE, NEW_SCALE)],
    ),
    "the order of criteria": (
        replace(SMALL, criteria=(SMALL.criteria[3], *SMALL.criteria[:3])),
        [
            Change(
                REORDERED,
                "criterion",
                (),
                "order",
                ("admin", "type", "packages", "speed"),
                ("speed", "admin", "type", "packages"),
            )
        ],
    ),
    "a criterion in between": (
        replace(SMALL, criteria=(SMALL.criteria[0], replace(SMALL.criteria[3], slug="size"), *SMALL.criteria[1:])),
        [Change(ADDED, "criterion", ("size",))],
    ),
    "the order of what is left": (
        replace(SMALL, criteria=(SMALL.criteria[2], SMALL.criteria[0], SMALL.criteria[3])),
        [
            Change(REMOVED, "criterion", ("type",)),
            Change(
                REORDERED,
                "criterion",
                (),
                "order",
                ("admin", "packages", "speed"),
                ("packages", "admin", "speed"),
            ),
        ],
    ),
    "a group": (
        changed(SMALL, "groups", "under-load", name="Load"),
        [Change(CHANGED, "group", ("under-load",), "name", "Under load", "Load")],
    ),
    "a source": (
        changed(SMALL, "sources", "manual", note="New."),
        [Change(CHANGED, "source", ("manual",), "note", "", "New.")],
    ),
    "a verdict": (
        changed(SMALL, "claims", "alder-is-quick", verdict=None),
        [Change(CHANGED, "claim", ("alder-is-quick",), "verdict", "disputed", None)],
    ),
    "the order of claims": (
        replace(SMALL, claims=SMALL.claims[::-1]),
        [
            Change(
                REORDERED,
                "claim",
                (),
                "order",
                ("alder-is-quick", "all-are-good"),
                ("all-are-good", "alder-is-quick"),
            )
        ],
    ),
    "a condition": (
        changed(SMALL, "questions", "screens", asked_after=None),
        [Change(CHANGED, "question", ("screens",), "asked_after", SMALL.questions[2].asked_after, None)],
    ),
    "a choice": (
        with_choice(SMALL, "build", "site", effects=EFFECTS),
        [Change(CHANGED, "choice", ("build", "site"), "effects", SMALL.questions[0].choices[0].effects, EFFECTS)],
    ),
    "the order of choices": (
        changed(SMALL, "questions", "build", choices=SMALL.questions[0].choices[::-1]),
        [Change(REORDERED, "choice", ("build",), "order", ("site", "api"), ("api", "site"))],
    ),
    "a scenario": (
        changed(SMALL, "scenarios", "shop", right=("alder", "cedar")),
        [Change(CHANGED, "scenario", ("shop",), "right", ("alder",), ("alder", "cedar"))],
    ),
}


@pytest.mark.parametrize(("new", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_each_difference_is_listed_once(new, expected):
    assert list(diff(SMALL, new)) == expected


def test_compared_with_an_empty_catalogue_everything_is_added():
    keys = [(change.kind, change.thing, change.key) for change in diff(Catalogue(), SMALL)]
    assert keys == [
        (ADDED, "group", ("with-it",)),
        (ADDED, "group", ("under-load",)),
        (ADDED, "criterion", ("admin",)),
        (ADDED, "criterion", ("type",)),
        (ADDED, "criterion", ("packages",)),
        (ADDED, "criterion", ("speed",)),
        (ADDED, "framework", ("alder",)),
        (ADDED, "framework", ("birch",)),
        (ADDED, "framework", ("cedar",)),
        (ADDED, "framework", ("dogwood",)),
        (ADDED, "source", ("article",)),
        (ADDED, "source", ("manual",)),
        (ADDED, "claim", ("alder-is-quick",)),
        (ADDED, "claim", ("all-are-good",)),
        (ADDED, "question", ("build",)),
        (ADDED, "question", ("parts",)),
        (ADDED, "question", ("screens",)),
        (ADDED, "scenario", ("gateway",)),
        (ADDED, "scenario", ("shop",)),
    ]


@few
@given(catalogues())
def test_the_order_of_unordered_collections_is_no_difference(catalogue):
    turned = replace(catalogue, frameworks=catalogue.frameworks[::-1], sources=catalogue.sources[::-1])
    assert diff(catalogue, turned) == ()
    assert diff(turned, canonical(catalogue)) == ()


@few
@given(edits())
def test_catalogues_differ_exactly_when_their_encodings_do(pair):
    one, other = pair
    assert bool(diff(one, other)) == (encode(one) != encode(other))


@few
@given(st.tuples(catalogues(), catalogues()) | edits())
def test_additions_are_removals_in_the_other_direction(pair):
    def keys(changes, kind):
        return sorted((change.thing, change.key) for change in changes if change.kind is kind)

    assume(not renames(*pair))  # a renamed thing has its newer slug in either direction
    there, back = diff(*pair), diff(*reversed(pair))
    assert keys(there, ADDED) == keys(back, REMOVED)
    assert keys(there, CHANGED) == keys(back, CHANGED)
    assert keys(there, REORDERED) == keys(back, REORDERED)
