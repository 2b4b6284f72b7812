"""The tool `what_changed`: what an edition changed since another, and whether a decision still holds. Pure."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from advisor.advice.recommendation import recommend
from advisor.advice.robustness import verdict_of
from advisor.advice.since.summary import ChangeLine, FrameworkRow, summary
from advisor.advice.since.then_and_now import EditionAdvice
from advisor.mcp.answers import AnswersGiven, linked_edition, read, result_link
from advisor.mcp.calls import Call, Number, Tool, ToolError, edition_of
from advisor.mcp.lines import Line
from comparisons.catalogue.public import public_changes
from comparisons.catalogue.value import FRAMEWORKS
from comparisons.catalogue.wording import counted, unit_of

if TYPE_CHECKING:
    from comparisons.editions.store import Edition


class ChangesAsked(AnswersGiven, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What changed since an edition, for everybody or for some answers."""

    since: Annotated[Number | None, Meta(description="The earlier edition; needed unless a link names it.")] = None
    framework: Annotated[str, Meta(description="Only changes that concern this framework.")] = ""


def changes(call: Call, given: ChangesAsked) -> Iterator[Line]:
    """Yield what changed between two editions; with answers, first whether the advice for these still holds."""
    then = Call(_since(call, given), call.site)
    if then.edition.number > call.edition.number:
        raise ToolError(f"Edition {then.edition.number} is newer than edition {call.edition.number}.")
    yield Line(f"From edition {then.edition.number} to edition {call.edition.number}.")
    if given.link or given.answers or given.levels or given.requirements or given.among:
        yield from _for_answers(then, call, given)
    yield from _for_everybody(then, call, given)


def _since(call: Call, given: ChangesAsked) -> "Edition":
    number = given.since or linked_edition(given)
    if number is None:
        raise ToolError("Name the earlier edition as `since`, or give a `link` that pins one (edition=N).")
    return edition_of(call.site, number)


def _for_answers(then: Call, now: Call, given: ChangesAsked) -> Iterator[Line]:
    catalogue, answers = then.edition.catalogue, read(then, given)
    found = recommend(catalogue, answers)
    before = EditionAdvice(catalogue=catalogue, answers=answers, recommendation=found)
    told = summary(before, now.edition.catalogue, verdict_of(catalogue, found))
    yield Line(told.sentence)
    yield Line(f"How sure: then {told.verdict_then or 'no verdict'}, now {told.verdict_today or 'no verdict'}.")
    yield Line(f"Pinned link, then: {result_link(then, answers)}", whole=True)
    yield from (Line(_row(row)) for row in told.first)
    yield from (Line(_row(row), 2) for row in told.moved)
    yield from (Line(_change(change), 1) for change in (*told.changes, *told.renamed))
    if told.others:
        yield Line(f"{counted(told.others, 'other change')} that did not count for these answers.", 1)


def _row(row: FrameworkRow) -> str:
    parts = [f"{part.words} {part.points:+}" for part in row.parts]
    because = f" ({', '.join(parts)})" if parts else ""
    return f"{row.name}: then {row.then.words}, now {row.today.words}{because}"


def _change(change: ChangeLine) -> str:
    points = f" ({change.points:+} {unit_of(abs(change.points), 'points')})" if change.points else ""
    return f"{change.subject}: {change.before or 'nothing'} → {change.after or 'nothing'}{points}"


def _for_everybody(then: Call, now: Call, given: ChangesAsked) -> Iterator[Line]:
    slug = now.slug(FRAMEWORKS, given.framework, "framework") if given.framework else ""
    found = public_changes(then.edition.catalogue, now.edition.catalogue)
    concerned = [change for change in found if not slug or slug in change.frameworks]
    about = f" about {slug}" if slug else ""
    yield Line(f"{counted(len(concerned), 'change')}{about} in the catalogue.")
    yield Line(f"Page: {now.page(f'editions/{now.edition.number}/')}", whole=True)
    for change in concerned:
        yield Line(change.words, 3 if change.routine else 2)


TOOL = Tool(
    name="what_changed",
    title="What changed since an edition",
    description=(
        "What changed in the catalogue since an earlier edition. With the link of a kept result, or with answers: "
        "whether the same framework still comes first, how sure that was then and is now, and which changes count."
    ),
    takes=ChangesAsked,
    answer=changes,
)
