"""A comparison as the rows of a CSV file and as a Markdown document. Pure."""

from collections.abc import Iterator

from msgspec import Struct

from comparisons.catalogue.value import Catalogue, Source
from comparisons.catalogue.wording import joined
from comparisons.content.comparison import Cell, Comparison, Row
from comparisons.files.markdown import escaped, link

CsvRow = list[str | float | None]


class Origin(Struct, frozen=True):
    """The edition that a document is from, the day of its publication, and the page's address pinned to it."""

    edition: int
    day: str
    address: str

    @property
    def sentence(self) -> str:
        return f"Data of {self.day} (edition {self.edition})"


def as_table(catalogue: Catalogue, comparison: Comparison, origin: Origin) -> Iterator[CsvRow]:
    """Yield a row for each criterion: each framework's value, then the reasons, then the sources.

    Where it all comes from stands in each row, so that it survives sorting and filtering.
    """
    names = [framework.name_with_status for framework in comparison.frameworks]
    yield [
        *("Group", "Criterion", "Measured in", *names),
        *(f"{name}: {what}" for what in ("reason", "sources", "reviewed on") for name in names),
        *("About this table", "Link"),
    ]
    for section in comparison.sections:
        for row in section.rows:
            yield [
                _group(catalogue, row),
                row.criterion.name,
                _measured_in(row),
                *(_value(cell) for cell in row.cells),
                *(cell.score.reason if cell.score else None for cell in row.cells),
                *(_sources_in_words(catalogue, cell) for cell in row.cells),
                *(cell.score.reviewed_on.isoformat() if cell.score else None for cell in row.cells),
                *(origin.sentence, origin.address),
            ]


def _group(catalogue: Catalogue, row: Row) -> str:
    return next(group.name for group in catalogue.groups if group.slug == row.criterion.group)


def _measured_in(row: Row) -> str | None:
    if not row.is_rated:
        return None
    return row.cells[0].measured_in or "out of 10"


def _value(cell: Cell) -> str | float | None:
    if cell.score is None:
        return "unknown"
    return cell.text if isinstance(cell.score.value, str) else cell.score.value


def _sources(catalogue: Catalogue, cell: Cell) -> list[Source]:
    return [catalogue.source_by_slug[slug] for slug in cell.score.sources] if cell.score else []


def _sources_in_words(catalogue: Catalogue, cell: Cell) -> str | None:
    sources = _sources(catalogue, cell)
    return "; ".join(f"{one.title} <{one.address}>" if one.address else one.title for one in sources) or None


def as_markdown(catalogue: Catalogue, comparison: Comparison, origin: Origin) -> str:
    """Return a heading, a table for each group, and the reason for each score with its sources."""
    blocks = ("\n".join(block) for block in _blocks(catalogue, comparison, origin))
    return "\n\n".join(blocks) + "\n"


def _blocks(catalogue: Catalogue, comparison: Comparison, origin: Origin) -> Iterator[list[str]]:
    names = [framework.name_with_status for framework in comparison.frameworks]
    yield [f"# {escaped(joined(names))} compared"]
    yield [f"{escaped(origin.sentence)}: <{origin.address}>"]
    for section in comparison.sections:
        yield [f"## {escaped(section.group.name)}"]
        yield [
            _table_row(["Criterion", *map(escaped, names)]),
            _table_row(["---"] * (1 + len(names))),
            *(_table_row([escaped(row.criterion.name), *map(_shown, row.cells)]) for row in section.rows),
        ]
    yield ["## Reasons and sources"]
    for row in comparison.rows:
        yield [f"### {escaped(row.criterion.name)}"]
        yield [_reason(catalogue, cell) for cell in row.cells]


def _table_row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _shown(cell: Cell) -> str:
    text = escaped(" ".join(part for part in (cell.text, cell.unit) if part))
    return f"**{text}**" if cell.is_best else text


def _reason(catalogue: Catalogue, cell: Cell) -> str:
    name = escaped(cell.framework.name_with_status)
    if cell.score is None:
        return f"- {name}: unknown."
    sources = "; ".join(link(one.title, one.address) for one in _sources(catalogue, cell))
    said = f"- {name}: {_shown(cell)}. {escaped(cell.score.reason)} Reviewed on {cell.score.reviewed_on}."
    return f"{said} Sources: {sources}." if sources else said
