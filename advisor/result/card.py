"""The layout of a result's card for shared links, in pixels. Pure."""

from collections.abc import Iterator

from msgspec import Struct

from advisor.advice.notices import State
from advisor.result.page import Bar, ResultPage
from comparisons.cards.text_layout import HEADING, SEMI_BOLD, Block, lettered, one_line

_SHOWN = 3
_FIRST_BAR, _BAR_STEP, _BAR_LENGTH = 438, 46, 540
_NAME_WIDTH = 250
# Font sizes of the line above the bars, in pixels.
LABEL_SIZES = (24, 22, 20, 18)
# What is said at the top of the card rather than below the sentences.
_LACKING = (State.NO_PRIORITIES, State.FEW_ANSWERS)


class Shade(Struct, frozen=True):
    """A part of a bar, in pixels."""

    x: int
    width: int
    shade: int


class RankedBar(Struct, frozen=True):
    """A framework's bar. `low` and `high` are the ends of its interval in pixels, `extent` in points of 100."""

    y: int
    name: Block
    shades: tuple[Shade, ...]
    low: int
    high: int
    points: int
    extent: str


class ResultCard(Struct, frozen=True):
    certainty: Block
    sentence: Block
    because: Block
    label: Block
    bars: tuple[RankedBar, ...]


def result_card(page: ResultPage, verdict: str) -> ResultCard:
    """Return the card of a result. `verdict` is that of the advice, "" if nothing is compared."""
    sentence = lettered(page.sentence, [(66, 2), (54, 3), (44, 3)], top=118, font=HEADING, leading=1.16)
    lines = 2 if len(sentence.lines) < 3 else 1
    label = " · ".join(_label(page))
    certainty = " · ".join(_certainty(page, verdict))
    because, label = (page.because, label) if page.bars else (label, "")
    return ResultCard(
        certainty=one_line(certainty, [30, 27, 24], y=92, font=SEMI_BOLD),
        sentence=sentence,
        because=lettered(because, [(33, lines), (28, lines)], top=sentence.bottom + 34, leading=1.36),
        label=one_line(label, LABEL_SIZES, y=388),
        bars=tuple(_bar(bar, number) for number, bar in enumerate(page.bars[:_SHOWN])),
    )


def _certainty(page: ResultPage, verdict: str) -> Iterator[str]:
    """Yield how sure the advice is, and what it lacks to be any."""
    lacking = [notice.words for notice in page.notices if notice.state in _LACKING]
    if not page.no_priorities:
        yield f"Advice: {verdict}" if verdict else "Advice"
    yield from lacking


def _label(page: ResultPage) -> Iterator[str]:
    others = [notice.words for notice in page.notices if notice.state not in _LACKING]
    if len(page.bars) > _SHOWN:
        yield f"The first {_SHOWN} of {len(page.bars)}" + ("" if others else ", scores out of 100")
    elif page.bars:
        yield "Scores out of 100"
    yield from others


def _bar(bar: Bar, number: int) -> RankedBar:
    y = _FIRST_BAR + _BAR_STEP * number
    return RankedBar(
        y=y,
        name=one_line(f"{bar.placed.rank}. {bar.framework.name}", [30, 27, 24], y=y, width=_NAME_WIDTH),
        shades=tuple(
            Shade(
                x=_pixels(segment.start),
                width=_pixels(segment.start + segment.width) - _pixels(segment.start),
                shade=segment.shade,
            )
            for segment in bar.segments
        ),
        low=_pixels(bar.lowest),
        high=_pixels(bar.highest),
        points=bar.placed.points,
        extent=f"{bar.lowest:.0f}–{bar.highest:.0f}",
    )


def _pixels(points: float) -> int:
    return round(_BAR_LENGTH * points / 100)
