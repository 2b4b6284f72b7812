from msgspec.structs import replace

from advisor.advice.recommendation import recommend
from advisor.advice.scenarios import answers_of
from advisor.decisions.told import told
from comparisons.catalogue.value import Answer
from tests.catalogues import small_catalogue
from tests.questions import SCENARIOS

_, SHOP = SCENARIOS
CATALOGUE = small_catalogue()


def test_the_advice_is_that_of_the_answers_with_places_and_points():
    advice = told(CATALOGUE, SHOP)
    assert [(framework.slug, rank) for framework, rank, _ in advice.places] == [
        (placed.framework, placed.rank) for placed in recommend(CATALOGUE, answers_of(SHOP)).ranking
    ]
    assert advice.sentence.startswith(f"{advice.places[0][0].name} comes first with {advice.places[0][2]} out of 100")


def places():
    return [framework for framework, _, _ in told(CATALOGUE, SHOP).places]


def test_advice_agrees_if_the_project_took_what_comes_first():
    first, *_ = places()
    advice = told(CATALOGUE, replace(SHOP, chosen=(first.slug,)))
    assert advice.comparison == "Our advice and the project agree."


def test_advice_that_differs_says_where_it_puts_what_the_project_took():
    _, second, *_ = places()
    advice = told(CATALOGUE, replace(SHOP, chosen=(second.slug,)))
    assert advice.comparison == f"Our advice differs: it puts {second.name}, which the project chose, in 2nd place."


def test_advice_that_rules_out_what_the_project_took_says_so():
    strict = replace(SHOP, answers=(Answer(question="build", choices=("api",)),))
    slug = recommend(CATALOGUE, answers_of(strict)).excluded[0].framework
    advice = told(CATALOGUE, replace(strict, chosen=(slug,)))
    name = CATALOGUE.framework_by_slug[slug].name
    assert advice.comparison == f"Our advice differs: it rules out {name}, which the project chose."


def test_nothing_is_compared_if_the_catalogue_does_not_hold_what_the_project_took():
    assert told(CATALOGUE, replace(SHOP, chosen=())).comparison == ""
