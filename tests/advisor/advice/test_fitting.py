"""Levels are proposed from decisions, within bounds, and nothing is changed."""

from hypothesis import given
from msgspec.structs import replace

from advisor.advice.fitting import Proposal, fitted, out_of_fold
from advisor.advice.scenarios import Outcome, scenario_results
from comparisons.catalogue.value import Effect, Importance
from comparisons.ranking.weights import SWING_POINTS
from tests.advisor.advice.elicitation.test_next_question import FOREST, decision
from tests.catalogues import with_choice
from tests.strategies.catalogues import catalogues
from tests.strategies.values import few

# Games need speed, but a game's speed counts a little only, and less than what the team knows.
TIMID = replace(
    with_choice(
        FOREST, "kind", "game", effects=(Effect("speed", Importance.A_LOT), Effect("admin", Importance.DECISIVE))
    ),
    scenarios=tuple(
        replace(decision(number, kind="game"), right=("birch",), chosen=("birch",), unacceptable=("alder",))
        for number in range(1, 5)
    ),
)


def test_levels_move_towards_what_was_right():
    assert [result.outcome for result in scenario_results(TIMID)] == [Outcome.GRAVE] * 4
    better, proposals = fitted(TIMID, TIMID.scenarios)
    assert [result.outcome for result in scenario_results(better)] == [Outcome.RIGHT] * 4
    assert Proposal("kind", "game", "admin", Importance.DECISIVE, Importance.SOMEWHAT) in proposals


def test_a_choice_that_one_decision_made_tells_nothing():
    once = replace(TIMID, scenarios=TIMID.scenarios[:1])
    assert fitted(once, once.scenarios) == (once, ())


def test_each_decision_is_played_once_under_levels_that_do_not_know_it():
    aside = replace(decision(9, kind="game"), aside=True)
    results = out_of_fold(replace(TIMID, scenarios=(*TIMID.scenarios, aside)))
    assert sorted(result.scenario.slug for result in results) == [one.slug for one in TIMID.scenarios]
    assert {result.outcome for result in results} == {Outcome.RIGHT}


@few
@given(catalogues())
def test_proposals_stay_within_what_can_be_defended(catalogue):
    better, proposals = fitted(catalogue, catalogue.scenarios_in_use)
    levels = list(Importance)
    for one in proposals:
        assert 0 < abs(levels.index(one.stated) - levels.index(one.proposed)) <= 2
        assert SWING_POINTS[one.proposed] > 0 or SWING_POINTS[one.stated] < SWING_POINTS[Importance.SOMEWHAT]
    assert better.scenarios == catalogue.scenarios
    assert [question.slug for question in better.questions] == [question.slug for question in catalogue.questions]
