from msgspec.structs import replace

from advisor.advice.example import Example, example
from advisor.advice.standing import standing
from advisor.answers.query import Answers
from comparisons.catalogue.value import Strength
from tests.catalogues import SCENARIOS, small_catalogue

GATEWAY, SHOP = SCENARIOS
ANSWERS = Answers(choices={"build": ("site",), "parts": ("editors", "lean")})


def test_an_established_project_with_its_right_first_place_is_shown():
    catalogue = small_catalogue()
    assert example(catalogue) == Example(
        scenario=SHOP,
        answers=ANSWERS,
        standing=standing(catalogue, ANSWERS, 4),
        sentence="Alder comes first with 78 of 100, 16 ahead of Birch.",
        because="Mostly because of Admin; Birch is ahead on Packages.",
    )


def test_the_clearest_of_several_is_shown():
    clear = replace(SHOP, slug="clear", title="A clear one", answers=(SHOP.answers[0],))
    shown = example(small_catalogue(scenarios=(clear, SHOP)))
    assert (shown.scenario.slug, shown.standing.leaders[0].points) == ("clear", 90)


def test_no_example_is_better_than_a_wrong_a_lone_or_a_doubtful_one():
    wrong = replace(SHOP, right=("birch",))
    lone = replace(GATEWAY, strength=Strength.STRONG)
    doubtful = replace(SHOP, strength=Strength.MEDIUM)
    assert example(small_catalogue(scenarios=(wrong, lone, doubtful))) is None
    assert example(small_catalogue(scenarios=())) is None
