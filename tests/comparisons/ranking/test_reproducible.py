"""Figures have the same bits in every release of NumPy. Hashes here are those of 1.26 to 2.5; see docs/method.md."""

import ast
import math
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.ranking.additive import TOLERANCE, ranks, rounded_parts
from comparisons.ranking.reproducible import column_sums, exp, row_sums
from comparisons.ranking.sampling import IntervalScores, LatinHypercube, any_weights, seed_of

ROOT = Path(__file__).resolve().parents[3]
# Operations of NumPy whose last bits differ between its releases.
DIFFERING = {"exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "power", "dot", "matmul", "einsum", "tensordot"}
# Where a product of matrices is exact, or where what it is off by is allowed for.
ALLOWED = {
    ("advisor/advice/counterfactuals.py", "@"): 1,
    ("advisor/advice/elicitation/choice_table.py", "@"): 1,
    # Proposals for editors, not figures that anybody is shown.
    ("advisor/advice/fitting.py", "@"): 3,
    ("advisor/advice/fitting.py", "exp"): 1,
    ("advisor/advice/fitting.py", "log"): 1,
    ("comparisons/ranking/smaa.py", "@"): 1,
}


def digest(array):
    return sha256(np.ascontiguousarray(array).tobytes()).hexdigest()[:16]


@pytest.mark.parametrize(("kind", "least", "most"), [(np.float32, -87, 88), (np.float64, -708, 709)])
def test_exponentials_are_right_within_a_unit_of_the_last_place(kind, least, most):
    x = np.linspace(least, most, 20001).astype(kind)
    right = np.array([math.exp(one) for one in x.tolist()])
    assert np.all(np.abs(exp(x) - right) <= np.finfo(kind).eps * right)
    assert exp(np.array([0.0, -1e5], dtype=kind)).tolist() == [1.0, pytest.approx(np.finfo(kind).tiny, rel=1e-4)]


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (3, 1000), (30, 2500), (1000, 30)])
def test_sums_add_one_number_after_the_other(kind, shape):
    matrix = np.random.default_rng(1).random(shape).astype(kind)
    expected = np.zeros(shape[1], dtype=kind)
    for row in matrix:
        expected += row
    assert digest(column_sums(matrix)) == digest(column_sums(np.asfortranarray(matrix))) == digest(expected)
    in_double = matrix.astype(np.float64)
    assert row_sums(in_double).tolist() == [sum(row) for row in in_double.tolist()]


def test_sums_of_nothing_are_zero():
    assert row_sums(np.empty((2, 0))).tolist() == [0, 0]


def test_draws_are_pinned():
    rng = np.random.default_rng(seed_of(1, "draws"))
    low, point, high = (np.array([[0.1, 0.5, 0.25]] * 2) + shift for shift in (0.0, 0.1, 0.3))
    around = LatinHypercube(["a", "b", "c"], method=1, samples=500).around(np.array([0.5, 0.0, 0.5]), 12.5)
    assert {
        "any weights": digest(any_weights(5, 400, rng)),
        "scores": digest(IntervalScores(low, high, rng).draw(300)),
        "weights": digest(around[1]),
        "sums": digest(row_sums(point * low)),
        "exponentials": digest(exp(np.linspace(-80, 80, 999))),
    } == DRAWS


DRAWS = {
    "any weights": "1d179f84aff1def7",
    "scores": "c1d46d61621f6780",
    "weights": "7eff42451a0f2568",
    "sums": "21048d8203bf1ba0",
    "exponentials": "de6f9c7095a772c4",
}


@pytest.mark.parametrize(
    "package", ["comparisons/ranking", "comparisons/content", "advisor/advice", "advisor/together"]
)
def test_no_figure_rests_on_what_differs_between_releases_of_numpy(package):
    found = {}
    for file in sorted((ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = ""
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
                name = "@"
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "np":
                name = node.attr if node.attr in DIFFERING else ""
            if name:
                key = (str(file.relative_to(ROOT)), name)
                found[key] = found.get(key, 0) + 1
    assert found == {key: number for key, number in ALLOWED.items() if key[0].startswith(package)}


@given(st.integers(0, 2 * 10**9), st.integers(0, 3), st.integers(0, 3))
def test_equal_totals_share_a_rank_whatever_their_rounding_errors(half_steps, one, other):
    # Halves of the tolerance are where steps of a grid would meet.
    total = half_steps * TOLERANCE / 2
    same = [total + steps * math.ulp(total) for steps in (one, other)]
    assert ranks([*same, total + 1, total - 1]) == [2, 2, 1, 4]


@pytest.mark.parametrize("error", [-1e-13, 0.0, 1e-13])
def test_halves_of_a_point_go_up_whatever_their_rounding_errors(error):
    assert rounded_parts([52.5 + error])[0] == 53
    assert rounded_parts([26.25, 26.25 + error])[0] == 53
    assert rounded_parts([52.4999 + error])[0] == 52
