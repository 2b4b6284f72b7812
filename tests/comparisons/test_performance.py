import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.catalogue.value import Confidence, Criterion, KindScale, MeasuredScale, Requirement
from comparisons.performance import HALF_WIDTHS, interval_of, meets, table_of, value_function
from comparisons.ranking.performance_table import Interval
from comparisons.ranking.screening import Outcome
from comparisons.ranking.value_functions import BadReferenceLevels, Linear, Logarithmic
from tests.catalogues import ALDER, BIRCH, CEDAR, CRITERIA, framework, score, small_catalogue, with_score
from tests.strategies.criteria import scales, scores

ADMIN, TYPE, PACKAGES, SPEED = CRITERIA


def test_the_less_sure_editors_are_the_more_a_score_may_be_off():
    assert [HALF_WIDTHS[confidence] for confidence in (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)] == [
        0.5,
        1.0,
        2.0,
    ]
    assert set(HALF_WIDTHS) == set(Confidence)


def test_the_table_has_the_published_frameworks_and_the_rated_criteria():
    table = table_of(small_catalogue())
    assert table.alternatives == ("alder", "birch")
    assert table.criteria == ("admin", "packages", "speed")
    expected = [
        (0.85, 0.9, 0.95),
        (0.5, 0.5, 0.5),
        (0.36, 0.4, 0.44),
        None,
        (1.0, 1.0, 1.0),
        (0.8, 0.8, 0.8),
    ]
    for cell, interval in zip([*table.cells[0], *table.cells[1]], expected, strict=True):
        assert cell == (interval and pytest.approx(interval))


@pytest.mark.parametrize(
    ("confidence", "low", "high"),
    [(Confidence.HIGH, 0.85, 0.95), (Confidence.MEDIUM, 0.8, 1), (Confidence.LOW, 0.7, 1)],
)
def test_the_width_of_an_editorial_score_follows_its_confidence(confidence, low, high):
    found = interval_of(score("admin", 9.0, confidence=confidence), ADMIN)
    assert found == pytest.approx(Interval(low, 0.9, high))


def test_the_confidence_of_a_measured_figure_does_not_widen_it():
    assert interval_of(score("speed", 400.0, confidence=Confidence.LOW), SPEED) == (0.4, 0.4, 0.4)


def test_each_measured_scale_has_its_value_function():
    assert value_function(SPEED.scale) == Linear(0, 1000)
    assert value_function(PACKAGES.scale) == Logarithmic(100, 1)


MET = [
    (Requirement("admin", at_least=9.0), ALDER, Outcome.PASS),
    # Editorial scores count without their uncertainty.
    (Requirement("admin", at_least=9.1), ALDER, Outcome.FAIL),
    (Requirement("admin", at_least=5.0), CEDAR, Outcome.PASS),
    (Requirement("admin", at_least=1.0), BIRCH, Outcome.UNKNOWN),
    (Requirement("admin", at_least=0.0), BIRCH, Outcome.UNKNOWN),
    # A measured figure of 400 with a relative error of 10 %.
    (Requirement("speed", at_least=360.0), ALDER, Outcome.PASS),
    (Requirement("speed", at_least=361.0), ALDER, Outcome.UNKNOWN),
    (Requirement("speed", at_least=440.0), ALDER, Outcome.UNKNOWN),
    (Requirement("speed", at_least=441.0), ALDER, Outcome.FAIL),
    (Requirement("speed", at_most=441.0), ALDER, Outcome.PASS),
    (Requirement("speed", at_most=400.0), ALDER, Outcome.UNKNOWN),
    (Requirement("speed", at_most=359.0), ALDER, Outcome.FAIL),
    (Requirement("type", one_of=("full", "micro")), ALDER, Outcome.PASS),
    (Requirement("type", one_of=("micro",)), ALDER, Outcome.FAIL),
    (Requirement("type", one_of=("micro",)), CEDAR, Outcome.UNKNOWN),
]


@pytest.mark.parametrize(("requirement", "candidate", "expected"), MET)
def test_requirements_are_met_failed_or_unknown(requirement, candidate, expected):
    assert meets(requirement, candidate) is expected


@st.composite
def scored(draw):
    """Return a rated criterion and two scores on it."""
    scale = draw(scales().filter(lambda scale: not isinstance(scale, KindScale)))
    criterion = Criterion(slug="c", name="C", group="g", description="", scale=scale)
    return criterion, draw(scores(criterion)), draw(scores(criterion))


@given(scored())
def test_every_sound_score_has_a_value_between_0_and_1(drawn):
    criterion, one, _ = drawn
    try:
        low, point, high = interval_of(one, criterion)
    except BadReferenceLevels as refused:
        assert "too close together" in str(refused)  # noqa: PT017, the one way in which it may fail
    else:
        assert 0 <= low <= point <= high <= 1


def test_the_value_of_a_framework_does_not_depend_on_the_others():
    alone = table_of(small_catalogue(frameworks=(ALDER,)))
    assert alone.cells[0] == table_of(small_catalogue()).cells[0]


def test_an_empty_catalogue_has_an_empty_table():
    table = table_of(small_catalogue(frameworks=(), criteria=()))
    assert (table.alternatives, table.criteria, table.cells) == ((), (), ())


def test_a_figure_beyond_a_reference_level_counts_as_the_level():
    table = table_of(with_score(small_catalogue(), "birch", "speed", value=5000.0))
    assert table.cells[1][2] == (1, 1, 1)


def test_less_can_be_better():
    cost = Criterion("c", "C", "g", "", MeasuredScale("kB", worst=200.0, best=100.0))
    assert interval_of(score("c", 125.0, relative_error=0.2), cost) == pytest.approx((0.5, 0.75, 1))
    assert meets(Requirement("c", at_most=150.0), framework("elm", score("c", 125.0))) is Outcome.PASS
