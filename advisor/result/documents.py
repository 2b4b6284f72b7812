"""A result as CSV and as a Markdown table. Pure."""

from collections.abc import Iterator

from advisor.advice.recommendation import Placed
from advisor.result.page import Bar, ResultPage, SideBySide, UnrankedFramework
from comparisons.catalogue.value import Framework
from comparisons.content.comparison import Cell
from comparisons.files.csv_escaping import as_csv
from comparisons.files.markdown import escaped

Row = list[str | float | None]

_FIRST_COLUMNS = ("Rank", "Framework", "Total out of 100", "Lowest", "Highest")
_LAST_COLUMNS = ("Must-haves missed", "Not confirmed", "Unknown on", "About this result")


def result_csv(page: ResultPage) -> str:
    """Return a row for each framework: rank, total with its interval, points by criterion, requirements it fails.

    What holds of the whole result stands in each row, so that it survives sorting and filtering.
    """
    return as_csv(_csv_rows(page))


def _csv_rows(page: ResultPage) -> Iterator[Row]:
    weights = [f"{priority.criterion.name} (weight {priority.percent}%)" for priority in page.priorities]
    yield [*_FIRST_COLUMNS, *weights, *_LAST_COLUMNS]
    for bar in page.bars:
        yield [bar.placed.rank, *_totals(page, bar.framework, bar.placed), None, None, *_remarks(page, bar.placed)]
    for out in page.excluded:
        yield [None, *_totals(page, out.framework, out.placed), _failed(out), None, *_remarks(page, out.placed)]
    for out in page.unconfirmed:
        yield [None, *_totals(page, out.framework, out.placed), None, _failed(out), *_remarks(page, out.placed)]


def _totals(page: ResultPage, framework: Framework, placed: Placed) -> Row:
    points = {part.criterion: part.points for part in placed.parts}
    ends = [round(round(100 * end, 9)) for end in (placed.lowest, placed.highest)]
    return [framework.name, placed.points, *ends, *(points[priority.criterion.slug] for priority in page.priorities)]


def _remarks(page: ResultPage, placed: Placed) -> Row:
    """Return the names of the criteria on which a framework is unknown, and what holds of the whole result."""
    unknown = {part.criterion for part in placed.parts if not part.known}
    names = [priority.criterion.name for priority in page.priorities if priority.criterion.slug in unknown]
    return ["; ".join(names) or None, page.said]


def result_markdown(page: ResultPage, link: str) -> str:
    """Return the table of the first places, followed by `link`, the address of the result."""
    return "\n".join([*_markdown_lines(page), "", f"<{link}>", ""])


def _markdown_lines(page: ResultPage) -> Iterator[str]:
    yield escaped(page.said)
    if not page.bars:
        return
    yield ""
    yield _table_row(["Criterion", "Weight", *(escaped(bar.framework.name) for bar in page.side_by_side)])
    yield _table_row(["---", *["---:"] * (1 + len(page.side_by_side))])
    yield from (_criterion_line(row) for row in page.table)
    yield _table_row(["**Total**", "100%", *(_total(bar) for bar in page.side_by_side)])


def _criterion_line(row: SideBySide) -> str:
    scores = [f"{escaped(_score(cell))}, adds {part.points}" for cell, part in row.cells]
    return _table_row([escaped(row.priority.criterion.name), f"{row.priority.percent}%", *scores])


def _score(cell: Cell) -> str:
    return " ".join(part for part in (cell.text, cell.unit) if part)


def _total(bar: Bar) -> str:
    return f"**{bar.placed.points}**"


def _table_row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _failed(unranked: UnrankedFramework) -> str:
    return "; ".join(failed.words for failed in unranked.failed)
