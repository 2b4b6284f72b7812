"""The layout of the card of a comparison. Pure."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from comparisons.cards.text_layout import HEADING, LEFT, MEASURE, SEMI_BOLD, Block, lettered, one_line
from comparisons.content.comparison import Comparison, Lead

# In pixels: where the marks begin, how wide they may get, and their distance (scaled down if they do not fit).
_MARKS, _MARKS_WIDTH, _APART = 370, 690, 23
_NAME_WIDTH = 240
_BOTTOM = 548
# Font sizes of a name and of the line below it, by the number of frameworks; no line above four.
_SIZES = {2: ((42, 36, 30, 26), (26, 23)), 3: ((38, 32, 28, 24), (25, 22)), 4: ((32, 28, 24), (22,))}
_CROWDED: tuple[tuple[int, ...], tuple[int, ...]] = ((30, 27, 24), ())


class Mark(Struct, frozen=True):
    """A criterion on which a framework is 'ahead' of all others, 'among' the best, or 'unknown'."""

    x: int
    kind: str


class Side(Struct, frozen=True):
    """A framework. `best` is the number of criteria on which it is among the best; `lead` says where it leads most."""

    number: int
    y: int
    middle: int
    size: int
    name: Block
    marks: tuple[Mark, ...]
    best: int
    lead: Block | None


class ComparisonCard(Struct, frozen=True):
    """`scale` is the SVG scale factor of the marks; `alt` is the text alternative."""

    alt: str
    title: Block
    label: Block
    scale: str
    sides: tuple[Side, ...]


def comparison_card(comparison: Comparison) -> ComparisonCard:
    """Return the layout for a comparison of two to six frameworks."""
    criteria = sum(row.has_best for row in comparison.rows)
    title = lettered(_question(comparison), [(96, 1), (80, 1), (58, 2), (46, 2)], top=84, font=HEADING, leading=1.2)
    apart = min(_APART, _MARKS_WIDTH / max(criteria, 1))
    label_y = title.bottom + 62
    sides = _sides(comparison, label_y + 16, apart)
    return ComparisonCard(
        alt=comparison_alt(comparison),
        title=title,
        label=one_line(_label(criteria, sides), [24], y=label_y),
        scale=f"{apart / _APART:.3f}",
        sides=sides,
    )


def comparison_alt(comparison: Comparison) -> str:
    """Return the text alternative of the card."""
    criteria = sum(row.has_best for row in comparison.rows)
    best = _times_among_best(comparison)
    won = ", ".join(f"{framework.name_with_status} on {best[framework.slug]}" for framework in comparison.frameworks)
    return f"{_question(comparison)} Among the best, of {criteria} criteria: {won}."


def _question(comparison: Comparison) -> str:
    *others, last = [framework.name_with_status for framework in comparison.frameworks]
    return f"{', '.join(others)} or {last}?"


def _times_among_best(comparison: Comparison) -> Counter[str]:
    return Counter(cell.framework.slug for row in comparison.rows for cell in row.among_best)


def _label(criteria: int, sides: Sequence[Side]) -> str:
    unknown = any(mark.kind == "unknown" for side in sides for mark in side.marks)
    label = f"On how many of {criteria} criteria each is among the best. Solid: clearly ahead."
    return f"{label} Rings: unknown." if unknown else label


def _sides(comparison: Comparison, top: int, apart: float) -> tuple[Side, ...]:
    best = _times_among_best(comparison)
    step = (_BOTTOM - top) / len(comparison.frameworks)
    return tuple(
        _side(comparison, place, best[framework.slug], round(top + step * (place + 0.5)), apart)
        for place, framework in enumerate(comparison.frameworks)
    )


def _side(comparison: Comparison, place: int, best: int, centre: int, apart: float) -> Side:
    framework = comparison.frameworks[place]
    leads = comparison.leads(framework)
    unknown = sum(row.has_best and row.cells[place].interval is None for row in comparison.rows)
    kinds = ["ahead"] * len(leads) + ["among"] * (best - len(leads)) + ["unknown"] * unknown
    names, below = _SIZES.get(len(comparison.frameworks), _CROWDED)
    middle = centre - round(0.8 * below[0]) if below else centre
    y = middle + round(0.36 * names[0])
    return Side(
        number=place + 1,
        y=y,
        middle=middle,
        size=names[0],
        name=one_line(framework.name_with_status, names, y=y, width=_NAME_WIDTH, font=SEMI_BOLD),
        marks=tuple(Mark(x=round(_MARKS + apart * (n + 0.5)), kind=kind) for n, kind in enumerate(kinds)),
        best=best,
        lead=_lead(leads, y + round(1.5 * below[0]), below) if below else None,
    )


def _lead(leads: Sequence[Lead], y: int, sizes: Sequence[int]) -> Block:
    """Describe the largest lead."""
    text = f"Clearly ahead on {len(leads)}" if leads else "Nowhere clearly ahead"
    if leads:
        cell, other = leads[0].best, leads[0].next_best
        unit = f" {other.unit}" if other.unit else ""
        text += f", most on {cell.criterion.name}: {cell.text} against {other.text}{unit}"
    return one_line(text, sizes, y=y, width=LEFT + MEASURE - _MARKS)
