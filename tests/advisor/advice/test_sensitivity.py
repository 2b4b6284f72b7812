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


def test_limits_are_told_nearest_first(shipped):
    found = sensitivity(shipped, recommend(shipped, Answers(choices={"build": ("api",), "size": ("small",)})))
    distances = [limit.distance for limit in found.limits]
    assert distances == sorted(distances)
    assert len(found.intervals) == 6
    assert all(interval.low <= interval.weight <= interval.high for interval in found.intervals)


def test_a_near_miss_is_ranked_as_if_its_one_must_have_were_gone(shipped):
    answers = Answers(choices={"build": ("site",), "live": ("asynchronous",)})
    recommendation = recommend(shipped, answers)
    misses = near_misses(recommendation)
    django = next(miss for miss in misses if miss.unranked.framework == "django")
    freed = recommend(shipped, without_requirement(answers, django.stated)).ranking
    assert django.stated.requirement.criterion == "realtime"
    # The answer that set the must-have also gave weight, so the rank is told for the weights as they are.
    better = [p for p in recommendation.ranking if p.total > django.unranked.placed.total]
    assert django.rank == len(better) + 1
    assert "django" in [placed.framework for placed in freed]
    assert [miss.rank for miss in misses] == sorted(miss.rank for miss in misses)


def test_when_nothing_passes_the_must_have_that_frees_most_is_named(shipped):
    answers = Answers(requirements={"admin": 9.0, "realtime": 9.0})
    recommendation = recommend(shipped, answers)
    assert recommendation.ranking == ()
    stated, freed = requirement_to_relax(recommendation)
    left = recommend(shipped, without_requirement(answers, stated)).ranking
    assert len(left) == freed
    other = next(n for n in recommendation.requirements if n != stated)
    assert freed >= len(recommend(shipped, without_requirement(answers, other)).ranking)


def test_a_must_have_set_by_an_answer_goes_with_that_answer(shipped):
    answers = Answers(choices={"build": ("site",), "live": ("streams", "asynchronous")})
    stated = next(n for n in recommend(shipped, answers).requirements if n.requirement.criterion == "realtime")
    assert without_requirement(answers, stated) == replace(answers, choices={"build": ("site",), "live": ("streams",)})


def test_one_framework_alone_has_nothing_that_could_change(small):
    assert sensitivity(small, recommend(small, Answers(choices={"build": ("api",)}))) is None


def test_the_least_score_change_takes_first_place(shipped):
    recommendation = recommend(shipped, Answers(choices={"build": ("helper",), "size": ("tiny",)}))
    change = deciding_score(shipped, recommendation)
    weight = next(level.weight for level in recommendation.levels if level.criterion == change.criterion)
    first, second = recommendation.ranking[:2]
    assert abs(change.after - change.before) * weight == pytest.approx(first.total - second.total, abs=1e-9)
