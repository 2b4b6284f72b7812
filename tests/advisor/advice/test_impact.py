import pytest
from hypothesis import given
from msgspec.structs import replace

from advisor.advice.impact import FrameworkImpact, Impact, ScenarioImpact, ScenarioRanking, TotalChange, impact
from advisor.advice.recommendation import recommend, totals
from advisor.advice.scenarios import (
    Outcome,
    ScenarioResult,
    Tally,
    answers_of,
    scenario_result,
    scenario_results,
    tally,
)
from comparisons.catalogue.value import Catalogue
from tests.catalogues import changed, small_catalogue, with_score, without
from tests.questions import SCENARIOS
from tests.strategies.catalogues import catalogues
from tests.strategies.values import few

SMALL = small_catalogue()
GATEWAY, SHOP = SCENARIOS
RIGHT, NEUTRAL, GRAVE = Outcome

# The shop weighs Admin 8, Packages 2 and Speed 1 of 11; the gateway weighs Speed alone and wants 500 answers.
# Alder: Admin 0.9, Packages 0.5, Speed 0.4. Birch: Admin unknown, so 0.5; Packages 1, Speed 0.8.
ALDER_IN_SHOP, BIRCH_IN_SHOP = 8.6 / 11, 6.8 / 11


def shares(**given_shares):
    return Tally(**{name: given_shares.get(name, 0) for name in Tally.__struct_fields__})


def near(value):
    return pytest.approx(value, abs=1e-9)


def ranking(scenario, outcome, *places, **ranked):
    """Return a scenario's ranking with these totals and first places."""
    result = ScenarioResult(scenario=scenario, outcome=outcome, first=places)
    return ScenarioRanking(
        result=result, totals={slug: near(total) for slug, total in ranked.items()}, first=places[:1]
    )


def test_scenarios_set_aside_are_not_played():
    before = changed(SMALL, "scenarios", "shop", aside=True)
    found = impact(before, with_score(before, "alder", "admin", value=3.0))
    assert [one.scenario.slug for one in found.scenarios] == ["gateway"]
    assert found.frameworks == ()


def test_an_edit_that_changes_a_first_place_has_the_impact_calculated_by_hand():
    after = with_score(SMALL, "alder", "admin", value=3.0)
    assert impact(SMALL, after) == Impact(
        scenarios=(
            ScenarioImpact(
                before=ranking(GATEWAY, RIGHT, "birch", birch=0.8), after=ranking(GATEWAY, RIGHT, "birch", birch=0.8)
            ),
            ScenarioImpact(
                before=ranking(SHOP, RIGHT, "alder", "birch", alder=ALDER_IN_SHOP, birch=BIRCH_IN_SHOP),
                after=ranking(SHOP, GRAVE, "birch", "alder", alder=3.8 / 11, birch=BIRCH_IN_SHOP),
            ),
        ),
        frameworks=(
            FrameworkImpact(
                framework="alder", mean=near(-480 / 11), largest=near(-480 / 11), scenario="shop", entering=0, leaving=0
            ),
        ),
        # The gateway counts 0.6, the shop 1.
        before=shares(right=1, chosen=1 / 1.6, right_among_three=1),
        after=shares(right=near(0.375), grave=near(0.625), chosen=0, right_among_three=1),
    )


def test_an_edit_that_lets_a_framework_pass_has_the_impact_calculated_by_hand():
    found = impact(SMALL, with_score(SMALL, "alder", "speed", value=900.0))
    gateway, shop = found.scenarios
    assert gateway.after == ranking(GATEWAY, NEUTRAL, "alder", "birch", alder=0.9, birch=0.8)
    assert (gateway.entering, gateway.leaving, gateway.moves) == (("alder",), (), ())
    assert shop.moves == (TotalChange(framework="alder", points=near(50 / 11)),)
    assert found.turning == (gateway,)
    assert found.moving == (gateway, shop)
    assert found.frameworks == (
        FrameworkImpact(
            framework="alder", mean=near(50 / 11), largest=near(50 / 11), scenario="shop", entering=1, leaving=0
        ),
    )


def test_frameworks_are_sorted_by_largest_change_and_the_mean_is_over_all_that_rank_them():
    # Packages count 2 of 11 in the shop only; Birch falls there from 1 to 0.5 and stays at the gateway.
    after = with_score(with_score(SMALL, "birch", "packages", value=10.0), "alder", "packages", value=9.0)
    found = impact(SMALL, after)
    alder = 100 * found.scenarios[1].after.totals["alder"] - 100 * ALDER_IN_SHOP
    assert 0 < alder < 1
    assert found.scenarios[1].moves == (TotalChange("birch", near(-100 / 11)), TotalChange("alder", near(alder)))
    assert [(one.framework, one.mean, one.largest) for one in found.frameworks] == [
        ("birch", near(-50 / 11), near(-100 / 11)),
        ("alder", near(alder), near(alder)),
    ]


def test_frameworks_that_tie_for_first_place_are_all_named():
    twins = replace(SMALL, frameworks=(*SMALL.frameworks, replace(SMALL.frameworks[1], slug="birch-2")))
    gateway = impact(SMALL, twins).scenarios[0]
    assert (gateway.before.first, gateway.after.first) == (("birch",), ("birch", "birch-2"))
    assert gateway.changes_first_place


def test_a_new_outcome_counts_as_a_change_even_if_the_first_place_stays():
    found = impact(SMALL, changed(SMALL, "scenarios", "shop", right=("birch",), unacceptable=("alder",)))
    [shop] = found.turning
    assert (shop.before.result.outcome, shop.after.result.outcome) == (RIGHT, GRAVE)
    assert shop.scenario.right == ("birch",)
    assert found.moving == ()


def test_new_and_removed_scenarios_count_as_changes_without_changed_totals():
    found = impact(without(SMALL, "scenarios", "shop"), without(SMALL, "scenarios", "gateway"))
    gateway, shop = found.scenarios
    assert (gateway.after, shop.before) == (None, None)
    assert found.turning == (gateway, shop)
    assert (found.moving, found.frameworks) == ((), ())
    assert gateway.scenario == GATEWAY


def test_changed_texts_have_no_impact():
    found = impact(SMALL, changed(SMALL, "frameworks", "alder", summary="Other words."))
    assert (found.turning, found.moving, found.frameworks) == ((), (), ())
    assert found.before == found.after


def test_a_change_that_rounds_to_zero_does_not_count():
    # 0.4 of a point of 100 on Speed is 0.036 of 100 in the shop.
    found = impact(SMALL, with_score(SMALL, "alder", "speed", value=404.0))
    assert (found.moving, found.frameworks) == ((), ())


def test_empty_catalogues_have_no_impact():
    assert impact(Catalogue(), Catalogue()) == Impact(scenarios=(), frameworks=(), before=shares(), after=shares())


@few
@given(catalogues(), catalogues())
def test_any_two_valid_catalogues_can_be_compared(before, after):
    found = impact(before, after)
    assert (found.before, found.after) == (tally(scenario_results(before)), tally(scenario_results(after)))
    back = impact(after, before)
    assert [one.points for one in back.scenarios] == [
        {slug: -points for slug, points in one.points.items()} for one in found.scenarios
    ]
    assert [one.entering for one in back.scenarios] == [one.leaving for one in found.scenarios]
    assert [one.changes_first_place for one in back.scenarios] == [one.changes_first_place for one in found.scenarios]


def test_totals_are_those_of_the_recommendation(shipped):
    for scenario in shipped.scenarios_in_use:
        ranking = recommend(shipped, answers_of(scenario)).ranking
        ranked = totals(shipped, answers_of(scenario))
        assert ranked == {placed.framework: placed.total for placed in ranking}
        assert scenario_result(scenario, ranked).first == tuple(placed.framework for placed in ranking[:3])
