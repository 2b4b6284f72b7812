"""The tool `framework`: what is known of one framework. Pure."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from advisor.mcp.calls import Arguments, Call, Tool, ToolError, unknown
from advisor.mcp.lines import Line, listed
from comparisons.catalogue.names import extension_meant
from comparisons.catalogue.value import FRAMEWORKS, Framework, Statement
from comparisons.catalogue.wording import in_sentence
from comparisons.content.comparison import Cell, cell_of
from comparisons.content.facts import INTERFACES

_BEST, _UNKNOWN = 6, 10


class FrameworkNamed(Arguments, frozen=True, kw_only=True, forbid_unknown_fields=True):
    framework: Annotated[str, Meta(description="Slug or name of a framework.")]


def about_framework(call: Call, given: FrameworkNamed) -> Iterator[Line]:
    """Yield what is known of a framework."""
    framework = call.catalogue.framework_by_slug[_slug(call, given.framework)]
    yield Line(f"{framework.name_with_status}: {framework.summary}")
    yield Line(f"Page: {call.page(f'frameworks/{framework.slug}/')}", whole=True)
    yield Line(f"Pinned data: {call.pinned(f'frameworks/{framework.slug}')}", whole=True)
    released = f"{framework.latest_version} ({framework.latest_release})"
    interface = INTERFACES[framework.interface]
    yield Line(f"Licence {framework.licence}. Server interface: {interface}. Latest version {released}.")
    if framework.built_on:
        yield Line(f"Built on {framework.built_on}: the scores are those of the two together.")
    yield from _statements(call, "Suited for", framework.suited_for, 0)
    yield from _statements(call, "Not suited for", framework.not_suited_for, 0)
    yield from _statements(call, "Strength", framework.strengths, 0)
    yield from _statements(call, "Drawback", framework.drawbacks, 0)
    yield from _scores(call, framework)
    yield Line(f"Home page: {framework.home_page}", 2, whole=True)
    if framework.alternatives:
        yield Line(f"Alternatives: {', '.join(framework.alternatives)}", 2)
    for fact in framework.facts:
        yield Line(f"{fact.label}: {fact.text}", 3)


def _slug(call: Call, typed: str) -> str:
    """Return the slug of a framework. Raises ToolError; an extension is named with its framework."""
    slug = call.names.meant(FRAMEWORKS, typed)
    if slug in call.catalogue.public_frameworks and slug:
        return slug
    if extension := extension_meant(call.catalogue, typed):
        raise ToolError(f"{extension[1].name} is an extension of '{extension[0].slug}': ask for that framework.")
    where = f"in edition {call.edition.number}"
    raise ToolError(unknown("There is no framework", typed, list(call.catalogue.public_frameworks), where))


def _statements(call: Call, word: str, statements: Sequence[Statement], rank: int) -> Iterator[Line]:
    for place, statement in enumerate(statements):
        later = rank + min(place, 2)
        source = f"Source: {call.source(statement.sources[0])}." if statement.sources else ""
        yield Line(f"{word}: {statement.text}", later, source=source)


def _scores(call: Call, framework: Framework) -> Iterator[Line]:
    cells = [cell_of(framework, criterion) for criterion in call.catalogue.rated_criteria]
    known = sorted((cell for cell in cells if cell.interval and not cell.is_itself), key=_point, reverse=True)
    yield Line(f"Best scores: {_values(known[:_BEST])}")
    yield Line(f"Worst scores: {_values(known[: -_BEST - 1 : -1])}")
    low = sum(cell.score is not None and cell.score.confidence.value == "low" for cell in cells)
    missing = [in_sentence(cell.criterion.name) for cell in cells if cell.score is None]
    yield Line(f"How sure: {len(known)} of {len(cells)} criteria scored, {low} of them with low confidence.")
    yield Line(f"Unknown: {listed(missing, _UNKNOWN) if missing else 'nothing'}.")
    for cell in known:
        yield Line(f"{cell.criterion.slug}: {_value(cell)}", 4)


def _point(cell: Cell) -> float:
    assert cell.interval is not None, "it is known"
    return cell.interval.point


def _values(cells: Sequence[Cell]) -> str:
    return ", ".join(f"{in_sentence(cell.criterion.name)} {_value(cell)}" for cell in cells)


def _value(cell: Cell) -> str:
    return f"{cell.text} {cell.unit}".strip()


TOOL = Tool(
    name="framework",
    title="About a framework",
    description=(
        "What is known of one Python web framework: what it suits and what not, strengths and drawbacks with sources, "
        "its best and worst scores, how sure they are, and what is unknown."
    ),
    takes=FrameworkNamed,
    answer=about_framework,
)
