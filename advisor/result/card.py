"""The layout of a result's card for shared links, in pixels. Pure."""

from collections.abc import Iterator

from msgspec import Struct

from advisor.result.page import Bar, ResultPage
from comparisons.cards.text_layout import HEADING, Block, lettered, one_line

_SHOWN = 3
_FIRST_BAR, _BAR_STEP, _BAR_LENGTH = 438, 46, 540
_NAME_WIDTH = 250


class Shade(Struct, frozen=True):
    """A part of a bar, in pixels."""

    x: int
    width: int
    shade: int
    is_even: bool


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
    certainty: str
    sentence: Block
    because: Block
    label: Block
    bars: tuple[RankedBar, ...]


def result_card(page: ResultPage, verdict: str) -> ResultCard:
    """Return the card of a result. `verdict` is that of the advice, "" if nothing is compared."""
    sentence = lettered(page.sentence, [(66, 2), (54, 3), (44, 3)], top=118, font=HEADING, leading=1.16)
    lines = 2 if len(sentence.lines) < 3 else 1
    label = " · ".join(_label(page))
    because, label = (page.because, label) if page.bars else (label, "")
    return ResultCard(
        certainty=f"Advice: {verdict}" if verdict else "Advice",
        sentence=sentence,
        because=lettered(because, [(33, lines), (28, lines)], top=sentence.bottom + 34, leading=1.36),
        label=one_line(label, [24, 22], y=388),
        bars=tuple(_bar(bar, number) for number, bar in enumerate(page.bars[:_SHOWN])),
    )


def _label(page: ResultPage) -> Iterator[str]:
    shown = {bar.framework.slug for bar in page.bars[:_SHOWN]}
    unknown = sum(unknown_score.cell.framework.slug in shown for unknown_score in page.unknown)
    if len(page.bars) > _SHOWN:
        yield f"The first {_SHOWN} of {len(page.bars)}, in points of 100"
    elif page.bars:
        yield "In points of 100"
    if page.excluded:
        yield f"{len(page.excluded)} left out by must-haves"
    if page.unconfirmed:
        yield f"{len(page.unconfirmed)} could not be confirmed"
    if unknown:
        yield f"{unknown} score{'s' if unknown > 1 else ''} unknown"
    if page.no_priorities:
        yield "no priorities named"


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
                is_even=segment.is_even,
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
