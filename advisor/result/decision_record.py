"""A result as an architecture decision record, in two forms that the tools for such records read. Pure.

MADR 4 keeps status and date in YAML at the top, older tools read them from a list below the title. One file
cannot be read by both kinds of tools (clients/README.md), so MADR 2 can be had as well. Status and date stand
in the list in both.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import UNSET, Struct

from advisor.advice.confidence import AdviceConfidence
from advisor.advice.notices import State
from advisor.advice.wording import few_of
from advisor.result.page import Bar, FailedRequirement, ResultPage, UnrankedFramework
from comparisons.catalogue.house_rules import HOUSE_RULE, rule_sentence
from comparisons.catalogue.value import Framework
from comparisons.catalogue.wording import joined
from comparisons.files.markdown import escaped, link

# The team decides, not this site; so no record says that it is accepted.
_STATUS = "proposed"
_MOST_STRENGTHS = 3
# Notices that stand among the drivers too.
_ABOUT_ANSWERS = (State.NO_PRIORITIES, State.FEW_ANSWERS)
# Characters of a file name without its number and ending, since file systems take 255 bytes at most.
_LONGEST = 120
# Words that no name begins with: they lose their capital within a sentence.
_PLAIN_WORDS = frozenset(
    {"A", "All", "An", "Few", "If", "In", "It", "Its", "Many", "Most", "No", "Only", "The", "There"}
)


class Asked(Struct, frozen=True):
    """What a record says of the visitor's answers and of the edition they were put to.

    `answered` holds questions with the texts of the choices made, `among` the names of the only frameworks to
    consider, `must_haves` requirements in words. `link` leads to the advice, pinned to the edition. `own` is what the
    visitor adds to the catalogue, in words.
    """

    answered: list[tuple[str, list[str]]]
    unanswered: list[str]
    among: list[str]
    must_haves: list[str]
    edition: int
    day: date
    link: str
    own: tuple[str, ...] = ()


class DecisionRecord(Struct, frozen=True):
    """`slug` is the title as a part of a file name."""

    slug: str
    text: str

    def file_name(self, prefix: str) -> str:
        """Return a name that begins with a number or a date, as tools for decision records want it."""
        return f"{prefix}-{self.slug}.md"


def decision_record(
    page: ResultPage, confidence: AdviceConfidence, asked: Asked, *, madr_2: bool = False
) -> DecisionRecord:
    """Return a record in MADR 4, or in MADR 2 for older tools, that a team can file, edit and accept."""
    record = _Record(page, confidence, asked, madr_2)
    blocks = ("\n".join(block) for block in record.blocks())
    text = "\n\n".join(block for block in blocks if block) + "\n"
    return DecisionRecord(slug=record.slug(), text=record.front_matter() + text)


class _Record:
    def __init__(self, page: ResultPage, confidence: AdviceConfidence, asked: Asked, madr_2: bool) -> None:
        self.page = page
        self.confidence = confidence
        self.asked = asked
        self.madr_2 = madr_2
        self.first = [bar.framework for bar in page.bars if bar.placed.rank == 1]
        # A tie decides nothing. Nor do equal weights, unless must-haves leave one framework only.
        is_decided = len(self.first) == 1 and (len(page.bars) == 1 or not page.no_priorities)
        self.chosen = self.first[0] if is_decided else None

    def front_matter(self) -> str:
        """Return status and date in YAML.

        The blank line before the end keeps Markdown parsers that know no front matter from reading a heading, and
        none after it leaves the title in the first line for those that cut it off.
        """
        return "" if self.madr_2 else f"---\nstatus: {_STATUS}\ndate: {self.asked.day}\n\n---\n"

    def title(self) -> str:
        if self.chosen:
            return f"Use {self.chosen.name}"
        if len(self.first) < 2:
            return "Choose a web framework"
        return f"Choose between {joined(few_of([framework.name for framework in self.first]))}"

    def slug(self) -> str:
        if self.chosen:
            return f"use-{self.chosen.slug}"
        if len(self.first) < 2:
            return "choose-a-web-framework"
        slugs = few_of([framework.slug for framework in self.first])
        return f"choose-between-{'-'.join([*slugs[:-1], 'and', slugs[-1]])}".replace(" ", "-")[:_LONGEST].rstrip("-")

    def blocks(self) -> Iterator[Iterable[str]]:
        """Yield the lines of headings, paragraphs and lists; between them goes an empty line each."""
        yield [f"# {escaped(self.title())}"]
        yield [f"- Status: {_STATUS}", f"- Date: {self.asked.day}"]
        yield ["## Context and Problem Statement"]
        yield [self.context()]
        yield (f"- {escaped(question)} {escaped('; '.join(texts))}" for question, texts in self.asked.answered)
        if self.asked.unanswered:
            yield ["Not answered:"]
            yield (f"- {escaped(question)}" for question in self.asked.unanswered)
        if self.asked.own:
            yield ["Our own, not from the catalogue:"]
            yield (f"- {escaped(line)}" for line in self.asked.own)
        yield ["## Decision Drivers"]
        yield self.drivers()
        yield ["## Considered Options"]
        yield (f"- {escaped(framework.name)}" for framework in self.considered())
        yield ["## Decision Outcome"]
        yield from self.outcome()
        yield from self.consequences()
        yield ["## Pros and Cons of the Options"]
        yield from self.options()
        yield ["## Links" if self.madr_2 else "## More Information"]
        yield [f"- {link(f'The advice, from edition {self.asked.edition} of the catalogue', self.asked.link)}"]

    def context(self) -> str:
        if not self.asked.among:
            return "We choose a Python web framework."
        verb = "is" if len(self.asked.among) == 1 else "are"
        return escaped(f"We choose a Python web framework. Only {joined(self.asked.among)} {verb} considered.")

    def drivers(self) -> Iterator[str]:
        for notice in self.page.notices:
            if notice.state in _ABOUT_ANSWERS:
                yield f"- {escaped(notice.sentence)}"
        for must_have in self.asked.must_haves:
            yield f"- Must-have: {escaped(must_have)}"
        for priority in self.page.priorities:
            yield f"- {escaped(priority.criterion.name)}: {priority.percent}% of the weight"

    def considered(self) -> Iterator[Framework]:
        yield from (bar.framework for bar in self.page.bars)
        yield from (unranked.framework for unranked in (*self.page.excluded, *self.page.unconfirmed))

    def outcome(self) -> Iterator[Iterable[str]]:
        said = escaped(" ".join(sentence for sentence in (self.page.sentence, self.page.because) if sentence))
        if self.chosen:
            yield [f'Chosen option: "{escaped(self.chosen.name)}", because {said}']
        else:
            yield [f"No option is chosen. {said}"]
        yield [escaped(" ".join(self.page.not_said_in(said)))]
        if self.confidence.verdict:
            yield [escaped(f"How sure: {self.confidence.verdict}. {self.confidence.frequency}")]
        yield (f"- {escaped(line)}" for line in (*self.confidence.certainty, *self.confidence.caveats) if line)
        revisit = self.revisit()
        if revisit:
            yield ["Revisit when:"]
            yield (f"- {escaped(line)}" for line in revisit)

    def revisit(self) -> list[str]:
        links = (*self.confidence.relaxations, *self.confidence.counterfactuals)
        return [*(link.words for link in links), *self.confidence.weight_changes]

    def consequences(self) -> Iterator[Iterable[str]]:
        """Yield what choosing means; where several share the first place, what choosing each of them means."""
        good = [line for framework in self.first for line in self.statements(framework, _strengths(framework))]
        bad = [line for framework in self.first for line in self.statements(framework, _drawbacks(framework))]
        if self.madr_2:
            yield from _section("### Positive Consequences", [f"- {_capital(line)}" for line in good])
            yield from _section("### Negative Consequences", [f"- {_capital(line)}" for line in bad])
        else:
            yield from _section("### Consequences", [*_because("Good", good), *_because("Bad", bad)])

    def statements(self, framework: Framework, texts: list[str]) -> list[str]:
        """Return statements in Markdown, with the framework's name where none is chosen."""
        if self.chosen:
            return [_within(escaped(text)) for text in texts]
        return [f"{escaped(framework.name)}: {escaped(text)}" for text in texts]

    def options(self) -> Iterator[Iterable[str]]:
        beside = {bar.framework.slug for bar in self.page.side_by_side} - {one.slug for one in self.first}
        for bar in self.page.bars:
            yield [f"### {escaped(bar.framework.name)}"]
            yield [self.placing(bar)]
            if bar.framework.slug in beside:
                good = [_within(escaped(text)) for text in _strengths(bar.framework)]
                bad = [_within(escaped(text)) for text in _drawbacks(bar.framework)]
                yield [*_because("Good", good), *_because("Bad", bad)]
        kept_out = [("Excluded: it misses", one) for one in self.page.excluded]
        kept_out += [("Not confirmed:", one) for one in self.page.unconfirmed]
        for word, unranked in kept_out:
            yield [f"### {escaped(unranked.framework.name)}"]
            yield from ([paragraph] for paragraph in _kept_out(word, unranked))

    def placing(self, bar: Bar) -> str:
        name = bar.framework.slug
        unknown = [one for one in self.page.unknown if one.cell.framework.slug == name]
        said = f"{bar.placed.points} out of 100, {bar.lowest:.0f} to {bar.highest:.0f} with the margin of error."
        if unknown:
            names = joined([f"{one.cell.criterion.name} (up to {one.points:.0f} either way)" for one in unknown])
            said = f"{said} Unknown: {names}."
        rule = bar.framework.house_rule
        return escaped(said if rule is UNSET else f"{said} {rule_sentence(rule)}")


def _section(heading: str, lines: list[str]) -> Iterator[list[str]]:
    if lines:
        yield [heading]
        yield lines


def _because(word: str, lines: list[str]) -> list[str]:
    return [f"- {word}, because {line}" for line in lines]


def _strengths(framework: Framework) -> list[str]:
    return [statement.text for statement in framework.strengths[:_MOST_STRENGTHS]]


def _drawbacks(framework: Framework) -> list[str]:
    return [statement.text for statement in framework.drawbacks]


def _kept_out(word: str, unranked: UnrankedFramework) -> Iterator[str]:
    """Yield a paragraph for each must-have in the way: what was found, why, and where that was read."""
    for failed in unranked.failed:
        yield f"{word} {escaped(failed.words)} ({escaped(failed.because)}). {_found(unranked, failed)}"


def _found(unranked: UnrankedFramework, failed: FailedRequirement) -> str:
    if failed.cell.score is None:
        return escaped(f"The score of {unranked.framework.name} for {failed.cell.criterion.name} is unknown.")
    value = f"{failed.cell.text} {failed.cell.unit}".strip()
    sources = [link(source.title, source.address) for source in failed.sources]
    kind = "Its ring is" if failed.cell.criterion.slug == HOUSE_RULE else "Its type is"
    has = "It has" if failed.cell.interval else kind
    found = f"{has} {escaped(value)}. {escaped(failed.cell.score.reason)}"
    return f"{found} Sources: {'; '.join(sources)}." if sources else found


def _within(text: str) -> str:
    """Return a sentence to stand within another one."""
    first = text.partition(" ")[0]
    return text[:1].lower() + text[1:] if first in _PLAIN_WORDS else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
