import re

import pytest

from advisor.advice.recommendation import recommend
from advisor.answers.query import read_answers
from advisor.result.card import LABEL_SIZES, result_card
from advisor.result.page import result_page
from comparisons.cards.text_layout import one_line
from tests.catalogues import changed


def card(catalogue, verdict="clear", **query):
    pairs = [(key.replace("_", "-"), value) for key, value in query.items()]
    reading = read_answers(pairs, catalogue)
    assert not reading.dropped
    return result_card(result_page(catalogue, reading.answers, recommend(catalogue, reading.answers)), verdict)


def text(block):
    return " ".join(line.text for line in block.lines)


def test_the_card_shows_the_verdict_and_the_first_three(shipped):
    found = card(shipped, build="site", interface="pages", size="small")
    answers = read_answers([("build", "site"), ("interface", "pages"), ("size", "small")], shipped).answers
    page = result_page(shipped, answers, recommend(shipped, answers))
    assert text(found.certainty) == "Advice: clear · First impression from 3 answers"
    assert (text(found.sentence), text(found.because)) == (page.sentence, page.because)
    assert [(text(bar.name), bar.points) for bar in found.bars] == [
        (f"{bar.placed.rank}. {bar.framework.name}", bar.placed.points) for bar in page.bars[:3]
    ]
    assert found.bars[0].extent == f"{page.bars[0].lowest:.0f}–{page.bars[0].highest:.0f}"


def test_the_card_says_how_many_frameworks_are_ranked(shipped):
    label = text(card(shipped, build="site", interface="pages", **{"need.admin": "5"}).label)
    assert re.fullmatch(r"The first 3 of \d+ · \d+ left out by must-haves", label)


def test_the_parts_of_a_bar_meet_and_end_at_its_total(shipped):
    for bar in card(shipped, build="api", load="high").bars:
        ends = [shade.x + shade.width for shade in bar.shades]
        assert [shade.x for shade in bar.shades] == [0, *ends[:-1]]
        assert ends[-1] == pytest.approx(5.4 * bar.points, abs=3)
        assert bar.low <= ends[-1] <= bar.high


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ({}, "Scores out of 100 · 1 score unknown"),
        ({"build": "site"}, "Scores out of 100 · 1 score unknown"),
        ({"build": "api"}, "Scores out of 100 · 1 left out by must-haves"),
        ({"need.admin": "5"}, "Scores out of 100 · 1 could not be confirmed"),
    ],
)
def test_the_card_counts_excluded_frameworks_and_unknown_scores(small, query, label):
    assert text(card(small, **query).label) == label


def test_the_card_says_that_no_framework_passes(small):
    found = card(small, verdict="", **{"build": "api", "need.packages": "0.5"})
    assert text(found.sentence) == "No framework meets all your must-haves."
    found_texts = text(found.certainty), text(found.because), text(found.label)
    assert found_texts == ("Advice · First impression from 1 answer", "2 left out by must-haves", "")
    assert found.bars == ()


@pytest.mark.parametrize("length", [5, 30, 60, 200])
def test_long_names_leave_room_for_the_bars(small, length):
    for slug in ("alder", "birch"):
        small = changed(small, "frameworks", slug, name=f"{slug} " * (length // 6))
    small = changed(small, "criteria", "speed", name="How quick it is " * (length // 16))
    found = card(small, build="site", screens="own")
    assert found.because.bottom < 388 - 22
    assert all(shown.bottom == bar.y for bar in found.bars for shown in [bar.name])


@pytest.mark.parametrize("number", [1, 10, 1000])
def test_the_longest_label_fits(small, number):
    words = ["left out by must-haves", "could not be confirmed", "scores unknown"]
    label = " · ".join(["The first 3 of 1000", *(f"{number} {word}" for word in words)])
    assert text(one_line(label, LABEL_SIZES, y=388)) == label
