"""Parts of the result page as HTML: rows, bars, and fragments that are cached for an edition.

These are built in Python because a page has hundreds of them, and templates would take most of its time.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from markupsafe import escape
from msgspec import UNSET

from advisor.advice.recommendation import Part
from advisor.answers.own import MINE_SLUG
from advisor.result.forms import bound_hint, importance_field, requirement_field
from advisor.result.page import Bar, Priority, ResultPage, Segment, SideBySide, UnrankedFramework
from advisor.result.pairwise import Gap
from advisor.result.prices import PriceInWords
from comparisons.catalogue.house_rules import RINGS
from comparisons.catalogue.value import Criterion, Framework
from comparisons.content.comparison import Cell
from comparisons.content.figures import of_hundred, signed, whole
from comparisons.editions.store import Edition
from comparisons.rendering.addresses import address
from comparisons.rendering.comparison_parts import escaped, reason_list
from comparisons.rendering.fragments import Fragments, Pieces, fragments_of

_UNKEPT = Fragments()


def ranked_items(bars: Sequence[Bar], uses: Collection[str] = ()) -> SafeString:
    """Return the ranking as list items. `uses` are the slugs of frameworks that are marked as the visitor's."""
    return SafeString("\n".join([_ranked_item(bar, is_yours=bar.framework.slug in uses) for bar in bars]))


def _ranked_item(bar: Bar, *, is_yours: bool) -> str:
    slug, rank, name = bar.framework.slug, bar.placed.rank, escaped(bar.framework.name)
    first = " ranked-first" if rank == 1 else ""
    incomplete = ' <span class="tag">incomplete data</span>' if bar.placed.is_incomplete else ""
    yours = ' <span class="tag">yours</span>' if is_yours else ""
    marks = f"{yours}{_ring(bar.framework)}{incomplete}"
    segments = "".join([_segment(segment) for segment in bar.segments if segment.width])
    return (
        f'<li class="ranked{first}">\n<span class="ranked-name"><span class="ranked-rank">{rank}</span>'
        f' <a href="{address("comparisons:framework", slug)}">{name}</a>{marks}</span>\n'
        f'<svg class="stack" role="img" aria-label="{name}: {escape(bar.parts)}">{segments}</svg>\n'
        f'<span class="ranked-points">{bar.placed.points}</span>\n'
        f'<span class="ranked-range">{whole(bar.lowest)}–{whole(bar.highest)}</span>\n</li>'
    )


def _ring(framework: Framework) -> str:
    """Return the house rule as a tag beside the name; nothing where there is none."""
    rule = framework.house_rule
    return "" if rule is UNSET else f' <span class="tag ring-{rule.ring.value}">{RINGS[rule.ring][0]}</span>'


def _segment(segment: Segment) -> str:
    return (
        f'<rect class="shade-{segment.shade}" x="{segment.start:.2f}%" width="{segment.width:.2f}%">'
        f"<title>{escaped(segment.group.name)}: {segment.points}</title></rect>"
    )


def part_rows(table: Iterable[tuple[Priority, list[Part]]]) -> SafeString:
    """Return a table row for each criterion: its weight, and the points that it adds to each total."""
    return SafeString("\n".join([_part_row(priority, parts) for priority, parts in table]))


def _part_row(priority: Priority, parts: Iterable[Part]) -> str:
    cells = "\n".join([_part_cell(part) for part in parts])
    return (
        f'<tr>\n<th scope="row">{escaped(priority.criterion.name)}</th>\n'
        f'<td class="number">{priority.percent}%</td>\n{cells}\n</tr>'
    )


def _part_cell(part: Part) -> str:
    unknown = "" if part.known else '<span class="unknown">?</span>'
    return f'<td class="number">{part.points}{unknown}</td>'


def side_by_side_rows(pieces: Pieces, table: Iterable[SideBySide]) -> SafeString:
    """Return the table of the first places: a row for each criterion with its weight."""
    return SafeString("\n".join([_side_by_side_row(pieces, row) for row in table]))


def _side_by_side_row(pieces: Pieces, row: SideBySide) -> str:
    """Return two table rows: for each framework its score and the points that it adds, and the reasons, folded."""
    cells = "\n".join([_added_cell(pieces, cell, part.points) for cell, part in row.cells])
    reasons = reason_list(pieces, [cell for cell, _ in row.cells], by_criterion=False)
    name = escaped(row.priority.criterion.name)
    return (
        f'<tr class="values" id="{row.priority.criterion.slug}">\n<th scope="row" rowspan="2">\n'
        f"{_criterion_link(row.priority.criterion)}\n"
        f'<span class="small-print">{row.priority.percent}% of the weight</span>\n</th>\n{cells}\n</tr>\n'
        f'<tr class="why">\n<td colspan="{len(row.cells)}">\n<details class="evidence reasons">\n'
        f'<summary>Reasons and sources<span class="visually-hidden">: {name}</span></summary>\n'
        f"<dl>\n{reasons}\n</dl>\n</details>\n</td>\n</tr>"
    )


def _added_cell(pieces: Pieces, cell: Cell, points: int) -> str:
    return f'<td>\n{pieces.score(cell)}\n<span class="added">adds {points}</span>\n</td>'


def gap_rows(gaps: Iterable[Gap]) -> SafeString:
    """Return a table row with a bar for each criterion's part of the difference of two totals."""
    return SafeString("\n".join([_gap_row(gap) for gap in gaps]))


def _gap_row(gap: Gap) -> str:
    points = gap.difference.points
    side = "ahead" if points > 0 else "behind"
    return (
        f'<tr>\n<th scope="row">{escaped(gap.criterion.name)}</th>\n<td>\n'
        f'<svg class="duel-bar" width="100%" height="18" aria-hidden="true">\n'
        f'<rect class="is-{side}" x="{of_hundred(gap.start)}" width="{of_hundred(gap.width)}" height="14" y="2" />\n'
        f'<line class="duel-axis" x1="50%" x2="50%" y1="0" y2="18" />\n</svg>\n</td>\n'
        f'<td class="number {side}">{signed(points)}</td>\n</tr>'
    )


def names(named: Iterable[Framework | Criterion]) -> SafeString:
    """Names with commas between them."""
    return SafeString(", ".join([escaped(one.name) for one in named]))


def criterion_links(criteria: Iterable[Criterion]) -> SafeString:
    """Names with commas between them, each a link to the criterion's page."""
    return SafeString(", ".join([_criterion_link(criterion) for criterion in criteria]))


def _criterion_link(criterion: Criterion) -> str:
    """Return the name of a criterion as a link; a visitor's own has no page."""
    if criterion.slug == MINE_SLUG:
        return escaped(criterion.name)
    return f'<a href="{address("comparisons:criterion", criterion.slug)}">{escaped(criterion.name)}</a>'


def hidden_fields(pairs: Iterable[tuple[str, str]]) -> SafeString:
    """Return hidden inputs of a form."""
    fields = [f'<input type="hidden" name="{escape(key)}" value="{escape(value)}">' for key, value in pairs]
    return SafeString("".join(fields))


def options(frameworks: Iterable[Framework], chosen: Framework) -> SafeString:
    """Return the options of a select."""
    return SafeString("\n".join([_option(framework, is_chosen=framework is chosen) for framework in frameworks]))


def _option(framework: Framework, *, is_chosen: bool) -> str:
    return f'<option value="{framework.slug}"{" selected" * is_chosen}>{escaped(framework.name)}</option>'


def level_rows(rows: Iterable[str]) -> SafeString:
    """Rows that LevelFragments made, each on a line; there may be none."""
    return SafeString("".join([f"{row}\n" for row in rows]))


class LevelFragments:
    """Rows of the table of levels. They are cached: rendering a form of all fields takes longer than the advice."""

    def __init__(self, edition: Edition) -> None:
        self._fragments = fragments_of(edition)

    def row(self, priority: Priority, bound: float | None, answered: float | None) -> SafeString:
        """Return the row of a criterion.

        `bound` is the requirement set by hand, `answered` that of the answers, both in the criterion's own unit.
        """
        weight = f"{priority.percent}%" if priority.percent else "–"
        return SafeString(
            f"<tr>\n{self._heading(priority)}\n"
            f'<td class="number level-weight" id="weight-{priority.criterion.slug}" data-fresh>\n{weight}</td>\n'
            f"{self._fields(priority, bound, answered)}\n</tr>"
        )

    def _heading(self, priority: Priority) -> SafeString:
        """Return the name of a criterion, and the choices that set its importance."""
        level = priority.level
        context = {"criterion": priority.criterion, "by_hand": level.by_hand, "because": priority.because}
        key = ("level heading", level.criterion, level.by_hand, level.set_by)
        return self._fragments.fragment(key, lambda: _rendered("_level_heading.jinja", context))

    def _fields(self, priority: Priority, bound: float | None, answered: float | None) -> SafeString:
        """Return the fields of importance and requirement. Not cached if a requirement is set by hand."""
        criterion, importance = priority.criterion, priority.level.importance

        def render() -> str:
            fields = {
                "importance": importance_field(criterion, importance),
                "requirement": requirement_field(criterion, bound, answered),
            }
            return _rendered("_level_fields.jinja", {**fields, "hint": bound_hint(criterion), "answered": answered})

        fragments = self._fragments if bound is None else _UNKEPT
        return fragments.fragment(("level fields", criterion.slug, importance, answered), render)


class ExcludedItems:
    """Items of the list of frameworks that requirements keep out of the ranking."""

    def __init__(self, edition: Edition) -> None:
        self._fragments = fragments_of(edition)

    def items(self, page: ResultPage, prices: Mapping[str, PriceInWords]) -> SafeString:
        """Return the list items of all frameworks that the page shows one by one, each with its price."""
        named = [(unranked, "misses") for unranked in page.excluded[: page.most]]
        named += [(unranked, "may miss") for unranked in page.unconfirmed[: page.most]]
        items = [f"<li>\n{self._item(*one)}{_price(prices.get(one[0].framework.slug))}\n</li>" for one in named]
        return SafeString("\n".join(items))

    def _item(self, unranked: UnrankedFramework, word: str) -> SafeString:
        """Return a framework with the requirements that it fails or may fail. Not cached if one is set by hand."""
        typed = any(stated.set_by is None for stated in unranked.requirements)
        fragments = _UNKEPT if typed else self._fragments
        context = {"unranked": unranked, "word": word}
        key = ("excluded", unranked.framework.slug, word, unranked.requirements)
        return fragments.fragment(key, lambda: _rendered("_excluded_item.jinja", context))


def _price(price: PriceInWords | None) -> str:
    return f'\n<p class="price"><a href="{escape(price.address)}">{escape(price.words)}</a></p>' if price else ""


def _rendered(template: str, context: dict[str, object]) -> str:
    return render_to_string(f"advisor/advice/{template}", context, using="jinja2")
