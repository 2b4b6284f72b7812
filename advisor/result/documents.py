"""A result as CSV, as a Markdown table, and as an architecture decision record. Pure."""

from collections.abc import Iterator

from advisor.advice.confidence import AdviceConfidence
from advisor.advice.recommendation import Placed
from advisor.result.page import Bar, ResultPage, SideBySide, UnrankedFramework
from comparisons.catalogue.value import Framework
from comparisons.content.comparison import Cell
from comparisons.files.csv_escaping import as_csv

Row = list[str | float | None]

# How many strengths of the first framework a decision record lists.
_MAX_STRENGTHS = 3


def result_csv(page: ResultPage) -> str:
    """Return a row for each framework: rank, total with its interval, points by criterion, requirements it fails."""
    return as_csv(_csv_rows(page))


def _csv_rows(page: ResultPage) -> Iterator[Row]:
    weights = [f"{priority.criterion.name} (weight {priority.percent} %)" for priority in page.priorities]
    yield ["Rank", "Framework", "Total of 100", "Lowest", "Highest", *weights, "Must-haves missed", "Not confirmed"]
    order = [priority.criterion.slug for priority in page.priorities]
    for bar in page.bars:
        yield [bar.placed.rank, *_totals(bar.framework.name, bar.placed, order), None, None]
    for unranked in page.excluded:
        yield [None, *_totals(unranked.framework.name, unranked.placed, order), _failed(unranked), None]
    for unranked in page.unconfirmed:
        yield [None, *_totals(unranked.framework.name, unranked.placed, order), None, _failed(unranked)]


def _totals(name: str, placed: Placed, order: list[str]) -> Row:
    points = {part.criterion: part.points for part in placed.parts}
    ends = [round(100 * placed.lowest), round(100 * placed.highest)]
    return [name, placed.points, *ends, *(points[slug] for slug in order)]


def result_markdown(page: ResultPage, link: str) -> str:
    """Return the table of the first places, followed by `link`, the address of the result."""
    return "\n".join([*_markdown_lines(page), "", f"<{link}>", ""])


def _markdown_lines(page: ResultPage) -> Iterator[str]:
    yield page.sentence
    if not page.bars:
        return
    yield ""
    yield _table_row(["Criterion", "Weight", *(bar.framework.name for bar in page.side_by_side)])
    yield _table_row(["---", *["---:"] * (1 + len(page.side_by_side))])
    yield from (_criterion_line(row) for row in page.table)
    yield _table_row(["**Total**", "100 %", *(_total(bar) for bar in page.side_by_side)])


def _criterion_line(row: SideBySide) -> str:
    scores = [f"{_score(cell)}, adds {part.points}" for cell, part in row.cells]
    return _table_row([row.priority.criterion.name, f"{row.priority.percent} %", *scores])


def _score(cell: Cell) -> str:
    return " ".join(part for part in (cell.text, cell.unit) if part)


def _total(bar: Bar) -> str:
    return f"**{bar.placed.points}**"


def _table_row(cells: list[str]) -> str:
    escaped = [cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for cell in cells]
    return f"| {' | '.join(escaped)} |"


def decision_record(
    page: ResultPage, confidence: AdviceConfidence, answered: list[tuple[str, list[str]]], link: str
) -> str:
    """Return an architecture decision record (MADR, Markdown).

    `answered` are questions with the texts of the choices made; `link` is the address of the result.
    """
    return "\n".join(_record_lines(page, confidence, answered, link)) + "\n"


def _record_lines(
    page: ResultPage, confidence: AdviceConfidence, answered: list[tuple[str, list[str]]], link: str
) -> Iterator[str]:
    first = page.bars[0].framework if page.bars else None
    yield f"# Use {first.name}" if first else "# Choose a web framework"
    yield from _section("Context and problem statement", (f"* {q} {'; '.join(texts)}" for q, texts in answered))
    yield from _section(
        "Decision drivers", (f"* {p.criterion.name}: {p.percent} % of the weight" for p in page.priorities)
    )
    yield from _section("Considered options", _options(page))
    yield from _section("Decision outcome", _outcome(page, confidence))
    if first:
        yield from _section("Consequences", _consequences(first))
    yield from _section("Revisit when", _revisit(confidence))
    yield from _section("More information", [f"* Worked out by the framework advisor: <{link}>"])


def _section(title: str, lines: Iterator[str] | list[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"\n## {title}\n"
        yield from found


def _options(page: ResultPage) -> Iterator[str]:
    for bar in page.bars:
        yield f"* {bar.framework.name}: {bar.placed.points} of 100"
    for unranked in page.excluded:
        yield f"* {unranked.framework.name}: excluded, misses {_failed(unranked)}"
    for unranked in page.unconfirmed:
        yield f"* {unranked.framework.name}: could not be confirmed on {_failed(unranked)}"


def _outcome(page: ResultPage, confidence: AdviceConfidence) -> Iterator[str]:
    yield " ".join(sentence for sentence in (page.sentence, page.because) if sentence)
    if confidence.verdict:
        yield f"\nHow sure: {confidence.verdict}. {confidence.frequency}"
    for line in (*confidence.certainty, *confidence.caveats):
        yield f"* {line}"


def _consequences(framework: Framework) -> Iterator[str]:
    for statement in framework.strengths[:_MAX_STRENGTHS]:
        yield f"* Good: {statement.text}"
    for statement in framework.drawbacks:
        yield f"* Bad: {statement.text}"


def _revisit(confidence: AdviceConfidence) -> Iterator[str]:
    for link in confidence.counterfactuals:
        yield f"* {link.words}"
    for line in confidence.weight_changes:
        yield f"* {line}"


def _failed(unranked: UnrankedFramework) -> str:
    return "; ".join(failed.words for failed in unranked.failed)
