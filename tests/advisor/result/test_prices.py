import pytest

from advisor.advice.recommendation import recommend
from advisor.answers.query import Answers
from advisor.result.prices import prices, prices_in_words
from tests.catalogues import ALDER, small_catalogue


def told(catalogue, answers):
    found = prices(catalogue, answers, recommend(catalogue, answers))
    return {slug: price.words for slug, price in prices_in_words(catalogue, found, str).items()}


def test_the_price_of_one_miss_is_the_place_without_that_must_have():
    # Alder has 100 packages, Birch 1; Birch's Admin is unknown.
    answers = Answers(requirements={"packages": 5.0})
    assert told(small_catalogue(), answers) == {
        "alder": "Without “Packages at most 5 packages”, it would come 2nd of 2 with 60 out of 100."
    }


def test_the_price_of_several_misses_names_them_all():
    answers = Answers(requirements={"admin": 9.5, "packages": 0.5})
    catalogue = small_catalogue(frameworks=(ALDER,))
    assert told(catalogue, answers) == {
        "alder": "Without “Admin at least 9.5 out of 10” and “Packages at most 0.5 packages”, "
        "it would be the only one left, with 60 out of 100."
    }


def test_a_framework_that_may_miss_a_must_have_has_a_price_too():
    answers = Answers(requirements={"admin": 5.0})
    recommendation = recommend(small_catalogue(), answers)
    assert [one.framework for one in recommendation.unconfirmed] == ["birch"]
    assert "birch" in prices(small_catalogue(), answers, recommendation)


@pytest.mark.parametrize(
    "answers",
    [
        Answers(choices={"build": ("site",), "async": ("asynchronous",)}),
        Answers(requirements={"admin": 9.0, "realtime": 9.0}),
        Answers(choices={"build": ("api",)}, requirements={"admin": 9.0}),
    ],
)
def test_each_price_is_what_the_result_of_its_answers_says(shipped, answers):
    recommendation = recommend(shipped, answers)
    found = prices(shipped, answers, recommendation)
    left_out = {one.framework for one in (*recommendation.excluded, *recommendation.unconfirmed)}
    assert found.keys() == left_out != set()
    for slug, price in found.items():
        ranking = recommend(shipped, price.answers).ranking
        placed = next(one for one in ranking if one.framework == slug)
        assert (price.rank, price.points, price.ranked) == (placed.rank, placed.points, len(ranking))
