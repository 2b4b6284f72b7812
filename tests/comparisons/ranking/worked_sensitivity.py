"""What the method gives for the outputs of worked cases: weights that move, answers that flip."""

import numpy as np

from advisor.advice.counterfactuals import counterfactuals, other_answers
from advisor.advice.recommendation import recommend
from advisor.answers.query import Answers
from comparisons.catalogue.value import (
    Catalogue,
    Choice,
    Criterion,
    EditorialScale,
    Effect,
    Group,
    Importance,
    Question,
)
from comparisons.ranking.additive import value
from comparisons.ranking.performance_table import Interval, PerformanceTable
from comparisons.ranking.sensitivity import lead, least_weight_shift, stability_intervals
from comparisons.ranking.weights import LEVELS, SWING_POINTS, weights
from tests.catalogues import framework, score
from tests.comparisons.ranking.reference import firsts
from tests.comparisons.ranking.worked_cases import output, table_of, weights_of

# The office location: the weight of turnover against working conditions. Each group is a criterion of its own, whose
# values are the totals under the weights within the group.


def by_group(case):
    """Return the table of the two groups, and their weights."""
    table, swings = table_of(case), weights_of(case, "raw_swings")
    turnover = [case["criteria"][i] for i in case["inputs"]["group"]]
    groups = {"turnover": turnover, "conditions": [name for name in table.criteria if name not in turnover]}
    columns = [value(table.on(own), weights({name: swings[name] for name in own})).total for own in groups.values()]
    cells = tuple(tuple(Interval(*[total] * 3) for total in row) for row in np.stack(columns, axis=1).tolist())
    shares = weights({group: sum(swings[name] for name in own) for group, own in groups.items()})
    return PerformanceTable(table.alternatives, tuple(groups), cells), shares


def crossing(case):
    """Return the leader, and between which weights of turnover it stays first."""
    table, shares = by_group(case)
    (leader,) = firsts(table, shares)
    return leader, stability_intervals(lead(table, shares, leader))[0]


def totals_at(case, share):
    table, _ = by_group(case)
    found = value(table, {"turnover": share, "conditions": 1 - share})
    return dict(zip(table.alternatives, (100 * found.total).tolist(), strict=True))


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
    leader, interval = crossing(case)
    return leader if interval.high == 1 else None


@output("only_two_winners_for_t_in_0_100")
def only_two_winners(case):
    totals = [totals_at(case, share) for share in np.linspace(0, 1, 201)]
    return {max(each, key=each.get) for each in totals} == {"Addison Square", "Elton Street"}


@output("Gorton_always_above_Carlisle")
def gorton_always_above_carlisle(case):
    totals = [totals_at(case, share) for share in np.linspace(0, 1, 201)]
    return all(each["Gorton Square"] > each["Carlisle Walk"] for each in totals)


# Answers that flip: a catalogue with one question for each criterion, and a choice for each level above 0.


def catalogue_of(case):
    def question(criterion):
        choices = tuple(
            Choice(slug=level.value, text=level.value, effects=(Effect(criterion, level),))
            for level in Importance
            if SWING_POINTS[level]
        )
        return Question(slug=criterion, text=criterion, help="", why="", choices=choices)

    criteria = [name.lower() for name in case["criteria"]]
    return Catalogue(
        groups=(Group("all", "All", ""),),
        criteria=tuple(Criterion(name, name, "all", "", EditorialScale("", "", "")) for name in criteria),
        frameworks=tuple(
            framework(name.lower(), *(score(c, 10 * v) for c, v in zip(criteria, row, strict=True)), name=name)
            for name, row in zip(case["alternatives"], case["matrix"], strict=True)
        ),
        questions=tuple(map(question, criteria)),
    )


def answers_of(case):
    levels = {points: level for level, points in SWING_POINTS.items()}
    return Answers(choices={c.lower(): (levels[p],) for c, p in points_of(case).items()})


def points_of(case):
    return weights_of(case, "points")


@output("leader")
def leader_of(case):
    ranking = recommend(catalogue_of(case), answers_of(case)).ranking
    (leader,) = firsts(table_of(case), weights_of(case))
    assert [placed.framework for placed in ranking][:1] == [leader.lower()]
    return leader


@output("difference_in_points")
def difference_in_points(case):
    leader, rival = value(table_of(case), points_of(case)).total.tolist()
    return leader - rival


@output("critical_points")
def critical_points(case):
    """Return the points at which the two are level: t / (1 - t) of all others, t being the weight at which they are."""
    points, found = points_of(case), []
    for interval in stability_intervals(lead(table_of(case), weights_of(case), "L")):
        assert (interval.below, interval.above) in [("R", None), (None, "R")]
        level = interval.low if interval.below else interval.high
        rest = sum(points.values()) - points[interval.criterion]
        found.append(level / (1 - level) * rest)
    return found


def single_changes(case):
    """Return every single other answer that puts the rival first: the criterion and its points before and after."""
    catalogue, answers = catalogue_of(case), answers_of(case)
    found = []
    for question in catalogue.questions:
        made = answers.choices[question.slug]
        for choices in other_answers(question, made):
            ranking = recommend(catalogue, answers.with_choices(question.slug, choices)).ranking
            if ranking[0].framework == "r":
                points = SWING_POINTS[choices[0]] if choices else 0
                lead = ranking[0].total - ranking[1].total
                found.append((question.slug.upper(), SWING_POINTS[made[0]], points, lead))
    (clearest,) = counterfactuals(catalogue, answers)
    assert abs(clearest.lead - max(lead for *_, lead in found)) < 1e-8
    return sorted(counterfactual[:3] for counterfactual in found)


@output("all_single_answer_flips")
def all_single_answer_flips(case):
    return [{"criterion": criterion, "to": after} for criterion, _, after in single_changes(case)]


@output("single_answer_flips")
def single_answer_flips(case):
    """Return of each criterion the flip with the fewest steps."""
    nearest = {}
    for criterion, before, after in single_changes(case):
        steps = abs(LEVELS.index(after) - LEVELS.index(before))
        if criterion not in nearest or steps < nearest[criterion]["steps"]:
            nearest[criterion] = {"criterion": criterion, "from": before, "to": after, "steps": steps}
    return [nearest[criterion] for criterion in case["criteria"]]


@output("weight_mass_to_move")
def weight_mass_to_move(case):
    return least_weight_shift(lead(table_of(case), weights_of(case), "L")).mass
