import pytest
from msgspec.structs import replace

from advisor.advice.recommendation import recommend
from advisor.advice.scenarios import answers_of
from advisor.advice.sensitivity import (
    deciding_score,
    near_misses,
    requirement_to_relax,
    sensitivity,
    without_requirement,
)
from advisor.answers.query import Answers
from comparisons.performance import table_of
from comparisons.ranking.additive import value
from tests.comparisons.ranking.reference import moved


def test_the_first_place_changes_at_the_limit_of_a_weight_and_not_before(shipped):
    for scenario in shipped.scenarios[:12]:
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


def test_a_near_miss_is_ranked_without_its_one_requirement(shipped):
    answers = Answers(choices={"build": ("site",), "live": ("asynchronous",)})
    recommendation = recommend(shipped, answers)
    found = near_misses(recommendation)
    django = next(near_miss for near_miss in found if near_miss.unranked.framework == "django")
    freed = recommend(shipped, without_requirement(answers, django.stated)).ranking
    assert django.stated.requirement.criterion == "realtime"
    # The choice that set the requirement also gives weight. The rank of a near miss is with unchanged weights.
    better = [p for p in recommendation.ranking if p.total > django.unranked.placed.total]
    assert django.rank == len(better) + 1
    assert "django" in [placed.framework for placed in freed]
    assert [near_miss.rank for near_miss in found] == sorted(near_miss.rank for near_miss in found)


def test_the_requirement_to_relax_lets_most_frameworks_pass(shipped):
    answers = Answers(requirements={"admin": 9.0, "realtime": 9.0})
    recommendation = recommend(shipped, answers)
    assert recommendation.ranking == ()
    stated, freed = requirement_to_relax(recommendation)
    left = recommend(shipped, without_requirement(answers, stated)).ranking
    assert len(left) == freed
    other = next(n for n in recommendation.requirements if n != stated)
    assert freed >= len(recommend(shipped, without_requirement(answers, other)).ranking)


def test_a_requirement_of_a_choice_is_removed_with_the_choice(shipped):
    answers = Answers(choices={"build": ("site",), "live": ("streams", "asynchronous")})
    stated = next(n for n in recommend(shipped, answers).requirements if n.requirement.criterion == "realtime")
    assert without_requirement(answers, stated) == replace(answers, choices={"build": ("site",), "live": ("streams",)})


def test_a_single_framework_has_no_sensitivity(small):
    assert sensitivity(small, recommend(small, Answers(choices={"build": ("api",)}))) is None


def test_the_least_score_change_changes_the_first_place(shipped):
    recommendation = recommend(shipped, Answers(choices={"build": ("helper",), "size": ("tiny",)}))
    change = deciding_score(shipped, recommendation)
    weight = next(level.weight for level in recommendation.levels if level.criterion == change.criterion)
    first, second = recommendation.ranking[:2]
    assert abs(change.after - change.before) * weight == pytest.approx(first.total - second.total, abs=1e-9)
