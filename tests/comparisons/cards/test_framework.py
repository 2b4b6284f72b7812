from msgspec.structs import replace

from comparisons.cards.framework import framework_card
from comparisons.catalogue.value import Status
from tests.catalogues import changed, small_catalogue


def card(catalogue, slug):
    return framework_card(catalogue, catalogue.framework_by_slug[slug])


def text(block):
    return " ".join(line.text for line in block.lines)


def test_the_card_has_name_kind_summary_and_the_best_scores(small):
    found = card(small, "alder")
    assert (text(found.name), text(found.kind), text(found.summary)) == ("Alder", "Full-stack", "Alder serves pages.")
    assert [(text(bar.name), bar.value, bar.low, bar.length, bar.high) for bar in found.bars] == [
        ("Admin", "9", 416, 441, 466)
    ]
    assert found.label == "Best of 3 criteria, scores out of 10"
    assert found.alt == "Alder (Full-stack). Best on: Admin 9 out of 10."


def test_the_card_says_how_many_scores_are_unknown(small):
    found = card(small, "birch")
    assert (found.label, found.bars) == ("Best of 3 criteria, scores out of 10; 1 unknown", ())
    nothing = card(changed(small, "frameworks", "birch", scores=()), "birch")
    assert (nothing.label, text(nothing.kind)) == ("None of 3 criteria is scored yet.", "")
    assert nothing.alt == "Birch."


def test_equal_scores_are_ordered_by_the_sum_of_all_frameworks(shipped):
    names = [text(bar.name) for bar in card(shipped, "django").bars]
    assert names == ["Admin interface", "Multilingual support", "Database layer"]


def test_a_retired_framework_says_so(small):
    retired = changed(small, "frameworks", "alder", status=Status.RETIRED)
    assert text(card(retired, "alder").kind) == "Retired · Full-stack"


def test_a_long_name_takes_two_lines_and_leaves_the_summary_two():
    long = changed(small_catalogue(), "frameworks", "alder", name="The very best framework " * 3, summary="Word " * 90)
    found = card(long, "alder")
    assert (len(found.name.lines), len(found.summary.lines)) == (2, 2)
    assert found.summary.bottom < 388 - 22


def test_a_catalogue_without_criteria_has_cards_too():
    bare = small_catalogue(criteria=(), claims=(), questions=(), scenarios=())
    alder = replace(bare.framework_by_slug["alder"], scores=())
    assert framework_card(bare, alder).bars == ()
