import pytest
from msgspec.structs import replace

from advisor.advice.scenarios import (
    Outcome,
    ScenarioResult,
    Tally,
    answers_of,
    clearest_example,
    featured_example,
    scenario_results,
    tally,
)
from advisor.answers.query import Answers
from comparisons.catalogue.expected_slugs import FEATURED_SCENARIO
from comparisons.catalogue.value import Catalogue, Scenario, Strength
from tests.catalogues import changed, small_catalogue
from tests.questions import SCENARIOS

GATEWAY, SHOP = SCENARIOS
STRONG, MEDIUM, WEAK = Strength
RIGHT, NEUTRAL, GRAVE = Outcome


def test_the_answers_of_a_scenario_are_read_as_a_visitor_s():
    assert answers_of(SHOP) == Answers(choices={"build": ("site",), "parts": ("editors", "lean")})


def test_every_scenario_has_a_result():
    assert scenario_results(small_catalogue()) == (
        ScenarioResult(scenario=GATEWAY, outcome=RIGHT, first=("birch",)),
        ScenarioResult(scenario=SHOP, outcome=RIGHT, first=("alder", "birch")),
    )


def test_scenarios_set_aside_are_played_on_demand_only_and_are_no_example():
    kept = replace(SHOP, slug=FEATURED_SCENARIO, aside=True)
    catalogue = small_catalogue(scenarios=(kept, GATEWAY))
    assert scenario_results(catalogue) == (ScenarioResult(scenario=GATEWAY, outcome=RIGHT, first=("birch",)),)
    assert scenario_results(catalogue, aside=True) == (
        ScenarioResult(scenario=kept, outcome=RIGHT, first=("alder", "birch")),
    )
    assert (featured_example(catalogue), clearest_example(catalogue)) == (None, None)


@pytest.mark.parametrize(
    ("right", "unacceptable", "outcome"),
    [
        (("alder",), ("birch",), RIGHT),
        (("alder", "birch"), (), RIGHT),
        # A right one on the second place does not help.
        (("birch",), ("alder",), GRAVE),
        (("birch",), (), NEUTRAL),
    ],
)
def test_the_first_place_alone_decides_the_outcome(right, unacceptable, outcome):
    catalogue = changed(small_catalogue(), "scenarios", "shop", right=right, unacceptable=unacceptable)
    assert scenario_results(catalogue)[1].outcome is outcome


def test_a_result_has_the_first_three_places():
    more = tuple(replace(small_catalogue().frameworks[0], slug=f"f{number}") for number in range(5))
    found = scenario_results(small_catalogue(frameworks=more, claims=(), scenarios=(SHOP,)))
    assert found[0].first == ("f0", "f1", "f2")


def played(group, strength, outcome, first=("a",), chosen=(), right=("r",)):
    scenario = Scenario(
        slug="s",
        title="",
        story="",
        answers=(),
        right=right,
        unacceptable=(),
        group=group,
        strength=strength,
        chosen=chosen,
    )
    return ScenarioResult(scenario=scenario, outcome=outcome, first=first)


def test_first_is_chosen_only_if_a_chosen_framework_comes_first():
    assert played("g", STRONG, RIGHT, first=("a", "b"), chosen=("a",)).first_is_chosen
    assert not played("g", STRONG, RIGHT, first=("a", "b"), chosen=("b",)).first_is_chosen
    assert not played("g", STRONG, NEUTRAL, first=(), chosen=("b",)).first_is_chosen


def test_a_right_framework_among_the_first_three_counts():
    assert played("g", STRONG, NEUTRAL, first=("a", "b", "r")).right_among_three
    assert not played("g", STRONG, NEUTRAL, first=("a", "b", "c")).right_among_three


TALLIES = [
    ([], Tally(right=0, neutral=0, grave=0, chosen=0, right_among_three=0)),
    ([played("g", WEAK, RIGHT, first=("r",))], Tally(right=1, neutral=0, grave=0, chosen=0, right_among_three=1)),
    # A group counts as one: a strong right and a strong grave are half and half.
    (
        [played("g", STRONG, RIGHT), played("g", STRONG, GRAVE)],
        Tally(right=0.5, neutral=0, grave=0.5, chosen=0, right_among_three=0),
    ),
    # Groups count by strength: 1, 0.6 and 0.3.
    (
        [played("a", STRONG, RIGHT), played("b", MEDIUM, NEUTRAL), played("c", WEAK, GRAVE)],
        Tally(right=1 / 1.9, neutral=0.6 / 1.9, grave=0.3 / 1.9, chosen=0, right_among_three=0),
    ),
    # ... the mean strength of their scenarios: (1 + 0.3) / 2 = 0.65 against 0.6.
    (
        [played("a", STRONG, RIGHT), played("a", WEAK, NEUTRAL), played("b", MEDIUM, GRAVE, chosen=("a",))],
        Tally(right=0.325 / 1.25, neutral=0.325 / 1.25, grave=0.6 / 1.25, chosen=0.6 / 1.25, right_among_three=0),
    ),
]


@pytest.mark.parametrize(("games", "expected"), TALLIES)
def test_shares_equal_the_calculation_by_hand(games, expected):
    found = tally(games)
    for share in Tally.__struct_fields__:
        assert getattr(found, share) == pytest.approx(getattr(expected, share), abs=1e-12)


def test_the_shares_of_outcomes_add_up_to_one(shipped):
    found = tally(scenario_results(shipped))
    assert found.right + found.neutral + found.grave == pytest.approx(1)


def test_a_catalogue_without_scenarios_has_no_results():
    assert scenario_results(Catalogue()) == ()


def test_the_documented_shares_are_those_of_the_shipped_catalogue(shipped, project):
    found = tally(scenario_results(shipped))
    assert found.right >= 0.92
    assert found.grave == 0
    assert found.chosen >= 0.70
    text = " ".join((project / "docs" / "scenarios.md").read_text().split())
    assert f"on the 64 they were fitted on, which flatters | {found.right:.0%} | {found.chosen:.0%} | 0 |" in text


def test_an_established_project_with_its_right_first_place_is_an_example():
    found = clearest_example(small_catalogue())
    assert (found.scenario, found.answers) == (SHOP, answers_of(SHOP))
    assert found.sentence == "Alder comes first with 78 out of 100, 16 ahead of Birch."
    assert found.because == "Mostly because of admin; Birch is ahead on packages."
    assert [(leader.framework.name, leader.rank, leader.points) for leader in found.leaders] == [
        ("Alder", 1, 78),
        ("Birch", 2, 62),
    ]
    assert (found.answered, found.unranked, found.chosen) == (2, 0, "Alder")


def test_the_example_is_the_scenario_with_the_largest_lead():
    clear = replace(SHOP, slug="clear", title="A clear one", answers=(SHOP.answers[0],))
    shown = clearest_example(small_catalogue(scenarios=(clear, SHOP)))
    assert (shown.scenario.slug, shown.leaders[0].points) == ("clear", 90)


def test_an_example_is_not_decided_by_what_its_team_knows_if_there_is_another(shipped):
    said = clearest_example(shipped).because
    assert said
    assert "ease for" not in said
    (one,) = [scenario for scenario in shipped.scenarios if scenario.slug == "case-52"]
    assert "ease for Django developers" in clearest_example(replace(shipped, scenarios=(one,))).because


def test_a_wrong_single_or_weakly_established_scenario_is_no_example():
    wrong = replace(SHOP, right=("birch",))
    lone = replace(GATEWAY, strength=Strength.STRONG)
    doubtful = replace(SHOP, strength=Strength.MEDIUM)
    assert clearest_example(small_catalogue(scenarios=(wrong, lone, doubtful))) is None
    assert clearest_example(small_catalogue(scenarios=())) is None


def test_the_featured_scenario_is_preferred_to_larger_leads():
    featured = replace(SHOP, slug=FEATURED_SCENARIO, strength=Strength.WEAK)
    clear = replace(SHOP, slug="clear", answers=(SHOP.answers[0],))
    assert featured_example(small_catalogue(scenarios=(clear, featured))).scenario == featured
    wrong = replace(featured, right=("birch",))
    assert featured_example(small_catalogue(scenarios=(clear, wrong))).scenario == clear
    assert featured_example(small_catalogue(scenarios=(wrong,))) is None


def test_examples_are_computed_once_for_a_catalogue():
    catalogue = small_catalogue()
    assert featured_example(catalogue) is featured_example(catalogue) is clearest_example(catalogue)
    without_any = small_catalogue(scenarios=())
    assert (featured_example(without_any), featured_example(without_any)) == (None, None)


@pytest.mark.parametrize(
    ("story", "first"), [("One sentence. Another one.", "One sentence."), ("Only one", "Only one."), ("One.", "One.")]
)
def test_the_story_of_an_example_is_its_first_sentence(story, first):
    assert clearest_example(small_catalogue(scenarios=(replace(SHOP, story=story),))).story == first
