"""The advice as tables to take along: CSV for spreadsheets, Markdown for documents. Pure."""

from collections.abc import Iterator

from advisor.advice.recommendation import Placed
from advisor.result.page import Aside, Bar, ResultPage, SideBySide
from comparisons.comparison import Cell
from comparisons.spreadsheet import as_csv

__all__ = ["result_csv", "result_markdown"]

Row = list[str | float | None]


def result_csv(page: ResultPage) -> str:
    """Return a row for each framework: rank, total with its range, points by criterion, must-haves missed."""
    return as_csv(_csv_rows(page))


def _csv_rows(page: ResultPage) -> Iterator[Row]:
    weights = [f"{priority.criterion.name} (weight {priority.percent} %)" for priority in page.priorities]
    yield ["Rank", "Framework", "Total of 100", "Lowest", "Highest", *weights, "Must-haves missed", "Not confirmed"]
    order = [priority.criterion.slug for priority in page.priorities]
    for bar in page.bars:
        yield [bar.placed.rank, *_figures(bar.framework.name, bar.placed, order), None, None]
    for aside in page.excluded:
        yield [None, *_figures(aside.framework.name, aside.placed, order), _missed(aside), None]
    for aside in page.unconfirmed:
        yield [None, *_figures(aside.framework.name, aside.placed, order), None, _missed(aside)]


def _figures(name: str, placed: Placed, order: list[str]) -> Row:
    points = {part.criterion: part.points for part in placed.parts}
    ends = [round(100 * placed.lowest), round(100 * placed.highest)]
    return [name, placed.points, *ends, *(points[slug] for slug in order)]


def _missed(aside: Aside) -> str:
    return "; ".join(missed.words for missed in aside.missed)


def result_markdown(page: ResultPage, link: str) -> str:
    """Return the first ones side by side, with the link that leads back to the advice."""
    return "\n".join([*_markdown_lines(page), "", f"<{link}>", ""])


def _markdown_lines(page: ResultPage) -> Iterator[str]:
    yield page.sentence
    if not page.bars:
        return
    yield ""
    yield _line(["Criterion", "Weight", *(bar.framework.name for bar in page.side_by_side)])
    yield _line(["---", *["---:"] * (1 + len(page.side_by_side))])
    yield from (_criterion_line(row) for row in page.table)
    yield _line(["**Total**", "100 %", *(_total(bar) for bar in page.side_by_side)])


def _criterion_line(row: SideBySide) -> str:
    figures = [f"{_score(cell)}, adds {part.points}" for cell, part in row.cells]
    return _line([row.priority.criterion.name, f"{row.priority.percent} %", *figures])


def _score(cell: Cell) -> str:
    return " ".join(part for part in (cell.text, cell.unit) if part)


def _total(bar: Bar) -> str:
    return f"**{bar.placed.points}**"


def _line(cells: list[str]) -> str:
    escaped = [cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for cell in cells]
    return f"| {' | '.join(escaped)} |"
