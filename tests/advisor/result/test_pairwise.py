import pytest
from hypothesis import given

from advisor.advice.recommendation import recommend
from advisor.advice.wording import Difference
from advisor.answers.query import Answers
from advisor.result.pairwise import Gap, PairwiseComparison, pairwise_comparison
from tests.catalogues import small_catalogue
from tests.strategies.questions import answers_to

SMALL = small_catalogue()


def of_two(choices, versus=()):
    return pairwise_comparison(SMALL, recommend(SMALL, Answers(choices=choices)), versus)


# By hand: Alder 60 + 8.33 + 6.67 = 75, Birch 33.33 (unknown) + 16.67 + 13.33 = 63.33; shown 75 and 63.
SITE = {"build": ("site",), "parts": ("editors", "lean"), "screens": ("own",)}


def test_the_first_two_are_compared_unless_others_are_named():
    criteria, frameworks = SMALL.criterion_by_slug, SMALL.framework_by_slug
    expected = PairwiseComparison(
        framework=frameworks["alder"],
        rival=frameworks["birch"],
        gaps=[
            Gap(criteria["admin"], Difference("admin", 27), 50.0, 50.0),
            Gap(criteria["speed"], Difference("speed", -7), 50 - 7 * 50 / 27, 7 * 50 / 27),
            Gap(criteria["packages"], Difference("packages", -8), 50 - 8 * 50 / 27, 8 * 50 / 27),
        ],
        total=12,
        equal=[],
    )
    assert of_two(SITE) == expected


@pytest.mark.parametrize("versus", [(), ("alder",), ("alder", "nobody")])
def test_unranked_frameworks_are_ignored(versus):
    assert of_two(SITE, versus) == of_two(SITE, ("alder", "birch"))


def test_swapping_the_frameworks_swaps_every_sign():
    found, turned = of_two(SITE), of_two(SITE, ("birch", "alder"))
    assert (turned.framework, turned.rival, turned.total) == (found.rival, found.framework, -found.total)


def test_a_single_framework_has_no_comparison():
    assert of_two({"build": ("api",)}) is None


@given(answers_to(SMALL.questions))
def test_the_parts_sum_to_the_total_and_the_bars_fit(choices):
    found = of_two(choices)
    if found is not None:
        assert sum(gap.difference.points for gap in found.gaps) == found.total
        assert all(gap.start >= -1e-9 and gap.start + gap.width <= 100 + 1e-9 for gap in found.gaps)
