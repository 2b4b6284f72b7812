"""The advice as an architecture decision record (MADR, Markdown) that a team can file and edit. Pure."""

from collections.abc import Iterator

from advisor.advice.doubts import Doubts
from advisor.result.page import Aside, ResultPage
from comparisons.catalogue.value import Framework

__all__ = ["as_adr"]

# How many options are told in full.
_TOLD = 3


def as_adr(page: ResultPage, doubts: Doubts, answered: list[tuple[str, list[str]]], link: str) -> str:
    """Return the record. `answered` holds questions with the texts of their answers; `link` leads to the advice."""
    return "\n".join(_lines(page, doubts, answered, link)) + "\n"


def _lines(page: ResultPage, doubts: Doubts, answered: list[tuple[str, list[str]]], link: str) -> Iterator[str]:
    first = page.bars[0].framework if page.bars else None
    yield f"# Use {first.name}" if first else "# Choose a web framework"
    yield from _section("Context and problem statement", (f"* {q} {'; '.join(texts)}" for q, texts in answered))
    yield from _section(
        "Decision drivers", (f"* {p.criterion.name}: {p.percent} % of the weight" for p in page.priorities)
    )
    yield from _section("Considered options", _options(page))
    yield from _section("Decision outcome", _outcome(page, doubts))
    if first:
        yield from _section("Consequences", _consequences(first))
    yield from _section("Revisit when", _revisit(doubts))
    yield from _section("More information", [f"* Worked out by the framework advisor: <{link}>"])


def _section(title: str, lines: Iterator[str] | list[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"\n## {title}\n"
        yield from found


def _options(page: ResultPage) -> Iterator[str]:
    for bar in page.bars:
        yield f"* {bar.framework.name}: {bar.placed.points} of 100"
    for aside in page.excluded:
        yield f"* {aside.framework.name}: excluded, misses {_missed(aside)}"
    for aside in page.unconfirmed:
        yield f"* {aside.framework.name}: could not be confirmed on {_missed(aside)}"


def _missed(aside: Aside) -> str:
    return "; ".join(missed.words for missed in aside.missed)


def _outcome(page: ResultPage, doubts: Doubts) -> Iterator[str]:
    yield " ".join(sentence for sentence in (page.sentence, page.because) if sentence)
    if doubts.verdict:
        yield f"\nHow sure: {doubts.verdict}. {doubts.frequency}"
    for line in (*doubts.sure, *doubts.watch):
        yield f"* {line}"


def _consequences(framework: Framework) -> Iterator[str]:
    for statement in framework.strengths[:_TOLD]:
        yield f"* Good: {statement.text}"
    for statement in framework.drawbacks:
        yield f"* Bad: {statement.text}"


def _revisit(doubts: Doubts) -> Iterator[str]:
    for link in doubts.answers:
        yield f"* {link.words}"
    for line in doubts.weights:
        yield f"* {line}"
