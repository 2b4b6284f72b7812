"""The tool `explain_score`: one score, with its scale, reason and sources. Pure."""

from collections.abc import Iterator
from datetime import UTC
from typing import Annotated

from msgspec import Meta

from advisor.mcp.calls import Arguments, Call, Tool
from advisor.mcp.lines import Line
from comparisons.catalogue.staleness import staleness
from comparisons.catalogue.value import CRITERIA, FRAMEWORKS, EditorialScale, KindScale, MeasuredScale, Scale
from comparisons.content.comparison import Cell, cell_of

# The widest margin that is not worth telling, of a scale from 0 to 1.
_EXACT = 0.01


class ScoreNamed(Arguments, frozen=True, kw_only=True, forbid_unknown_fields=True):
    framework: Annotated[str, Meta(description="Slug or name of a framework.")]
    criterion: Annotated[str, Meta(description="Slug or name of a criterion.")]


def explained_score(call: Call, given: ScoreNamed) -> Iterator[Line]:
    """Yield the score of a framework on a criterion."""
    framework = call.catalogue.framework_by_slug[call.slug(FRAMEWORKS, given.framework, "framework")]
    criterion = call.catalogue.criterion_by_slug[call.slug(CRITERIA, given.criterion, "criterion")]
    cell = cell_of(framework, criterion)
    yield Line(f"{framework.name_with_status} on {criterion.name}: {_value(cell)}.")
    yield Line(f"Page: {call.page(f'criteria/{criterion.slug}/')}", whole=True)
    yield Line(f"Pinned data: {call.pinned(f'frameworks/{framework.slug}')}", whole=True)
    yield from _score(call, cell)
    yield Line(f"Scale: {_scale(criterion.scale)}", 1)
    yield Line(f"{criterion.name}: {criterion.description}", 1)
    if criterion.retired:
        yield Line("This criterion is retired: it takes no part in new advice.")


def _value(cell: Cell) -> str:
    if isinstance(cell.criterion.scale, EditorialScale) and cell.score:
        return f"{cell.text} out of 10"
    return f"{cell.text} {cell.unit}".strip()


def _score(call: Call, cell: Cell) -> Iterator[Line]:
    score = cell.score
    if score is None:
        yield Line("Nobody has found out yet: advice counts it as middling, with the whole scale as its margin.")
        return
    yield Line(f"Reason: {score.reason}")
    for slug in score.sources:
        yield Line(f"Source: {call.source(slug)}", whole=True)
    if not score.sources:
        yield Line("No source: our judgement.")
    margin = ""
    if cell.interval and cell.interval.high - cell.interval.low > _EXACT:
        margin = f"; it may lie from {100 * cell.interval.low:.0f}% to {100 * cell.interval.high:.0f}% of the scale"
    yield Line(f"How sure: {score.confidence.value} confidence{margin}.")
    yield Line(f"Reviewed on {score.reviewed_on}, for version {score.version}.")
    stale = staleness(score, cell.criterion, cell.framework, call.edition.published_at.astimezone(UTC).date())
    if stale:
        yield Line("It may be out of date: its review is due or its version is old.")


def _scale(scale: Scale) -> str:
    if isinstance(scale, EditorialScale):
        return f"0: {scale.anchor_0} 5: {scale.anchor_5} 10: {scale.anchor_10}"
    if isinstance(scale, MeasuredScale):
        return f"from {scale.worst:g} {scale.unit} (worst) to {scale.best:g} (best)."
    assert isinstance(scale, KindScale)
    return f"kinds, none better: {', '.join(kind.name for kind in scale.kinds)}."


TOOL = Tool(
    name="explain_score",
    title="Explain a score",
    description=(
        "Why a framework has its score on a criterion: reason, sources, confidence and margin, when it was reviewed "
        "and for which version, and what the scale means. Says so if it is unknown."
    ),
    takes=ScoreNamed,
    answer=explained_score,
)
