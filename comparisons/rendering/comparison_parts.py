"""Parts of a comparison as HTML: facts, rows of scores, strengths and drawbacks.

They are joined here and not in a template, because a page has hundreds of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe
from markupsafe import escape

from comparisons.catalogue.names import fact_key
from comparisons.catalogue.value import Criterion, Fact, MeasuredScale, Source, Statement
from comparisons.content.comparison import Cell, Row
from comparisons.ranking.performance_table import Interval
from comparisons.rendering.addresses import address
from comparisons.rendering.marks import mark

Sources = Mapping[str, Source]
# The number of each source, by slug, in the page's list of sources.
Numbers = Mapping[str, int]

# A cell shows its value as tint and bar, in so many steps from worst to best. The style sheet has a class for each.
_STEPS = 20
# How many texts of each kind are kept, such as cells with different values.
_MOST_TEXTS = 2048
_UNKNOWN = '<span class="unknown">unknown</span>'
# The words of a link to correct a fact, short since it stands in each cell of a table.
_SHORT = '<span class="visually-hidden">Is this wrong</span><span title="Is this wrong?">?</span>'
_BEST = '<span class="visually-hidden">, best</span>'


class Reasons(Protocol):
    """What renders the reason for a score: the fragments of an edition."""

    def reason(self, cell: Cell, *, by_criterion: bool) -> SafeString: ...


@lru_cache(_MOST_TEXTS)
def escaped(name: str) -> str:
    """Return a name as HTML. Most names are on many pages."""
    return str(escape(name))


def fact_cells(facts: Iterable[Fact], names: Iterable[str], sources: Sources) -> SafeString:
    """Return facts as table cells, each with the link to correct the passage of its name.

    The numbers of their sources are marked by slug.
    """
    return _joined(_fact_cell(fact, name, sources) for fact, name in zip(facts, names, strict=True))


def _fact_cell(fact: Fact, name: str, sources: Sources) -> str:
    text = escape(fact.text) if fact.text else _UNKNOWN
    cites, link = _cites(fact.sources, sources), correction_link(name, _SHORT)
    return f'<td data-label="{escape(fact.label)}">{text}{cites} {link}</td>'


def fact_items(facts: Iterable[Fact], sources: Sources, framework: str) -> SafeString:
    """Return facts of a framework as items of a definition list, with marks as above."""
    return _joined(
        f"<div><dt>{escape(fact.label)} {correction_link(f'fact/{framework}/{fact_key(fact)}')}</dt>"
        f"<dd>{escape(fact.text)}{_cites(fact.sources, sources)}</dd></div>"
        for fact in facts
    )


def correction_link(name: str, words: str = "Is this wrong?") -> SafeString:
    """Return the link with which visitors say that a passage of this name is wrong. `words` is HTML."""
    href = escape(address("advisor:correction", name))
    return SafeString(f'<a class="correct" rel="nofollow" href="{href}">{words}</a>')


def statement_list(statements: Iterable[Statement], sources: Sources) -> SafeString:
    """Return strengths or drawbacks as a list. Marks as above."""
    items = [f"<li>{escape(one.text)}{_cites(one.sources, sources)}</li>" for one in statements]
    items = items or ['<li class="unknown">Nothing recorded yet.</li>']
    return _joined(["<ul>", *items, "</ul>"])


def _cites(slugs: Sequence[str], sources: Sources) -> str:
    """Return links to the page's list of sources, each with the title of its source, and its number marked by slug."""
    return "".join(
        f'<a class="cite" href="#cited-{slug}" title="{escape(sources[slug].title)}">'
        f'<span class="visually-hidden">source </span>{mark(slug)}</a>'
        for slug in slugs
    )


def cited_items(sources: Sources, numbers: Numbers) -> SafeString:
    """Return the page's list of sources as list items."""
    return _joined([_cited_item(slug, sources[slug].title, sources[slug].publisher) for slug in numbers])


@lru_cache(_MOST_TEXTS)
def _cited_item(slug: str, title: str, publisher: str) -> str:
    page = address("comparisons:sources")
    by = f", {publisher}" if publisher else ""
    return f'<li id="cited-{slug}"><a href="{page}#{slug}">{escape(title)}</a>{escape(by)}</li>'


def table_rows(pieces: Reasons, rows: Iterable[Row], why: str) -> SafeString:
    """Return a table row of scores for each criterion.

    `why` is the address of the page with reasons, to which each row links; with '' the reasons follow each row.
    """
    return _joined([_table_row(pieces, row, why) for row in rows])


def _table_row(pieces: Reasons, row: Row, why: str) -> str:
    slug, name, cells = row.criterion.slug, escaped(row.criterion.name), score_cells(row.cells)
    ask = f'<td class="ask"><a href="{why}#why-{slug}" aria-label="Why: {name}">Why</a></td>' if why else ""
    scores = f'<tr class="values"><th scope="row">{criterion_name(row.criterion)}</th>{cells}{ask}</tr>'
    return scores if why else f"{scores}\n{_reasons_row(pieces, row)}"


def _reasons_row(pieces: Reasons, row: Row) -> str:
    reasons = reason_list(pieces, row.cells, by_criterion=False)
    return (
        f'<tr class="why" id="why-{row.criterion.slug}"><td colspan="{len(row.cells) + 1}">'
        f'<dl class="reasons">{reasons}</dl></td></tr>'
    )


def criterion_name(criterion: Criterion) -> SafeString:
    """Return the name of a criterion as a link, and how it is measured."""
    scale = criterion.scale
    if not isinstance(scale, MeasuredScale):
        return _criterion_name(criterion.slug, criterion.name, "", is_less_better=False)
    return _criterion_name(criterion.slug, criterion.name, scale.unit, is_less_better=scale.best < scale.worst)


@lru_cache(_MOST_TEXTS)
def _criterion_name(slug: str, name: str, unit: str, *, is_less_better: bool) -> SafeString:
    link = f'<a href="{address("comparisons:criterion", slug)}">{escape(name)}</a>'
    less = ", less is better" if is_less_better else ""
    return SafeString(f'{link}<span class="small-print">{escape(unit)}{less}</span>' if unit else link)


def score_cells(cells: Iterable[Cell]) -> SafeString:
    """Return the scores of a row as table cells. Classes say how far the value and its margin of error reach."""
    return _joined([_score_cell(cell) for cell in cells])


def _score_cell(cell: Cell) -> str:
    if cell.interval is None:
        return f"<td>{_UNKNOWN}</td>"
    if cell.is_itself:
        return "<td>itself</td>"
    return _value_cell(cell.interval, cell.text, is_best=cell.is_best)


@lru_cache(_MOST_TEXTS)
def _value_cell(interval: Interval, value: str, *, is_best: bool) -> str:
    low, point, high = (round(_STEPS * share) for share in interval)
    text = f"<b>{value}{_BEST}</b>" if is_best else value
    return f'<td class="f{low} v{point} t{high}">{text}</td>'


def reason_list(pieces: Reasons, cells: Iterable[Cell], *, by_criterion: bool) -> SafeString:
    """Return the reasons for the scores of a row, each headed by its criterion or else its framework."""
    return _joined(pieces.reason(cell, by_criterion=by_criterion) for cell in cells)


def _joined(parts: Iterable[str]) -> SafeString:
    return mark_safe("\n".join(parts))  # noqa: S308  (each part is escaped already)
