import pytest
from msgspec.structs import replace

from advisor.answers.query import Answers
from advisor.answers.starting_points import starting_point_of, starting_points
from comparisons.catalogue.value import Importance
from tests.catalogues import small_catalogue
from tests.questions import STARTING_POINTS

SHOP, BACK_END = STARTING_POINTS
CATALOGUE = small_catalogue(starting_points=STARTING_POINTS)
SITE = {"build": ("site",), "parts": ("editors", "lean")}


def test_starting_points_come_in_their_order_with_their_answers():
    assert starting_points(CATALOGUE) == (
        (SHOP, Answers(choices=SITE)),
        (BACK_END, Answers(choices={"build": ("api",)})),
    )


def test_one_without_answers_is_not_offered_and_is_no_answers_at_all():
    catalogue = small_catalogue(starting_points=(replace(SHOP, answers=()),))
    assert starting_points(catalogue) == ()
    assert starting_point_of(catalogue, Answers()) is None


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (Answers(choices=SITE), SHOP),
        (Answers(choices={"parts": ("lean", "editors"), "build": ("site",)}), SHOP),
        (Answers(choices=SITE, levels={"speed": Importance.A_LOT}, edition=1, among=("alder", "birch")), SHOP),
        (Answers(choices={"build": ("api",)}), BACK_END),
        (Answers(choices={"build": ("site",)}), None),
        (Answers(choices=SITE | {"screens": ("own",)}), None),
        (Answers(choices=SITE | {"parts": ("editors",)}), None),
        (Answers(), None),
    ],
)
def test_answers_are_those_of_a_starting_point_if_every_choice_is(answers, expected):
    assert starting_point_of(CATALOGUE, answers) == expected
