"""The rows of a comparison as HTML: a page has hundreds of cells, and a template takes longer to join them."""

from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString
from markupsafe import escape

from comparisons.comparison import Cell, Row
from comparisons.picture import Strip
from comparisons.rendering.addresses import address
from comparisons.rendering.fragments import Pieces

__all__ = ["reason_list", "score_cells", "strips", "table_rows"]


def table_rows(pieces: Pieces, rows: Iterable[Row]) -> SafeString:
    """The criteria of a group, two rows each: the scores, and the reasons for them folded away."""
    return SafeString("\n".join([_table_row(pieces, row) for row in rows]))


def _table_row(pieces: Pieces, row: Row) -> str:
    name = escape(row.criterion.name)
    return (
        f'<tr class="values">\n<th scope="row" rowspan="2">\n'
        f'<a href="{address("comparisons:criterion", row.criterion.slug)}">{name}</a>\n</th>\n'
        f'{score_cells(pieces, row.cells)}\n</tr>\n<tr class="why">\n<td colspan="{len(row.cells)}">\n'
        f'<details class="evidence reasons">\n'
        f'<summary>Reasons and sources<span class="visually-hidden">: {name}</span></summary>\n<dl>\n'
        f"{reason_list(pieces, row.cells, by_criterion=False)}\n</dl>\n</details>\n</td>\n</tr>"
    )


def score_cells(pieces: Pieces, cells: Sequence[Cell]) -> SafeString:
    """The scores of a row."""
    return SafeString("\n".join([f"<td>{pieces.score(cell)}</td>" for cell in cells]))


def reason_list(pieces: Pieces, cells: Sequence[Cell], *, by_criterion: bool) -> SafeString:
    """The reasons for the scores of a row, each headed by its criterion or by its framework."""
    return SafeString("\n".join([pieces.reason(cell, by_criterion=by_criterion) for cell in cells]))


def strips(pieces: Pieces, drawn: Iterable[Strip]) -> SafeString:
    """The strips of a picture, each with its name and the marks of the frameworks."""
    return SafeString("\n".join([_strip(pieces, strip) for strip in drawn]))


def _strip(pieces: Pieces, strip: Strip) -> str:
    lines = '</tspan><tspan x="-0.75em" dy="1.15em">'.join([escape(line) for line in strip.lines])
    marks = "\n".join([pieces.mark(cell, place) for place, cell in enumerate(strip.cells, start=1)])
    return (
        f'<text class="strip-name" y="{strip.text_y}">\n<tspan x="-0.75em">{lines}</tspan>\n</text>\n'
        f'<svg class="strip" y="{strip.y}" height="{strip.height}">\n<rect class="strip-band" />\n'
        f'<line class="strip-tick" x1="50%" x2="50%" y2="100%" />\n{marks}\n</svg>'
    )
