import pytest

from audit.budgets import BUDGETS, MEASURES, WEIGHT, Budget, findings_of
from audit.finding import Finding
from audit.pages import PAGES

RESULT = Budget("result", "height in px", 4000)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (4000, []),
        (4000.6, [Finding("result", "height in px", "at 1440 px", "4001, not at most 4000")]),
        (None, [Finding("result", "height in px", "at 1440 px", "there is nothing to measure")]),
    ],
    ids=["at the limit", "above it", "nothing to measure"],
)
def test_a_figure_may_reach_its_budget_and_not_exceed_it(figure, expected):
    assert list(findings_of(RESULT, figure)) == expected


def test_every_budget_is_for_a_public_page_of_the_list():
    assert {budget.page for budget in BUDGETS} <= {page.name for page in PAGES if not page.staff}


def test_every_measure_is_used():
    assert {*MEASURES, WEIGHT} == {budget.measure for budget in BUDGETS}
