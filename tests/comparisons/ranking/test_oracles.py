"""Worked cases whose outputs were published, or are known exactly (method-oracles.json): the method gives them all."""

import pytest

from tests.comparisons.ranking import worked_sampling, worked_sensitivity, worked_totals
from tests.comparisons.ranking.worked_cases import CASES, OUTPUTS, valued

# They fill OUTPUTS.
WORKED_IN = (worked_sampling, worked_sensitivity, worked_totals)
# A note is not an output.
EXPECTED = [(case, name) for case in CASES for name in case["expected"] if name != "note"]


@pytest.mark.parametrize(("case", "name"), [pytest.param(c, name, id=f"{c['name']}-{name}") for c, name in EXPECTED])
def test_the_method_gives_what_is_known(case, name):
    tolerance = case["tolerance"]
    if isinstance(tolerance, dict):
        tolerance = tolerance.get(name, 1e-12)
    assert agrees(OUTPUTS[name](case), case["expected"][name], tolerance)


def test_no_case_and_no_way_of_working_one_out_is_left_over():
    assert len(CASES) == 17
    assert OUTPUTS.keys() == {name for _, name in EXPECTED}
    assert {work.__module__ for work in OUTPUTS.values()} == {module.__name__ for module in WORKED_IN}


def test_the_copy_turns_the_order_round_in_ahp_and_not_here():
    case = next(case for case in CASES if case["name"] == "belton-gear-1983-rank-reversal")
    (a, b, _), (a_beside_copy, b_beside_copy, *_) = (
        worked_totals.ahp_three_alternatives(case),
        worked_totals.ahp_with_copy(case),
    )
    assert a < b
    assert a_beside_copy > b_beside_copy
    without, beside = valued(case, dict(zip("ABC", case["matrix"], strict=False))), valued(case)
    assert without == {name: beside[name] for name in "ABC"}


def agrees(found, expected, tolerance):
    if isinstance(expected, dict):
        return found.keys() == expected.keys() and all(agrees(found[k], expected[k], tolerance) for k in expected)
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(agrees, found, expected, [tolerance] * len(expected)))
    if isinstance(expected, bool | str | None):
        return found == expected
    return abs(found - expected) <= tolerance
