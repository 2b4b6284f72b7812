"""The figures of a ranking as HTML: a page has hundreds, and in a template they take longer than all the rest of it."""

from collections.abc import Iterable

from django.utils.safestring import SafeString, mark_safe

from advisor.advice.recommendation import Part
from advisor.result.page import Bar, Segment
from comparisons.jinja import shown

__all__ = ["bar_segments", "part_cells"]


def bar_segments(bar: Bar) -> SafeString:
    """The parts of a bar, from left to right."""
    return mark_safe("\n".join([_segment(segment) for segment in bar.segments]))  # noqa: S308  (escaped below)


def part_cells(parts: Iterable[Part]) -> SafeString:
    """The points that one criterion adds to each total, as cells of a table."""
    return mark_safe("\n".join([_cell(part) for part in parts]))  # noqa: S308  (nothing but figures)


def _segment(segment: Segment) -> str:
    even = " shade-even" if segment.is_even else ""
    return (
        f'<rect class="shade shade-{segment.shade}{even}" x="{segment.start:.2f}%" width="{segment.width:.2f}%"'
        f' height="16" y="4"><title>{shown(segment.criterion.name)}: {segment.part.points}</title></rect>'
    )


def _cell(part: Part) -> str:
    unknown = "" if part.known else '<span class="unknown">?</span>'
    return f'<td class="number">{part.points}{unknown}</td>'
