import pytest
from hypothesis import given

from advisor.advice.recommendation import recommend
from advisor.advice.wording import Difference
from advisor.answers.query import Answers
from advisor.result.pairwise import Duel, Gap, duel
from tests.catalogues import small_catalogue
from tests.strategies import answers_to

SMALL = small_catalogue()


def of_two(choices, versus=()):
    return duel(SMALL, recommend(SMALL, Answers(choices=choices)), versus)


# By hand: Alder 60 + 8.33 + 6.67 = 75, Birch 33.33 (unknown) + 16.67 + 13.33 = 63.33; shown 75 and 63.
SITE = {"build": ("site",), "parts": ("editors", "lean"), "screens": ("own",)}


def test_the_first_two_are_held_against_each_other_unless_others_are_named():
    criteria, frameworks = SMALL.criterion_by_slug, SMALL.framework_by_slug
    expected = Duel(
        one=frameworks["alder"],
        other=frameworks["birch"],
        gaps=[
            Gap(criteria["admin"], Difference("admin", 27), 50.0, 50.0),
            Gap(criteria["speed"], Difference("speed", -7), 50 - 7 * 50 / 27, 7 * 50 / 27),
            Gap(criteria["packages"], Difference("packages", -8), 50 - 8 * 50 / 27, 8 * 50 / 27),
        ],
        total=12,
        level=[],
    )
    assert of_two(SITE) == expected


@pytest.mark.parametrize("versus", [(), ("alder",), ("alder", "nobody")])
def test_whoever_is_not_ranked_is_passed_over(versus):
    assert of_two(SITE, versus) == of_two(SITE, ("alder", "birch"))


def test_turned_around_every_sign_is_turned():
    found, turned = of_two(SITE), of_two(SITE, ("birch", "alder"))
    assert (turned.one, turned.other, turned.total) == (found.other, found.one, -found.total)


def test_one_alone_has_nobody_against_it():
    assert of_two({"build": ("api",)}) is None


@given(answers_to(SMALL.questions))
def test_the_parts_add_up_and_the_bars_stay_in_the_picture(choices):
    found = of_two(choices)
    if found is not None:
        assert sum(gap.difference.points for gap in found.gaps) == found.total
        assert all(gap.start >= -1e-9 and gap.start + gap.width <= 100 + 1e-9 for gap in found.gaps)
