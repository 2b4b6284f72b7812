import pytest
from hypothesis import given
from msgspec.structs import replace

from comparisons.catalogue.changes.diff import diff, sentence
from comparisons.catalogue.value import Catalogue, Confidence, MeasuredScale, Status, Verdict
from tests.catalogues import (
    ALDER,
    PACKAGES,
    changed,
    framework,
    small_catalogue,
    with_choice,
    with_score,
    without,
    without_score,
)
from tests.questions import BUILD, STARTING_POINTS
from tests.strategies.catalogues import catalogues
from tests.strategies.values import few

SMALL = small_catalogue()

SENTENCES = {
    "a value": (with_score(SMALL, "alder", "admin", value=10.0), "Score of Alder on Admin: value 9 becomes 10."),
    "a kind": (
        with_score(SMALL, "alder", "type", value="micro"),
        "Score of Alder on Type: value 'full' becomes 'micro'.",
    ),
    "a confidence": (
        with_score(SMALL, "birch", "speed", confidence=Confidence.LOW),
        "Score of Birch on Speed: confidence high becomes low.",
    ),
    "sources": (
        with_score(SMALL, "alder", "admin", sources=()),
        "Score of Alder on Admin: sources changed.",
    ),
    "a starting point more": (
        replace(SMALL, starting_points=STARTING_POINTS[:1]),
        "Starting point 'Web shop' is new.",
    ),
    "a package more": (replace(SMALL, packages=PACKAGES[:1]), "Package 'alder' is new."),
    "a scenario set aside": (
        changed(SMALL, "scenarios", "shop", aside=True),
        "Scenario 'A shop' is set aside.",
    ),
    "facts of a scenario": (
        changed(SMALL, "scenarios", "shop", facts=()),
        "Scenario 'A shop': facts changed.",
    ),
    "a long text": (
        with_score(SMALL, "alder", "admin", reason="x" * 61),
        "Score of Alder on Admin: reason changed.",
    ),
    "a text of two lines": (
        with_score(SMALL, "alder", "admin", reason="One.\nTwo."),
        "Score of Alder on Admin: reason changed.",
    ),
    "a score less": (without_score(SMALL, "alder", "admin"), "Score of Alder on Admin is gone."),
    "a framework more": (
        replace(SMALL, frameworks=(*SMALL.frameworks, framework("elm"))),
        "Framework Elm is new.",
    ),
    "a framework less": (without(SMALL, "frameworks", "cedar"), "Framework Cedar is gone."),
    "a status": (
        changed(SMALL, "frameworks", "cedar", status=Status.PUBLISHED),
        "Framework Cedar: status draft becomes published.",
    ),
    "an empty text": (
        changed(SMALL, "frameworks", "dogwood", first_release="2001-01"),
        "Framework Dogwood: first release (none) becomes '2001-01'.",
    ),
    "a new name": (
        changed(SMALL, "frameworks", "alder", name="Elder"),
        "Framework Elder: name 'Alder' becomes 'Elder'.",
    ),
    "an extension": (
        changed(SMALL, "frameworks", "alder", extensions=(replace(ALDER.extensions[0], name="API"),)),
        "Extension API of Alder: name 'Alder API' becomes 'API'.",
    ),
    "a scale": (
        changed(SMALL, "criteria", "speed", scale=MeasuredScale(unit="answers", worst=0.0, best=9.0)),
        "Criterion Speed: scale changed.",
    ),
    "the order of criteria": (
        replace(SMALL, criteria=SMALL.criteria[::-1]),
        "The order of the criteria has changed.",
    ),
    "the order of choices": (
        changed(SMALL, "questions", "build", choices=BUILD.choices[::-1]),
        "The order of the choices of 'What are you building?' has changed.",
    ),
    "a choice": (
        with_choice(SMALL, "build", "site", text="A shop"),
        "Choice 'A shop' of 'What are you building?': text 'A site' becomes 'A shop'.",
    ),
    "a source": (
        changed(SMALL, "sources", "manual", note="New."),
        "Source 'Manual': note (none) becomes 'New.'.",
    ),
    "a verdict": (
        changed(SMALL, "claims", "all-are-good", verdict=Verdict.WRONG),
        "Claim 'All are good.': verdict (none) becomes wrong.",
    ),
    "a group": (
        changed(SMALL, "groups", "under-load", name="Load"),
        "Group Load: name 'Under load' becomes 'Load'.",
    ),
}


@pytest.mark.parametrize(("new", "expected"), SENTENCES.values(), ids=SENTENCES.keys())
def test_the_sentence_of_each_change(new, expected):
    assert [sentence(change, new, SMALL) for change in diff(SMALL, new)] == [expected]


def test_slugs_are_used_where_no_catalogue_has_the_name():
    new = with_score(SMALL, "alder", "admin", value=10.0)
    assert [sentence(change) for change in diff(SMALL, new)] == ["Score of 'alder' on 'admin': value 9 becomes 10."]


def test_the_order_of_starting_points_is_told():
    old, new = (replace(SMALL, starting_points=points) for points in (STARTING_POINTS, STARTING_POINTS[::-1]))
    assert [sentence(change, new, old) for change in diff(old, new)] == [
        "The order of the starting points has changed."
    ]


@few
@given(catalogues())
def test_every_sentence_is_one_line(catalogue):
    for change in (*diff(Catalogue(), catalogue), *diff(catalogue, SMALL)):
        said = sentence(change)
        assert said.endswith(".")
        assert "\n" not in said
