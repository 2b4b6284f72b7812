"""The figures of a result as HTML: a page has hundreds, and in a template they take longer than all the rest of it."""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from markupsafe import escape

from advisor.advice.duels import Gap
from advisor.advice.page import Bar, Priority, Segment
from advisor.advice.recommendation import Part
from comparisons.comparison import Cell
from comparisons.figures import of_hundred, signed, whole
from comparisons.rendering.fragments import Pieces

__all__ = ["added_cells", "drawn_bar", "gap_rows", "part_rows"]


def drawn_bar(bar: Bar) -> SafeString:
    """What stands in the SVG of a bar: its parts from left to right, and the range of the total."""
    low, high = of_hundred(bar.lowest), of_hundred(bar.highest)
    between = f"between {whole(bar.lowest)} and {whole(bar.highest)}"
    name, slug = escape(bar.framework.name), bar.framework.slug
    parts = "\n".join([_segment(segment) for segment in bar.segments])
    return SafeString(
        f'<title id="bar-{slug}">{name}: {bar.placed.points} of 100</title>\n'
        f"<desc>Most from {escape(bar.most)}. With all doubts it lies {between}.</desc>\n"
        f'<rect class="bar-track" width="100%" height="16" y="4" />\n{parts}\n<g class="whisker">\n'
        f'<line x1="{low}" x2="{high}" y1="12" y2="12" />\n'
        f'<line x1="{low}" x2="{low}" y1="7" y2="17" />\n'
        f'<line x1="{high}" x2="{high}" y1="7" y2="17" />\n</g>'
    )


def _segment(segment: Segment) -> str:
    even = " shade-even" if segment.is_even else ""
    return (
        f'<rect class="shade shade-{segment.shade}{even}" x="{segment.start:.2f}%" width="{segment.width:.2f}%"'
        f' height="16" y="4"><title>{escape(segment.criterion.name)}: {segment.part.points}</title></rect>'
    )


def part_rows(table: Iterable[tuple[Priority, list[Part]]]) -> SafeString:
    """The table behind the bars: a row for each criterion with its weight, and the points it adds to each total."""
    return SafeString("\n".join([_part_row(priority, parts) for priority, parts in table]))


def _part_row(priority: Priority, parts: Iterable[Part]) -> str:
    cells = "\n".join([_part_cell(part) for part in parts])
    return (
        f'<tr>\n<th scope="row">{escape(priority.criterion.name)}</th>\n'
        f'<td class="number">{priority.percent}&nbsp;%</td>\n{cells}\n</tr>'
    )


def _part_cell(part: Part) -> str:
    unknown = "" if part.known else '<span class="unknown">?</span>'
    return f'<td class="number">{part.points}{unknown}</td>'


def added_cells(pieces: Pieces, cells: Iterable[tuple[Cell, Part]]) -> SafeString:
    """A row of the first ones side by side: the score of each, the points it adds to the total, and why."""
    return SafeString("\n".join([_added_cell(pieces, cell, part.points) for cell, part in cells]))


def _added_cell(pieces: Pieces, cell: Cell, points: int) -> str:
    why = f"\n{pieces.why(cell)}" if cell.score else ""
    return f'<td>\n{pieces.score(cell)}\n<span class="added">adds {points}</span>{why}\n</td>'


def gap_rows(gaps: Iterable[Gap]) -> SafeString:
    """Where the difference of two totals comes from, a row with a bar for each criterion."""
    return SafeString("\n".join([_gap_row(gap) for gap in gaps]))


def _gap_row(gap: Gap) -> str:
    points = gap.difference.points
    side = "ahead" if points > 0 else "behind"
    return (
        f'<tr>\n<th scope="row">{escape(gap.criterion.name)}</th>\n<td>\n'
        f'<svg class="duel-bar" width="100%" height="18" aria-hidden="true">\n'
        f'<rect class="is-{side}" x="{of_hundred(gap.start)}" width="{of_hundred(gap.width)}" height="14" y="2" />\n'
        f'<line class="duel-axis" x1="50%" x2="50%" y1="0" y2="18" />\n</svg>\n</td>\n'
        f'<td class="number {side}">{signed(points)}</td>\n</tr>'
    )
