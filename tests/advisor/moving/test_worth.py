"""Whether moving is worth it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from advisor.advice.recommendation import recommend
from advisor.answers.query import Answers
from advisor.moving.worth import IMPORTANCES, keeps_code, worth_of, worths_from, worths_of_first
from comparisons.catalogue.value import Choice, Effect, Importance, Question
from comparisons.content.moving import MOST_EFFORT, move_cost
from comparisons.ranking.weights import SWING_POINTS
from tests.advisor.advice.editions import SITE, answers
from tests.catalogues import MOVES, small_catalogue, with_score

(MOVE,) = MOVES
BACK = replace(MOVE, slug="birch-to-alder", origin="birch", target="alder")
CATALOGUE = small_catalogue(moves=(MOVE, BACK))
CODE = Question(
    slug="code",
    text="What code is there?",
    help="",
    why="It can stay.",
    choices=(
        Choice(slug="none", text="None", exclusive=True),
        Choice(slug="some", text="Some", effects=(Effect("admin", Importance.A_LITTLE),)),
    ),
)


def worth(given_answers, move=BACK, parts=(), catalogue=CATALOGUE):
    return worth_of(recommend(catalogue, given_answers), move_cost(catalogue, move, parts))


def test_the_limits_equal_the_calculation_by_hand():
    # Alder has 75 points, Birch 63; the answers give 8 + 2 + 2 = 12 swing points; the effort is 32 of 49.
    # 100 * 32 / 49 * 1 / 12 = 5.4, * 2 = 10.9, * 4 = 21.8, * 8 = 43.5
    found = worth(SITE)
    assert found.lead == 12
    assert [(limit.points, limit.is_worth_it) for limit in found.limits] == [
        (5, True),
        (11, True),
        (22, False),
        (44, False),
    ]
    assert found.sentence == (
        "Worth it only above a lead of 5 to 44 points, depending on how much the work matters to you; "
        "Alder leads Birch by 12 points. So it is worth it as long as the work matters somewhat or less to you."
    )


def test_fewer_parts_need_less_lead():
    found = worth(SITE, parts=("routes",))
    assert [limit.points for limit in found.limits] == [1, 1, 2, 4]
    assert found.sentence.endswith("So it is worth it, even if the work is decisive for you.")


def test_a_framework_that_is_not_ahead_is_not_worth_moving_to():
    assert worth(SITE, MOVE).sentence == "Not worth it: Birch is not ahead of Alder for your project."


def test_a_small_lead_is_not_worth_it_even_if_the_work_matters_little():
    near = with_score(CATALOGUE, "alder", "admin", value=7.4)
    found = worth(SITE, catalogue=near)
    assert 0 < found.lead <= found.limits[0].points
    assert found.sentence.endswith("So it is not worth it, even if the work matters only a little to you.")


def test_staying_is_no_option_where_the_must_haves_are_missed():
    found = worth(answers(build="site", requirements={"speed": 500.0}), MOVE)
    assert (found.lead, found.limits) == (None, ())
    assert found.sentence == "Alder misses your must-haves, so staying is no option."


def test_a_target_that_is_not_ranked_has_no_worth():
    assert worth(answers(build="site", requirements={"speed": 500.0}), BACK) is None


def test_without_priorities_there_is_no_lead_to_weigh():
    assert worth(Answers()).sentence == "You named no priorities, so there is no lead to weigh it against."


def test_moves_to_the_first_place_and_from_a_framework_are_found():
    found = recommend(CATALOGUE, SITE)
    assert [one.cost.slug for one in worths_of_first(CATALOGUE, found)] == ["birch-to-alder"]
    assert [one.cost.slug for one in worths_from(CATALOGUE, found, "alder")] == ["alder-to-birch"]
    assert worths_from(CATALOGUE, found, "dogwood") == ()


@pytest.mark.parametrize(
    ("choices", "expected"), [({"code": ("some",)}, True), ({"code": ("none",)}, False), ({}, False)]
)
def test_code_that_has_to_be_kept_is_an_answer(choices, expected):
    catalogue = replace(CATALOGUE, questions=(*CATALOGUE.questions, CODE))
    assert keeps_code(catalogue, Answers(choices=choices)) is expected
    assert keeps_code(CATALOGUE, Answers(choices=choices)) is False


EFFORTS = st.lists(st.sampled_from([0, 1, 3, 5, 7]), min_size=7, max_size=7)


@given(st.floats(0, 10), EFFORTS, st.sampled_from(IMPORTANCES))
def test_a_limit_is_where_a_criterion_for_effort_would_tip_the_ranking(value, efforts, importance):
    """Effort as one more criterion of the additive method puts the target first exactly above the limit."""
    catalogue = with_score(CATALOGUE, "alder", "admin", value=value)
    move = replace(BACK, parts=tuple(replace(p, effort=e) for p, e in zip(BACK.parts, efforts, strict=True)))
    ranking = {placed.framework: placed for placed in recommend(catalogue, SITE).ranking}
    swing = sum(level.points for level in recommend(catalogue, SITE).levels)
    own, share = SWING_POINTS[importance], sum(efforts) / MOST_EFFORT
    moving = (swing * ranking["alder"].total + own * (1 - share)) / (swing + own)
    staying = (swing * ranking["birch"].total + own) / (swing + own)
    exact = 100 * share * own / swing
    lead = 100 * (ranking["alder"].total - ranking["birch"].total)
    assert (moving > staying) is (lead > exact) or abs(lead - exact) < 1e-9
    found = worth(SITE, move, catalogue=catalogue)
    limit = next(one for one in found.limits if one.importance is importance)
    assert abs(limit.points - exact) <= 0.5 + 1e-9
    assert limit.is_worth_it is (found.lead > limit.points)
