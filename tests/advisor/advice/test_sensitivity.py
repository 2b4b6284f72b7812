import pytest

from advisor.advice.recommendation import recommend
from advisor.advice.scenarios import answers_of
from advisor.advice.sensitivity import deciding_score, sensitivity
from advisor.answers.query import Answers
from comparisons.performance import table_of
from comparisons.ranking.additive import value
from tests.comparisons.ranking.reference import moved


def test_the_first_place_changes_at_the_limit_of_a_weight_and_not_before(shipped):
    for scenario in shipped.scenarios_in_use[:12]:
        recommendation = recommend(shipped, answers_of(scenario))
        if len(recommendation.ranking) < 2:
            continue
        weights = {level.criterion: level.weight for level in recommendation.levels if level.weight > 0}
        table = table_of(shipped).among({p.framework for p in recommendation.ranking}).on(set(weights))
        leader = recommendation.ranking[0].framework
        for limit in sensitivity(shipped, recommendation).limits[:4]:
            direction = 1 if limit.limit > limit.weight else -1
            for step, stays in ((-1e-6 * direction, True), (1e-6 * direction, False)):
                to = min(1.0, max(0.0, limit.limit + step))
                totals = value(table, moved(weights, limit.criterion, to)).total
                best = table.alternatives[int(totals.argmax())]
                assert (best == leader) == stays or abs(to - limit.limit) < 1e-7, (scenario.slug, limit)


def test_limits_are_sorted_by_distance(shipped):
    found = sensitivity(shipped, recommend(shipped, Answers(choices={"build": ("api",), "size": ("small",)})))
    distances = [limit.distance for limit in found.limits]
    assert distances == sorted(distances)
    assert len(found.intervals) == 6
    assert all(interval.low <= interval.weight <= interval.high for interval in found.intervals)


def test_a_single_framework_has_no_sensitivity(small):
    assert sensitivity(small, recommend(small, Answers(choices={"build": ("api",)}))) is None


def test_the_least_score_change_changes_the_first_place(shipped):
    recommendation = recommend(shipped, Answers(choices={"build": ("helper",), "size": ("tiny",)}))
    change = deciding_score(shipped, recommendation)
    weight = next(level.weight for level in recommendation.levels if level.criterion == change.criterion)
    first, second = recommendation.ranking[:2]
    assert abs(change.after - change.before) * weight == pytest.approx(first.total - second.total, abs=1e-9)
