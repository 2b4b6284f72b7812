"""Where the frameworks that a project uses stand: in words, and beside the first places."""

import pytest

from advisor.advice.recommendation import recommend
from advisor.answers.query import Answers
from advisor.moving.in_use import placed_side_by_side, staying_sentences
from advisor.moving.worth import has_to_move
from tests.catalogues import small_catalogue

SMALL = small_catalogue()
SITE = {"build": ("site",)}

STAYING = {
    "nothing in use": ((), {}, []),
    "the best fit": (("alder",), {}, ["You use Alder now. It is the best fit, so stay with it."]),
    "retired": (("dogwood",), {}, ["You use Dogwood now. It is retired here, so it is not ranked."]),
    "not among those named": (
        ("birch",),
        {"among": ("alder",)},
        ["You use Birch now. It is not ranked, since you chose only between others."],
    ),
}


def recommended(**answers):
    return recommend(SMALL, Answers(choices=SITE, **answers))


@pytest.mark.parametrize("case", STAYING)
def test_staying_is_told_in_a_sentence(case):
    uses, others, sentences = STAYING[case]
    answers = Answers(choices=SITE, uses=uses, **others)
    assert staying_sentences(SMALL, answers, recommend(SMALL, answers)) == sentences


def test_one_behind_is_told_with_its_place_and_points():
    answers = Answers(choices=SITE, uses=("birch",))
    recommendation = recommend(SMALL, answers)
    first, second = recommendation.ranking[:2]
    assert (first.framework, second.framework) == ("alder", "birch")
    assert staying_sentences(SMALL, answers, recommendation) == [
        f"You use Birch now. It comes in place 2 of {len(recommendation.ranking)}, with {second.points} points out of "
        f"100: {first.points - second.points} fewer than Alder."
    ]


def test_one_that_is_ruled_out_is_told_with_the_requirement():
    answers = Answers(choices=SITE, uses=("birch",), requirements={"admin": 9.0})
    (sentence,) = staying_sentences(SMALL, answers, recommend(SMALL, answers))
    assert sentence.startswith("You use Birch now. It ")
    assert "your must-have “" in sentence


def test_those_in_use_take_the_last_places_of_the_table():
    recommendation = recommended()
    names = [placed.framework for placed in recommendation.ranking]
    assert [placed.framework for placed in placed_side_by_side(recommendation, (), 1)] == names[:1]
    assert [placed.framework for placed in placed_side_by_side(recommendation, names[:1], 1)] == names[:1]
    assert [placed.framework for placed in placed_side_by_side(recommendation, names[1:2], 2)] == names[:2]


def test_without_a_ranking_there_is_no_table():
    recommendation = recommended(requirements={"admin": 10.0, "speed": 1e9})
    if not recommendation.ranking:
        assert placed_side_by_side(recommendation, ("birch",), 4) == []


@pytest.mark.parametrize(("uses", "moves"), [((), False), (("alder",), False), (("birch",), True)])
def test_moving_is_told_where_another_framework_comes_first(uses, moves):
    answers = Answers(choices=SITE, uses=uses)
    assert has_to_move(SMALL, answers, recommend(SMALL, answers)) is moves
