"""The tool `compare`: two to six frameworks on what tells them apart. Pure."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from advisor.mcp.calls import Arguments, Call, Tool, ToolError
from advisor.mcp.lines import Line, listed
from comparisons.catalogue.slugs import comparison_slug
from comparisons.catalogue.value import CRITERIA, FRAMEWORKS, Criterion, EditorialScale, Framework
from comparisons.catalogue.wording import counted, in_sentence
from comparisons.content.comparison import MOST_COMPARED, Cell, Comparison, Row, compare

_LEADS, _UNKNOWN = 5, 8
# How many rows an answer begins with unless criteria are named.
_ROWS = 6


class Compared(Arguments, frozen=True, kw_only=True, forbid_unknown_fields=True):
    frameworks: Annotated[list[str], Meta(description="Slugs of two to six frameworks.", max_length=20)]
    criteria: Annotated[
        list[str], Meta(description="Slugs of the criteria to show; without any, what differs most.", max_length=100)
    ] = []


def comparison(call: Call, given: Compared) -> Iterator[Line]:
    """Yield the comparison of the frameworks named."""
    frameworks = _frameworks(call, given.frameworks)
    chosen = [call.slug(CRITERIA, one, "criterion") for one in dict.fromkeys(given.criteria)]
    whole = compare(call.catalogue, frameworks)
    slugs = comparison_slug([framework.slug for framework in frameworks])
    yield Line(f"{' or '.join(one.name_with_status for one in frameworks)}, edition {call.edition.number}.")
    yield Line(f"Page: {call.page(f'compare/{slugs}/')}", whole=True)
    yield Line(f"Pinned data: {call.pinned(f'comparisons/{slugs}')}", whole=True)
    for framework in frameworks:
        yield _leads(whole, framework)
    yield from _how_sure(whole)
    rows = [row for row in whole.rows if row.criterion.slug in chosen] if chosen else list(whole.most_different())
    yield from _rows(call, rows, most=len(rows) if chosen else _ROWS)
    yield Line(_unknown(whole), 1)


def _frameworks(call: Call, named: Sequence[str]) -> list[Framework]:
    slugs = sorted({call.slug(FRAMEWORKS, one, "framework") for one in named})
    if not 2 <= len(slugs) <= MOST_COMPARED:
        raise ToolError(f"A comparison is of two to {MOST_COMPARED} frameworks; this names {len(slugs)}.")
    return [call.catalogue.framework_by_slug[slug] for slug in slugs]


def _leads(whole: Comparison, framework: Framework) -> Line:
    leads = [
        f"{in_sentence(lead.criterion.name)} ({_value(lead.best)}, next {_value(lead.next_best)})"
        for lead in whole.leads(framework)
    ]
    return Line(f"{framework.name} leads clearly on: {listed(leads, _LEADS) if leads else 'nothing'}.")


def _how_sure(whole: Comparison) -> Iterator[Line]:
    differing = [row for row in whole.rows if row.is_rated and row.differs]
    certain = sum(row.is_certain for row in differing)
    yield Line(
        f"How sure: {counted(len(differing), 'criterion', 'criteria')} differ, "
        f"{certain} of them by more than the margin of error."
    )


def _rows(call: Call, rows: Sequence[Row], most: int) -> Iterator[Line]:
    for place, row in enumerate(rows):
        rank = 1 if place < most else 3
        yield Line(f"{row.criterion.name}{_scale(row.criterion)}: {_values(row)}", rank)
        for cell in row.cells:
            if cell.score:
                words = f"- {cell.framework.name}: {cell.score.reason}"
                yield Line(words, rank + 1, source=call.sources(cell.score, most=1))


def _scale(criterion: Criterion) -> str:
    return " (out of 10)" if isinstance(criterion.scale, EditorialScale) else ""


def _values(row: Row) -> str:
    return ", ".join(f"{cell.framework.name} {_value(cell)}" for cell in row.cells)


def _value(cell: Cell) -> str:
    return f"{cell.text} {cell.unit}".strip()


def _unknown(whole: Comparison) -> str:
    names = [
        f"{cell.framework.name} on {in_sentence(cell.criterion.name)}"
        for row in whole.rows
        for cell in row.cells
        if cell.score is None
    ]
    return f"Unknown: {listed(names, _UNKNOWN) if names else 'nothing'}."


TOOL = Tool(
    name="compare",
    title="Compare frameworks",
    description=(
        "Two to six Python web frameworks side by side: who leads clearly on what, scores with reasons and sources, "
        "how many differences exceed the margin of error, and what is unknown. This knows nothing of the project; "
        "`recommend` does."
    ),
    takes=Compared,
    answer=comparison,
)
