"""What the method gives for the outputs of worked cases: totals, must-haves, intervals."""

from itertools import pairwise

import numpy as np

from comparisons.ranking.additive import ranks, rounded_parts, value
from comparisons.ranking.sampling import IntervalScores
from comparisons.ranking.screening import AtLeast, screen
from comparisons.ranking.value_functions import Linear
from comparisons.ranking.weights import weights
from tests.comparisons.ranking.reference import winning_index
from tests.comparisons.ranking.worked_cases import (
    OUTPUTS,
    in_order,
    interval_table,
    output,
    table_of,
    valued,
    weights_of,
)

# Totals and ranks.


@output("overall_value")
def overall_value(case):
    # Published in percent, unless the case has reference levels of its own.
    unit = 1 if "reference_levels" in case else 100
    return [unit * total for total in valued(case).values()]


@output("spotis_score")
def spotis_score(case):
    return [1 - total for total in valued(case).values()]


@output("rank")
def rank(case):
    return ranks(list(valued(case).values()))


@output("contributions_of")
def contributions_of(case):
    parts = 100 * value(table_of(case), weights_of(case)).contributions
    return {name: parts[case["alternatives"].index(name)].tolist() for name in case["expected"]["contributions_of"]}


@output("weights")
def normalised_weights(case):
    return list(weights(weights_of(case, "raw_swings")).values())


@output("weights_percent_rounded")
def weights_percent_rounded(case):
    return rounded_parts([100 * weight for weight in normalised_weights(case)])[1]


@output("values")
def piecewise_values(case):
    tests = case["inputs"]["tests"]
    return [[piecewise(t["breakpoints"], t["values"], x) for x in t["x"]] for t in tests]


def piecewise(breakpoints, values, x):
    """Return the value as a sum of linear functions, each clipped outside its own two breakpoints."""
    rises = zip(pairwise(breakpoints), pairwise(values), strict=True)
    return values[0] + sum((above - below) * Linear(*ends)(x) for ends, (below, above) in rises)


@output("values_when_any_one_is_removed")
def values_when_any_one_is_removed(case):
    rows = dict(zip(case["alternatives"], case["matrix"], strict=True))
    return {f"without {one}": valued(case, {k: row for k, row in rows.items() if k != one}) for one in rows}


@output("values_after_adding_best_and_worst")
def values_after_adding_best_and_worst(case):
    return valued(case, dict(zip(case["alternatives"], case["matrix"], strict=True)) | case["inputs"]["added"])


# Rank reversal: what AHP does, and what must not happen here.


def ahp(matrix):
    return (np.array(matrix) / np.sum(matrix, axis=0)).mean(axis=1).tolist()


@output("ahp_three_alternatives")
def ahp_three_alternatives(case):
    return ahp(case["matrix"][:3])


@output("ahp_with_copy")
def ahp_with_copy(case):
    return ahp(case["matrix"])


@output("app_overall_value")
def app_overall_value(case):
    return list(valued(case).values())


@output("app_order_without_D")
def app_order_without_d(case):
    return in_order(valued(case, dict(zip("ABC", case["matrix"], strict=False))))


@output("app_order_with_D")
def app_order_with_d(case):
    return in_order(valued(case))


# Must-haves.


def outcomes(case):
    (need,) = case["inputs"]["must_have"]
    column, bound = case["criteria"].index(need["criterion"]), AtLeast(need["at_least"])
    scores = [row[column] for row in case["matrix"]]
    ends = [case["scale"].values() if score is None else (score, score) for score in scores]
    return {name: screen([bound(*own)]) for name, own in zip(case["alternatives"], ends, strict=True)}


def that(case, wanted):
    return [name for name, outcome in outcomes(case).items() if outcome.value == wanted]


@output("status")
def status(case):
    return [outcome.value for outcome in outcomes(case).values()]


@output("overall_value_of_kept")
def overall_value_of_kept(case):
    return {name: valued(case)[name] for name in that(case, "pass")}


@output("order_of_confirmed")
def order_of_confirmed(case):
    return in_order(overall_value_of_kept(case))


@output("interval_of_unknown")
def interval_of_unknown(case):
    table = table_of(case).among(that(case, "unknown"))
    found = value(table, weights_of(case))
    return {name: [found.lowest[i], found.highest[i]] for i, name in enumerate(table.alternatives)}


@output("if_must_have_dropped")
def if_must_have_dropped(case):
    # D stays apart: what is not known of it is not known to rank it.
    return in_order({name: total for name, total in valued(case).items() if name not in that(case, "unknown")})


@output("B_value_if_dropped")
def b_value_if_dropped(case):
    return valued(case)["B"]


# Intervals.


def interval_valuation(case):
    return value(interval_table(case), weights_of(case))


OUTPUTS["lower"] = lambda case: interval_valuation(case).lowest.tolist()
OUTPUTS["upper"] = lambda case: interval_valuation(case).highest.tolist()
OUTPUTS["point"] = lambda case: interval_valuation(case).total.tolist()
OUTPUTS["known_share"] = lambda case: interval_valuation(case).known_share.tolist()


@output("certainly_better")
def certain_leads(case):
    """Return whether one alternative's lowest total exceeds another's highest."""
    found = interval_valuation(case)
    return (found.lowest[:, None] > found.highest[None, :]).tolist()


@output("pairwise_winning_index_A_over_B_uniform")
def pairwise_winning_index_uniform(case):
    low, _, high = interval_table(case).arrays
    drawn = IntervalScores(low, high, np.random.default_rng(1)).draw(20_000)
    return winning_index(drawn @ np.array(case["weights"]))[0, 1]
