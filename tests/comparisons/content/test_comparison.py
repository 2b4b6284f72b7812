import pytest

from comparisons.catalogue.value import Confidence
from comparisons.content.comparison import compare
from tests.catalogues import changed, small_catalogue, with_score, without_score


def compared(catalogue, *slugs):
    return compare(catalogue, [catalogue.framework_by_slug[slug] for slug in slugs])


def marks(catalogue, criterion, *slugs):
    """Return how each framework is marked on a criterion."""
    row = next(row for row in compared(catalogue, *slugs).rows if row.criterion.slug == criterion)
    return ["joint best" if cell.shares_best else "best" if cell.is_best else "" for cell in row.cells]


def test_rows_are_by_group_and_cells_in_the_given_order():
    comparison = compared(small_catalogue(), "birch", "alder")
    sections = [(s.group.slug, [row.criterion.slug for row in s.rows]) for s in comparison.sections]
    assert sections == [("with-it", ["admin", "type", "packages"]), ("under-load", ["speed"])]
    assert [cell.framework.slug for cell in comparison.rows[0].cells] == ["birch", "alder"]


def test_columns_are_the_same_cells_by_framework():
    comparison = compared(small_catalogue(), "alder", "birch")
    assert comparison.columns == tuple(zip(*(row.cells for row in comparison.rows), strict=True))
    same = compared(small_catalogue(), "alder", "alder").only_differences()
    assert same.columns == ((), ())


@pytest.mark.parametrize(
    ("speeds", "expected"),
    [
        ((400.0, 800.0, 100.0), ["", "best", ""]),
        ((800.0, 800.0, 100.0), ["joint best", "joint best", ""]),
        ((100.0, 100.0, 100.0), ["", "", ""]),
        # A value beyond the scale counts as its end, so it is not better than the best level.
        ((1000.0, 5000.0, 100.0), ["joint best", "joint best", ""]),
    ],
)
def test_the_best_of_those_compared_is_marked(speeds, expected):
    catalogue = small_catalogue()
    for slug, speed in zip(("alder", "birch", "dogwood"), speeds, strict=True):
        catalogue = with_score(catalogue, slug, "speed", value=speed)
    assert marks(catalogue, "speed", "alder", "birch", "dogwood") == expected


def test_one_known_value_among_unknown_ones_is_not_the_best():
    catalogue = without_score(small_catalogue(), "alder", "speed")
    assert marks(catalogue, "speed", "alder", "birch") == ["", ""]


def test_no_kind_is_better_than_another():
    assert marks(small_catalogue(), "type", "alder", "birch") == ["", ""]


def test_has_unknown_is_true_if_a_score_is_missing():
    assert compared(small_catalogue(), "alder", "birch").has_unknown
    assert not compared(small_catalogue(), "alder").has_unknown


def test_a_row_about_one_of_the_compared_has_no_best_and_no_lead():
    catalogue = changed(small_catalogue(), "criteria", "speed", name="Easy for Birch users")
    comparison = compared(catalogue, "alder", "birch")
    assert marks(catalogue, "speed", "alder", "birch") == ["", ""]
    assert [lead.criterion.slug for lead in comparison.leads(catalogue.framework_by_slug["birch"])] == ["packages"]
    assert [row.criterion.slug for row in comparison.most_different()] == ["packages"]
    assert marks(with_score(catalogue, "dogwood", "speed", value=900.0), "speed", "alder", "dogwood") == ["", "best"]


@pytest.mark.parametrize(
    ("scores", "confidence", "expected"),
    [
        ((6.0, 7.0), Confidence.HIGH, False),
        ((6.0, 7.5), Confidence.HIGH, True),
        ((6.0, 7.5), Confidence.MEDIUM, False),
        ((6.0, 6.0), Confidence.HIGH, False),
    ],
)
def test_scores_differ_for_certain_only_beyond_their_margins_of_error(scores, confidence, expected):
    versions = [with_score(small_catalogue(), "alder", "admin", value=value, confidence=confidence) for value in scores]
    comparison = compare(small_catalogue(), [version.framework_by_slug["alder"] for version in versions])
    assert comparison.rows[0].is_certain is expected
    assert ("admin" in [row.criterion.slug for row in comparison.only_differences().rows]) is expected


def test_only_rated_rows_are_scores():
    assert [row.criterion.slug for row in compared(small_catalogue(), "alder", "birch").rated().rows] == [
        "admin",
        "packages",
        "speed",
    ]
