from collections import Counter

import pytest
from msgspec.structs import replace

from comparisons.cards.comparison import comparison_card
from comparisons.content.comparison import compare
from tests.catalogues import changed, with_score

SIX = ["django", "fastapi", "flask", "litestar", "quart", "starlette"]


def card(catalogue, *slugs):
    return comparison_card(compare(catalogue, [catalogue.framework_by_slug[slug] for slug in slugs]))


def text(block):
    return " ".join(line.text for line in block.lines)


def kinds(side):
    return Counter(mark.kind for mark in side.marks)


def test_the_card_names_the_frameworks_and_their_leads(small):
    found = card(small, "alder", "birch")
    assert text(found.title) == "Alder or Birch?"
    assert text(found.label) == (
        "On how many of 3 criteria each is among the best. Solid: clearly ahead. Rings: unknown."
    )
    alder, birch = found.sides
    assert (text(alder.name), kinds(alder), alder.best) == ("Alder", {}, 0)
    assert (text(birch.name), kinds(birch), birch.best) == ("Birch", {"ahead": 2, "unknown": 1}, 2)
    assert text(alder.lead) == "Nowhere clearly ahead"
    assert text(birch.lead) == "Clearly ahead on 2, most on Packages: 1 against 10 packages"
    assert found.alt == "Alder or Birch? Among the best, of 3 criteria: Alder on 0, Birch on 2."


def test_frameworks_with_similar_scores_are_both_among_the_best(small):
    found = card(with_score(small, "alder", "speed", value=790.0), "alder", "birch")
    assert [kinds(side) for side in found.sides] == [{"among": 1}, {"ahead": 1, "among": 1, "unknown": 1}]


def test_a_criterion_that_is_about_one_of_the_frameworks_does_not_count(small):
    named = changed(small, "criteria", "packages", name="Like Birch")
    found = card(with_score(named, "birch", "speed", value=400.0), "alder", "birch")
    assert text(found.label).startswith("On how many of 2 criteria")
    assert text(found.sides[1].lead) == "Nowhere clearly ahead"


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_two_to_six_frameworks_fit_on_the_card(shipped, count):
    found = card(shipped, *SIX[:count])
    baselines = [side.lead.bottom if side.lead else side.y for side in found.sides]
    tops = [side.y - 0.73 * side.name.size for side in found.sides]
    assert found.label.bottom < tops[0] - 6
    assert all(bottom < top - 4 for bottom, top in zip(baselines, tops[1:], strict=False))
    assert baselines[-1] < 555
    assert all(line.text[-1] != "…" for side in found.sides if side.lead for line in side.lead.lines)


def test_the_marks_are_scaled_to_fit_any_number_of_criteria(small):
    more = tuple(replace(small.criterion_by_slug["speed"], slug=f"speed-{number}") for number in range(200))
    found = card(replace(small, criteria=(*small.criteria, *more)), "alder", "birch")
    assert found.scale == "0.148"
    assert all(370 <= mark.x <= 1060 for side in found.sides for mark in side.marks)
