"""How often the advice was right on decisions whose outcome is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from advisor.advice.track_record import percentile, record, right_by_band, share, walks
from comparisons.ranking.bands import Band
from tests.advisor.advice.elicitation.test_next_question import DECISIONS, FOREST

# Alder comes first for 'staff', Birch for 'speed': decision 4 is wrong, and decision 3 took Birch.
TAKEN = (
    replace(DECISIONS[0], chosen=("alder",)),
    replace(DECISIONS[1], chosen=("birch",)),
    replace(DECISIONS[2], right=("birch",), chosen=("birch",)),
    replace(DECISIONS[3], right=("birch",), unacceptable=("alder",)),
)
KNOWN = replace(FOREST, scenarios=TAKEN)


# The numbers are those of SciPy 1.16, binomtest(count, total).proportion_ci(method="wilson").
@pytest.mark.parametrize(
    ("count", "total", "lowest", "highest"),
    [(19, 20, 0.764, 0.991), (0, 64, 0.0, 0.057), (34, 35, 0.855, 0.995), (5, 10, 0.237, 0.763), (0, 0, 0.0, 1.0)],
)
def test_intervals_are_score_intervals(count, total, lowest, highest):
    found = share(count, total)
    assert (found.count, found.total) == (count, total)
    assert (found.lowest, found.highest) == pytest.approx((lowest, highest), abs=0.0005)


def test_the_record_counts_right_chosen_and_grave_first_places():
    found = record(KNOWN, aside=False)
    assert [found.right.count, found.chosen.count, found.grave.count, found.right.total] == [3, 2, 1, 4]


def test_decisions_that_are_set_aside_are_counted_apart():
    catalogue = replace(KNOWN, scenarios=(*TAKEN[:3], replace(TAKEN[3], aside=True)))
    assert record(catalogue, aside=False).right == share(3, 3)
    assert record(catalogue, aside=True).right == share(0, 1)


def test_verdicts_are_counted_by_band():
    found = right_by_band(KNOWN, TAKEN)
    assert list(found) == list(Band)
    assert sum(part.total for part in found.values()) == 4
    assert sum(part.count for part in found.values()) == 3
    assert right_by_band(KNOWN, ()) == {band: share(0, 0) for band in Band}


def test_the_wizard_is_walked_by_each_decision_without_knowing_it():
    found = walks(KNOWN)
    assert len(found) == 4
    assert all(1 <= walk.questions <= 4 for walk in found)
    # Decision 1 is known as soon as 'need' is answered: what is left can change nothing.
    assert (found[0].questions, found[0].told, found[0].is_same) == (2, 1.0, True)


@given(st.lists(st.integers(0, 30), min_size=1), st.integers(1, 100))
def test_a_percentile_is_a_number_that_enough_others_do_not_exceed(numbers, percent):
    found = percentile(numbers, percent)
    assert found in numbers
    assert sum(number <= found for number in numbers) * 100 >= len(numbers) * percent
