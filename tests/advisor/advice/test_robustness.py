import pytest

from advisor.advice.recommendation import recommend
from advisor.advice.robustness import RERUNS, deciding_unknowns, robustness, weaknesses
from advisor.answers.query import Answers
from comparisons.catalogue.value import Importance
from comparisons.ranking.bands import Band
from tests.catalogues import without_score


def found_for(catalogue, **parts):
    answers = Answers(**parts)
    return robustness(catalogue, recommend(catalogue, answers))


def test_a_lead_in_every_draw_is_clear(small):
    found = found_for(small, levels={"packages": Importance.DECISIVE})
    assert (found.leader, found.percent, found.band) == ("birch", 100, Band.CLEAR)
    assert (found.shortlist, found.too_close, found.of_20) == (("birch",), (), 20)


def test_frameworks_that_both_come_first_often_are_too_close_to_call(small):
    levels = {"speed": Importance.A_LOT, "packages": Importance.NOT_AT_ALL, "admin": Importance.A_LOT}
    found = found_for(small, levels=levels)
    assert found.band in (Band.OPEN, Band.LEANING)
    assert set(found.shortlist) == {"alder", "birch"}
    assert len(found.too_close) == 1


def test_the_same_answers_give_the_same_draws(shipped):
    answers = {"choices": {"build": ("helper",), "size": ("tiny",)}}
    assert found_for(shipped, **answers) == found_for(shipped, **answers)


def test_shares_are_multiples_of_five_percent(shipped):
    for build in ("site", "business-app", "api", "data-tool", "connections", "helper"):
        found = found_for(shipped, choices={"build": (build,)})
        assert found.percent % 5 == 0
        assert found.of_20 * 5 == found.percent


def test_a_single_framework_has_no_robustness(small):
    assert found_for(small, choices={"build": ("api",)}) is None


def test_the_sampling_error_is_smaller_than_half_a_step():
    assert 0.98 / RERUNS**0.5 < 0.02


def test_a_very_low_value_on_a_heavy_criterion_is_a_weakness(small):
    # Alder's ten packages are worth half; 0.4 of the speed scale is not very weak; nothing of the kind here.
    assert weaknesses(recommend(small, Answers(levels={"packages": Importance.DECISIVE}))) == ()


def test_a_high_total_does_not_hide_a_weakness(shipped):
    found = weaknesses(recommend(shipped, Answers(choices={"back-office": ("admin",), "style": ("control",)})))
    assert ("pyramid", "admin") in {(one.framework, one.criterion) for one in found}
    assert ("flask", "admin") not in {(one.framework, one.criterion) for one in found}


@pytest.mark.parametrize(
    ("levels", "decides"),
    [
        # Birch's Admin is unknown: with the middle it trails Alder's 9; at best it would lead.
        ({"admin": Importance.DECISIVE}, True),
        ({"packages": Importance.DECISIVE}, False),
    ],
)
def test_an_unknown_score_that_could_change_the_first_place_is_named(small, levels, decides):
    found = deciding_unknowns(recommend(small, Answers(levels=levels)))
    assert [(one.framework, one.criterion) for one in found] == ([("birch", "admin")] if decides else [])


def test_an_unknown_score_of_the_leader_is_compared_with_the_second(small):
    catalogue = without_score(small, "alder", "speed")
    ranking = recommend(catalogue, Answers(levels={"admin": Importance.A_LOT, "speed": Importance.A_LOT}))
    named = {(one.framework, one.criterion) for one in deciding_unknowns(ranking)}
    assert ("alder", "speed") in named


def test_a_pinned_link_gives_the_same_draws_as_the_current_page(shipped):
    build = {"build": ("site",), "size": ("small",)}
    assert found_for(shipped, choices=build, edition=3) == found_for(shipped, choices=build)
