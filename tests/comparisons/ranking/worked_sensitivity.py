"""What the method gives for the outputs of worked cases: weights that move, answers that flip."""

import numpy as np

from comparisons.ranking.additive import firsts, value
from comparisons.ranking.flips import flips, vanishing_points
from comparisons.ranking.overtaking import least_shift
from comparisons.ranking.stability import moved, stability_of
from comparisons.ranking.weights import weights
from tests.comparisons.ranking.worked_cases import output, table_of, weights_of

# The office location: the weight of turnover against working conditions.


def turnover(case):
    return [case["criteria"][i] for i in case["inputs"]["group"]]


def crossing(case):
    """Return between which weights of turnover the leader stays first."""
    own = weights(weights_of(case, "raw_swings"))
    (leader,) = firsts(table_of(case), own)
    return leader, stability_of(table_of(case), own, leader, turnover(case))


def totals_at(case, share):
    own = moved(weights(weights_of(case, "raw_swings")), turnover(case), to=share)
    table = table_of(case)
    return dict(zip(table.alternatives, (100 * value(table, own).total).tolist(), strict=True))


@output("value_at_t0")
def value_at_t0(case):
    return {"Elton Street": totals_at(case, 0)["Elton Street"]}


@output("value_at_t100")
def value_at_t100(case):
    return {"Elton Street": totals_at(case, 1)["Elton Street"]}


@output("crossing_percent")
def crossing_percent(case):
    return 100 * crossing(case)[1].low


@output("winner_below_crossing")
def winner_below_crossing(case):
    return crossing(case)[1].below


@output("winner_above_crossing")
def winner_above_crossing(case):
    leader, stable = crossing(case)
    return leader if stable.high == 1 else None


@output("only_two_winners_for_t_in_0_100")
def only_two_winners(case):
    totals = [totals_at(case, share) for share in np.linspace(0, 1, 201)]
    return {max(each, key=each.get) for each in totals} == {"Addison Square", "Elton Street"}


@output("Gorton_always_above_Carlisle")
def gorton_always_above_carlisle(case):
    totals = [totals_at(case, share) for share in np.linspace(0, 1, 201)]
    return all(each["Gorton Square"] > each["Carlisle Walk"] for each in totals)


# Answers that flip.


def points_of(case):
    return weights_of(case, "points")


@output("leader")
def leader_of(case):
    return " = ".join(firsts(table_of(case), weights_of(case)))


@output("difference_in_points")
def difference_in_points(case):
    leader, rival = value(table_of(case), points_of(case)).total.tolist()
    return leader - rival


@output("critical_points")
def critical_points(case):
    return list(vanishing_points(table_of(case), points_of(case), "L", "R").values())


def flips_by_criterion(case):
    found = flips(table_of(case), points_of(case))
    assert all(flip.first == ("R",) for flip in found)
    changes = [change for flip in found for change in flip.changes]
    return sorted(changes, key=lambda change: (change.criterion, change.after))


@output("all_single_answer_flips")
def all_single_answer_flips(case):
    return [{"criterion": change.criterion, "to": change.after} for change in flips_by_criterion(case)]


@output("single_answer_flips")
def single_answer_flips(case):
    """Return of each criterion the flip with the fewest steps."""
    nearest = {}
    for change in sorted(flips_by_criterion(case), key=lambda change: -change.steps):
        nearest[change.criterion] = {
            "criterion": change.criterion,
            "from": change.before,
            "to": change.after,
            "steps": change.steps,
        }
    return [nearest[criterion] for criterion in case["criteria"]]


@output("weight_mass_to_move")
def weight_mass_to_move(case):
    return least_shift(table_of(case), weights_of(case), "L").mass
