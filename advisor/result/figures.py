"""Parts of the result page as HTML: its figures, and the fragments of it that an edition fixes.

A page has hundreds of figures; in a template they take longer than all the rest of it.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from markupsafe import escape

from advisor.advice.recommendation import Part
from advisor.result.forms import hint, importance_field, requirement_field
from advisor.result.page import Aside, Bar, Priority, Segment
from advisor.result.pairwise import Gap
from comparisons.catalogue.value import Framework
from comparisons.content.charts import of_hundred, signed, whole
from comparisons.content.comparison import Cell
from comparisons.editions.store import Edition
from comparisons.rendering.addresses import address
from comparisons.rendering.fragments import Fragments, Pieces, fragments_of

_UNKEPT = Fragments()


@lru_cache(maxsize=1024)
def _name(text: str) -> str:
    return str(escape(text))


def ranked_items(bars: Sequence[Bar]) -> SafeString:
    """The ranking as items of a list. What the first three have most from stands below them."""
    return SafeString("\n".join([_ranked_item(bar, shows_most=number < 3) for number, bar in enumerate(bars)]))


def _ranked_item(bar: Bar, *, shows_most: bool) -> str:
    slug, rank, points = bar.framework.slug, bar.placed.rank, bar.placed.points
    first = " ranked-first" if rank == 1 else ""
    incomplete = '<span class="tag">incomplete data</span>' if bar.placed.is_incomplete else ""
    most = f'<p class="ranked-most">\nMost from {escape(bar.most)}.\n</p>\n' if shows_most else ""
    return (
        f'<li class="ranked{first}">\n<span class="ranked-name"><span class="ranked-rank">{rank}.</span>'
        f' <a href="{address("comparisons:framework", slug)}">{_name(bar.framework.name)}</a>\n{incomplete}</span>\n'
        f'<svg class="stack" role="img" aria-labelledby="bar-{slug}" width="100%" height="24">\n{_drawn(bar)}\n</svg>\n'
        f'<span class="ranked-points">{points}</span>\n'
        f'<span class="ranked-range">{whole(bar.lowest)}–{whole(bar.highest)}</span>\n{most}</li>'
    )


def _drawn(bar: Bar) -> str:
    """What stands in the SVG of a bar: its parts from left to right, and the range of the total."""
    low, high = of_hundred(bar.lowest), of_hundred(bar.highest)
    between = f"between {whole(bar.lowest)} and {whole(bar.highest)}"
    name, slug = _name(bar.framework.name), bar.framework.slug
    parts = "\n".join([_segment(segment) for segment in bar.segments])
    return (
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
        f' height="16" y="4"><title>{_name(segment.criterion.name)}: {segment.part.points}</title></rect>'
    )


def part_rows(table: Iterable[tuple[Priority, list[Part]]]) -> SafeString:
    """The table behind the bars: a row for each criterion with its weight, and the points it adds to each total."""
    return SafeString("\n".join([_part_row(priority, parts) for priority, parts in table]))


def _part_row(priority: Priority, parts: Iterable[Part]) -> str:
    cells = "\n".join([_part_cell(part) for part in parts])
    return (
        f'<tr>\n<th scope="row">{_name(priority.criterion.name)}</th>\n'
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
        f'<tr>\n<th scope="row">{_name(gap.criterion.name)}</th>\n<td>\n'
        f'<svg class="duel-bar" width="100%" height="18" aria-hidden="true">\n'
        f'<rect class="is-{side}" x="{of_hundred(gap.start)}" width="{of_hundred(gap.width)}" height="14" y="2" />\n'
        f'<line class="duel-axis" x1="50%" x2="50%" y1="0" y2="18" />\n</svg>\n</td>\n'
        f'<td class="number {side}">{signed(points)}</td>\n</tr>'
    )


def hidden_fields(pairs: Iterable[tuple[str, str]]) -> SafeString:
    """Answers that a form sends along."""
    fields = [f'<input type="hidden" name="{escape(key)}" value="{escape(value)}">' for key, value in pairs]
    return SafeString("".join(fields))


def options(frameworks: Iterable[Framework], chosen: Framework) -> SafeString:
    """Frameworks as options of a list."""
    return SafeString("\n".join([_option(framework, is_chosen=framework is chosen) for framework in frameworks]))


def _option(framework: Framework, *, is_chosen: bool) -> str:
    return f'<option value="{framework.slug}"{" selected" * is_chosen}>{_name(framework.name)}</option>'


class LevelFragments:
    """The table of levels. A form of all its fields would take longer than the advice."""

    def __init__(self, edition: Edition) -> None:
        self._fragments = fragments_of(edition)

    def row(self, priority: Priority, bound: float | None) -> SafeString:
        """A criterion with its share of the weight; `bound` is the must-have that was set by hand."""
        weight = f"{priority.percent}&nbsp;%" if priority.percent else "–"
        return SafeString(
            f"<tr>\n{self._heading(priority)}\n"
            f'<td class="number level-weight" id="weight-{priority.criterion.slug}" data-fresh>\n{weight}</td>\n'
            f"{self._fields(priority, bound)}\n</tr>"
        )

    def _heading(self, priority: Priority) -> SafeString:
        """A criterion, and the answers that give it its importance."""
        level = priority.level
        context = {"criterion": priority.criterion, "by_hand": level.by_hand, "because": priority.because}
        key = ("level heading", level.criterion, level.by_hand, level.set_by)
        return self._fragments.fragment(key, lambda: _rendered("_level_heading.jinja", context))

    def _fields(self, priority: Priority, bound: float | None) -> SafeString:
        """Its importance, and the least that will do. A figure that a visitor typed is not worth keeping."""
        criterion, importance = priority.criterion, priority.level.importance

        def render() -> str:
            fields = {
                "importance": importance_field(criterion, importance),
                "requirement": requirement_field(criterion, bound),
            }
            return _rendered("_level_fields.jinja", {**fields, "hint": hint(criterion)})

        fragments = self._fragments if bound is None else _UNKEPT
        return fragments.fragment(("level fields", criterion.slug, importance), render)


class ExcludedItems:
    """Frameworks that must-haves keep out of the ranking."""

    def __init__(self, edition: Edition) -> None:
        self._fragments = fragments_of(edition)

    def item(self, aside: Aside, word: str) -> SafeString:
        """One as an item of a list, with what it misses or may miss, and the evidence."""
        typed = any(stated.set_by is None for stated in aside.requirements)
        fragments = _UNKEPT if typed else self._fragments
        context = {"aside": aside, "word": word}
        key = ("excluded", aside.framework.slug, word, aside.requirements)
        return fragments.fragment(key, lambda: _rendered("_excluded_item.jinja", context))


def _rendered(template: str, context: dict[str, object]) -> str:
    return render_to_string(f"advisor/advice/{template}", context, using="jinja2")
