from msgspec.structs import replace

from advisor.advice.near_misses import near_misses, relaxations, without_requirement
from advisor.advice.recommendation import recommend
from advisor.answers.query import Answers
from comparisons.catalogue.value import Importance
from tests.catalogues import ALDER, small_catalogue, with_score


def test_a_near_miss_is_ranked_without_its_one_requirement(shipped):
    answers = Answers(choices={"build": ("site",), "async": ("asynchronous",)})
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
    assert not django.is_shared


def test_a_near_miss_with_the_total_of_a_ranked_framework_would_share_its_rank():
    twin = replace(ALDER, slug="elder", name="Elder")
    catalogue = with_score(small_catalogue(frameworks=(ALDER, twin)), "elder", "speed", value=100.0)
    answers = Answers(
        choices={"build": ("site",)}, requirements={"speed": 300.0}, levels={"speed": Importance.NOT_AT_ALL}
    )
    (missed,) = near_misses(recommend(catalogue, answers))
    assert (missed.unranked.framework, missed.rank, missed.is_shared) == ("elder", 1, True)


def test_relaxations_name_all_that_come_back_with_the_least_that_brings_any(shipped):
    answers = Answers(requirements={"admin": 9.0, "realtime": 9.0})
    recommendation = recommend(shipped, answers)
    assert recommendation.ranking == ()
    found = relaxations(shipped, answers, recommendation)
    told = [([one.requirement.criterion for one in r.requirements], r.bound, len(r.frameworks)) for r in found]
    assert (["admin"], None, len(found[0].frameworks)) == told[0]
    assert [number for *_, number in told] == sorted((number for *_, number in told), reverse=True)
    assert (["realtime"], 6.0, 1) in told
    for relaxation in found:
        left = {placed.framework for placed in recommend(shipped, relaxation.answers).ranking}
        assert set(relaxation.frameworks) == left != set()


def test_pairs_are_dropped_where_no_single_requirement_brings_any_back():
    # Alder has 9, 100 and 600, Birch nothing known on the first, 1 and 400.
    answers = Answers(requirements={"admin": 9.5, "packages": 0.5})
    catalogue = small_catalogue(frameworks=(ALDER,))
    (found,) = relaxations(catalogue, answers, recommend(catalogue, answers))
    assert [one.requirement.criterion for one in found.requirements] == ["admin", "packages"]
    assert (found.frameworks, found.bound, found.answers) == (("alder",), None, Answers())


def test_a_requirement_of_a_choice_is_removed_with_the_choice(shipped):
    answers = Answers(choices={"build": ("site",), "live": ("streams",), "async": ("asynchronous",)})
    stated = next(n for n in recommend(shipped, answers).requirements if n.requirement.criterion == "realtime")
    without = Answers(choices={"build": ("site",), "live": ("streams",)}, passed=frozenset({"async"}))
    assert without_requirement(answers, stated) == without
