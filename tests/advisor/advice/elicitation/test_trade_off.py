"""The pair of criteria that decides between the first two, asked while the first place is not robust."""

import pytest
from hypothesis import given
from msgspec.structs import replace

from advisor.advice.elicitation.trade_off import MOST, trade_off
from advisor.advice.recommendation import recommend
from advisor.advice.robustness import robustness
from advisor.answers.query import Answers
from comparisons.catalogue.value import Importance
from comparisons.ranking.bands import Band
from tests.strategies.catalogues import catalogues
from tests.strategies.questions import answers_to
from tests.strategies.values import few

SOMEWHAT, A_LOT = Importance.SOMEWHAT, Importance.A_LOT


def first_of(catalogue, answers):
    return recommend(catalogue, answers).ranking[0].framework


def test_a_close_call_asks_for_the_two_criteria_that_part_the_contenders(shipped):
    answers = Answers(levels={"admin": SOMEWHAT, "performance": SOMEWHAT}, among=("django", "fastapi"))
    found = trade_off(shipped, answers)
    assert {found.keeps.criterion.slug, found.changes.criterion.slug} == {"admin", "performance"}
    assert {found.keeps.first, found.changes.first} == {"django", "fastapi"}
    for side, other in ((found.keeps, found.changes), (found.changes, found.keeps)):
        assert side.answers.levels == {side.criterion.slug: A_LOT, other.criterion.slug: SOMEWHAT}


@pytest.mark.parametrize(
    "answers",
    [
        Answers(),
        Answers(choices={"build": ("business-app",), "back-office": ("admin",), "data": ("orm",)}),
        Answers(levels={"admin": SOMEWHAT, "performance": SOMEWHAT}, among=("django",)),
        Answers(levels={"admin": SOMEWHAT, "performance": SOMEWHAT, "seo": SOMEWHAT}, among=("django", "fastapi")),
    ],
    ids=["no answers", "a clear first place", "only one", "as many as are asked"],
)
def test_nothing_is_asked_where_it_would_not_help(shipped, answers):
    assert trade_off(shipped, answers) is None


@few
@given(catalogues().flatmap(lambda catalogue: answers_to(catalogue.questions).map(lambda made: (catalogue, made))))
def test_a_trade_off_is_asked_only_if_one_answer_keeps_the_first_place_and_the_other_changes_it(drawn):
    catalogue, choices = drawn
    answers = Answers(choices=choices)
    found = trade_off(catalogue, answers)
    if found:
        before = recommend(catalogue, answers)
        assert robustness(catalogue, before).band in (Band.LEANING, Band.OPEN)
        assert first_of(catalogue, found.keeps.answers) == found.keeps.first == before.ranking[0].framework
        assert first_of(catalogue, found.changes.answers) == found.changes.first != found.keeps.first
        for more, less in ((found.keeps, found.changes), (found.changes, found.keeps)):
            levels = {level.criterion: level.points for level in recommend(catalogue, more.answers).levels}
            assert levels[more.criterion.slug] > levels[less.criterion.slug]
            assert more.answers.levels.keys() <= {more.criterion.slug, less.criterion.slug}


def test_a_walk_asks_at_most_three(shipped):
    answers = Answers(choices={"size": ("small",)}, among=("bottle", "flask", "fastapi", "litestar", "starlette"))
    asked = 0
    while (found := trade_off(shipped, answers)) is not None:
        asked += 1
        answers = replace(answers, levels=found.changes.answers.levels)
    assert asked <= MOST
