"""The tool `recommend`: the ranking for some answers, how sure it is, and what it rests on. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from advisor.advice.confidence import AdviceConfidence, advice_confidence
from advisor.advice.notices import State
from advisor.advice.recommendation import Recommendation, recommend
from advisor.advice.wording import differences
from advisor.answers.query import Answers
from advisor.mcp.answers import AnswersGiven, not_asked, read, result_link
from advisor.mcp.calls import Call, Tool
from advisor.mcp.lines import Line, listed
from advisor.moving.in_use import staying_sentences
from advisor.moving.worth import has_to_move, worths_of_first
from advisor.result.page import FailedRequirement, ResultPage, UnrankedFramework, result_page
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import in_sentence
from comparisons.content.comparison import Cell, cell_of

# Notices that neither the headline nor other lines tell.
_TOLD = (State.FEW_ANSWERS, State.RETIRED)
# How many frameworks, criteria and reasons an answer begins with; the others follow if there is room.
_FIRST, _CRITERIA, _REASONS, _UNKNOWN = 5, 6, 4, 6


def recommendation(call: Call, given: AnswersGiven) -> Iterator[Line]:
    """Yield the advice for the answers given."""
    catalogue, answers = call.edition.catalogue, read(call, given)
    found = recommend(catalogue, answers)
    page = result_page(catalogue, answers, found)
    confidence = advice_confidence(catalogue, answers, found, lambda other: result_link(call, other))
    if not confidence.headline.startswith(confidence.heading):
        yield Line(f"{confidence.heading}.")
    yield Line(confidence.headline)
    yield Line(f"Pinned link (edition {call.edition.number}): {result_link(call, answers)}", whole=True)
    yield from (Line(notice.sentence) for notice in page.notices if notice.state in _TOLD)
    if idle := not_asked(catalogue, answers):
        yield Line(idle)
    yield from _staying(catalogue, answers, found)
    yield from _how_sure(page, confidence)
    yield from _ranking(page)
    yield from _reasons(call, found)
    yield from _excluded(call, page)
    yield from _unknown(page)
    yield from _weights(page)
    yield from _other_ways(confidence)


def _staying(catalogue: Catalogue, answers: Answers, found: Recommendation) -> Iterator[Line]:
    """Yield where the frameworks in use stand, and what moving to the first place is worth."""
    yield from (Line(words) for words in staying_sentences(catalogue, answers, found))
    if answers.uses and has_to_move(catalogue, answers, found):
        worths = worths_of_first(catalogue, found, origins=answers.uses)
        yield from (Line(f"Moving: {worth.cost.sum_words}. {worth.sentence}", 1) for worth in worths)


def _how_sure(page: ResultPage, confidence: AdviceConfidence) -> Iterator[Line]:
    if confidence.verdict:
        yield Line(f"How sure: {confidence.verdict}. {confidence.frequency}")
    else:
        lacking = "two frameworks to compare" if len(page.bars) < 2 else "priorities"
        yield Line(f"How sure: no verdict without {lacking}.")
    yield from (Line(text, 2) for text in (confidence.counterpoint, *confidence.certainty) if text)
    yield from (Line(text, 1) for text in confidence.caveats)


def _ranking(page: ResultPage) -> Iterator[Line]:
    bars = [
        f"{bar.placed.rank}. {bar.framework.slug} {bar.placed.points} ({bar.lowest:.0f}–{bar.highest:.0f})"
        for bar in page.bars
    ]
    if bars:
        yield Line(f"Ranking, out of 100 (range): {', '.join(bars[:_FIRST])}")
    if bars[_FIRST:]:
        yield Line(f"Then: {', '.join(bars[_FIRST:])}", 3)


def _reasons(call: Call, found: Recommendation) -> Iterator[Line]:
    """Yield the scores that decide between the first two, with their reasons and sources."""
    if len(found.ranking) < 2:
        return
    first = call.edition.catalogue.framework_by_slug[found.ranking[0].framework]
    ahead = [one for one in differences(*found.ranking[:2]) if one.points > 0]
    for place, difference in enumerate(ahead[:_REASONS]):
        cell = cell_of(first, call.edition.catalogue.criterion_by_slug[difference.criterion])
        name = in_sentence(cell.criterion.name)
        words = f"Why: {first.name} on {name} ({difference.points} points ahead): {_said(cell)}"
        yield Line(words, 1 + place, source=call.sources(cell.score, most=1))


def _said(cell: Cell) -> str:
    if cell.score is None:
        return "unknown."
    scale = cell.unit or "out of 10"
    return f"{cell.text} {scale}, {cell.score.confidence.value} confidence. {cell.score.reason}"


def _excluded(call: Call, page: ResultPage) -> Iterator[Line]:
    """Yield each must-have with all frameworks that miss it, then what was found of each of these."""
    yield from _by_requirement("Excluded, missing", page.excluded)
    yield from _by_requirement("Unconfirmed, unknown on", page.unconfirmed)
    for out in page.excluded:
        for failed in out.failed:
            words = f"{out.framework.slug} on {in_sentence(failed.cell.criterion.name)}: {_said(failed.cell)}"
            yield Line(words, 4, source=call.sources(failed.cell.score, most=1))


def _by_requirement(words: str, unranked: Sequence[UnrankedFramework]) -> Iterator[Line]:
    missing: dict[tuple[str, str], list[str]] = defaultdict(list)
    for out in unranked:
        for failed in out.failed:
            missing[failed.words, failed.because].append(_found(out, failed))
    for (requirement, because), found in missing.items():
        yield Line(f"{words} “{requirement}” ({because}): {', '.join(found)}")


def _found(out: UnrankedFramework, failed: FailedRequirement) -> str:
    return f"{out.framework.slug} {failed.cell.text}"


def _unknown(page: ResultPage) -> Iterator[Line]:
    names = [
        f"{one.cell.framework.slug} on {in_sentence(one.cell.criterion.name)} (±{one.points:.0f})"
        for one in page.unknown
    ]
    if not page.bars:
        return
    known = "Unknown: nothing that counts here."
    yield Line(f"Unknown, counted as middling: {listed(names, _UNKNOWN)}" if names else known)


def _weights(page: ResultPage) -> Iterator[Line]:
    shares = [f"{in_sentence(one.criterion.name)} {one.percent}%" for one in page.priorities]
    yield Line(f"What counts: {listed(shares, _CRITERIA)}", 2)
    if shares[_CRITERIA:]:
        yield Line(f"Also: {', '.join(shares[_CRITERIA:])}", 4)


def _other_ways(confidence: AdviceConfidence) -> Iterator[Line]:
    yield from (Line(link.words, 1) for link in confidence.instead)
    yield from (Line(link.words, 0) for link in confidence.relaxations)
    yield from (Line(link.words, 2) for link in confidence.near_misses)
    yield from (Line(link.words, 3) for link in confidence.counterfactuals)
    yield from (Line(words, 3) for words in confidence.weight_changes)


TOOL = Tool(
    name="recommend",
    title="Recommend a framework",
    description=(
        "Rank Python web frameworks for a project from answers to the wizard's questions (tool `questions`), with a "
        "pinned link, how sure the first place is, reasons with sources, who is excluded and why, and what is unknown. "
        "Ask the user; leave out what they do not know."
    ),
    takes=AnswersGiven,
    answer=recommendation,
)
