import pytest
from hypothesis import given

from advisor.advice.interim import InterimRanking, Leader, interim_ranking
from advisor.advice.recommendation import recommend
from advisor.answers.query import Answers
from tests.catalogues import ALDER, BIRCH, small_catalogue
from tests.strategies.questions import answers_to

SMALL = small_catalogue()

SITE = Answers(choices={"build": ("site",)})
# By hand: Alder's Admin is 9, Birch's is unknown; Alder answers 400 times a second, Birch 800.
STANDINGS = {
    "nothing said": (Answers(), InterimRanking(leaders=(), considered=2, excluded=(), unconfirmed=(), answered=0)),
    "an answer without weight": (
        Answers(choices={"parts": ("none",)}),
        InterimRanking(leaders=(), considered=2, excluded=(), unconfirmed=(), answered=1),
    ),
    "an answer that weighs": (
        SITE,
        InterimRanking(
            leaders=(Leader(framework=ALDER, rank=1, points=90), Leader(framework=BIRCH, rank=2, points=50)),
            considered=2,
            excluded=(),
            unconfirmed=(),
            answered=1,
        ),
    ),
    "a must-have": (
        Answers(choices={"build": ("api",)}),
        InterimRanking(
            leaders=(Leader(framework=BIRCH, rank=1, points=80),),
            considered=2,
            excluded=(ALDER,),
            unconfirmed=(),
            answered=1,
        ),
    ),
    "a must-have of which one is not known": (
        Answers(choices={"build": ("site",)}, requirements={"admin": 9.5}),
        InterimRanking(leaders=(), considered=2, excluded=(ALDER,), unconfirmed=(BIRCH,), answered=1),
    ),
    "an answer to a question that is not asked": (
        Answers(choices={"screens": ("own",)}),
        InterimRanking(leaders=(), considered=2, excluded=(), unconfirmed=(), answered=0),
    ),
}


@pytest.mark.parametrize(("answers", "expected"), STANDINGS.values(), ids=STANDINGS.keys())
def test_the_interim_ranking_follows_the_answers(answers, expected):
    assert interim_ranking(SMALL, answers) == expected


def test_the_interim_ranking_is_limited():
    assert [leader.framework for leader in interim_ranking(SMALL, SITE, limit=1).leaders] == [ALDER]


@pytest.mark.parametrize(
    ("answers", "nobody"),
    [(Answers(), False), (Answers(requirements={"admin": 9.5}), True), (Answers(requirements={"speed": 801.0}), True)],
)
def test_requirements_may_exclude_all_frameworks(answers, nobody):
    assert interim_ranking(SMALL, answers).none_left is nobody


@given(answers_to(SMALL.questions))
def test_interim_points_equal_those_of_the_result(choices):
    answers = Answers(choices=choices)
    shown = [(leader.framework.slug, leader.rank, leader.points) for leader in interim_ranking(SMALL, answers).leaders]
    advice = recommend(SMALL, answers)
    assert shown in ([], [(placed.framework, placed.rank, placed.points) for placed in advice.ranking])
    assert bool(shown) is bool(advice.ranking and not advice.no_priorities)
