import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from comparisons.catalogue.expected_slugs import AGE, FRAMEWORK_TYPE
from comparisons.catalogue.value import Criterion, Interface, Kind, KindScale, MeasuredScale, Status
from comparisons.content.browse import AGES, Filters, counts, fitting
from tests.catalogues import CRITERIA, framework, score, small_catalogue
from tests.strategies.catalogues import catalogues
from tests.strategies.values import few

KINDS = KindScale(
    kinds=(Kind(slug="full", name="Full", description=""), Kind(slug="micro", name="Micro", description=""))
)
YEARS = MeasuredScale(unit="years", worst=0.0, best=20.0)

# Not in the order of their names, and one name in lower case.
FRAMEWORKS = (
    framework("oak", score("admin", 9.0), score(FRAMEWORK_TYPE, "full"), score(AGE, 10.0), interface=Interface.BOTH),
    framework(
        "elm",
        score("admin", 8.0),
        score(FRAMEWORK_TYPE, "micro"),
        score(AGE, 9.9),
        interface=Interface.WSGI,
        name="elm",
    ),
    framework("ash", score("admin", 7.9), score(FRAMEWORK_TYPE, "micro"), score(AGE, 5.0), interface=Interface.ASGI),
    framework(
        "fir", score("speed", 799.0), score(FRAMEWORK_TYPE, "full"), interface=Interface.OWN, licence="BSD-3-Clause"
    ),
    framework("yew", score("speed", 800.0), score(AGE, 4.9), summary="A café of evergreens."),
    framework("beech", score("admin", 10.0), score(FRAMEWORK_TYPE, "full"), status=Status.RETIRED),
)


@pytest.fixture(scope="module")
def grove():
    criteria = (
        *CRITERIA,
        Criterion(slug=FRAMEWORK_TYPE, name="Kind", group="with-it", description="", scale=KINDS),
        Criterion(slug=AGE, name="Age", group="with-it", description="", scale=YEARS),
    )
    return small_catalogue(criteria=criteria, frameworks=FRAMEWORKS)


def slugs(catalogue, **wanted):
    return [one.framework.slug for one in fitting(catalogue, Filters(**wanted))]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["ash", "elm", "fir", "oak", "yew"]),
        ({"q": "OAK"}, ["oak"]),
        ({"q": "cafe  ever"}, ["yew"]),
        ({"q": "oak elm"}, []),
        ({"kind": "micro"}, ["ash", "elm"]),
        # A framework with both interfaces passes each filter.
        ({"interface": "wsgi"}, ["elm", "oak", "yew"]),
        ({"interface": "asgi"}, ["ash", "oak"]),
        ({"interface": "both"}, ["oak"]),
        ({"interface": "own"}, ["fir"]),
        ({"licence": "MIT"}, ["ash", "elm", "oak", "yew"]),
        ({"age": "10-or-more"}, ["oak"]),
        ({"age": "5-to-10"}, ["ash", "elm"]),
        ({"age": "under-5"}, ["yew"]),
        ({"kind": "micro", "interface": "asgi"}, ["ash"]),
        ({"kind": "micro", "licence": "BSD-3-Clause"}, []),
        # Good at a criterion: values of at least 0.8, best first.
        ({"best": "admin"}, ["oak", "elm"]),
        ({"best": "speed"}, ["yew"]),
        ({"best": "admin", "kind": "micro"}, ["elm"]),
        # If none is good, the best ones.
        ({"best": "admin", "interface": "asgi", "kind": "micro"}, ["ash"]),
        ({"best": "speed", "kind": "full"}, ["fir"]),
        ({"best": "speed", "kind": "micro"}, []),
    ],
)
def test_listed_frameworks_pass_every_filter(grove, wanted, expected):
    assert slugs(grove, **wanted) == expected


def test_ties_are_sorted_by_name(grove):
    frameworks = [replace(one, scores=(score("admin", 9.0),)) for one in FRAMEWORKS]
    assert slugs(replace(grove, frameworks=tuple(frameworks)), best="admin") == ["ash", "elm", "fir", "oak", "yew"]


def test_with_best_each_framework_has_its_score(grove):
    found = fitting(grove, Filters(best="admin"))
    assert [(one.score.text, one.is_good) for one in found] == [("9", True), ("8", True)]
    (ash,) = fitting(grove, Filters(best="admin", interface="asgi", kind="micro"))
    assert (ash.score.text, ash.is_good) == ("7.9", False)
    assert all(one.score is None and one.is_good for one in fitting(grove, Filters()))


def test_each_option_is_counted_under_the_other_filters(grove):
    options = {"kind": ["full", "micro"], "interface": list(Interface), "best": ["admin", "speed"]}
    assert counts(grove, Filters(kind="micro"), options) == {
        "kind": {"full": 2, "micro": 2},
        "interface": {"wsgi": 1, "asgi": 1, "both": 0, "own": 0},
        "best": {"admin": 1, "speed": 0},
    }


@st.composite
def wishes(draw):
    """Return a catalogue, valid filters, and the options of each filter."""
    catalogue = draw(catalogues())
    rated = [criterion.slug for criterion in catalogue.rated_criteria]
    options = {
        "q": ["a", "", "."],
        "interface": list(Interface),
        "licence": sorted({framework.licence for framework in catalogue.frameworks}),
        "age": list(AGES),
        "best": rated,
    }
    wanted = {name: draw(st.sampled_from(["", *values])) for name, values in options.items()}
    return catalogue, Filters(**wanted), options


@few
@given(wishes())
def test_a_count_equals_the_length_of_the_list_with_that_option(wish):
    catalogue, filters, options = wish
    expected = {
        name: {value: len(fitting(catalogue, replace(filters, **{name: value}))) for value in values}
        for name, values in options.items()
    }
    assert counts(catalogue, filters, options) == expected


@few
@given(wishes())
def test_another_filter_never_lengthens_the_list(wish):
    catalogue, filters, _ = wish
    shown = {one.framework.slug for one in fitting(catalogue, replace(filters, best=""))}
    for name in asdict(filters):
        fewer = replace(filters, best="", **{} if name == "best" else {name: ""})
        assert shown <= {one.framework.slug for one in fitting(catalogue, fewer)}
