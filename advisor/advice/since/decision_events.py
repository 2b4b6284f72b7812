"""What happened to a decision from one edition to another: only what matters to whoever decided. Pure.

These matter: who comes first, the verdict, whether a framework meets a must-have, and that a framework to choose from
has been retired. Scores, totals and lower places do not, as long as none of these changes.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from advisor.advice.robustness import verdict_of
from advisor.advice.since.attribution import attributions
from advisor.advice.since.first_place import first_place_sentence
from advisor.advice.since.relevant_changes import RelevantKind, relevant_changes
from advisor.advice.since.then_and_now import EditionAdvice, ThenAndNow, edition_advice, with_slugs_of_today
from advisor.advice.wording import few_of, requirement_words
from advisor.answers.own import KEYS, read_own, with_own
from advisor.answers.priorities import without_redundant_levels
from advisor.answers.query import EDITION, read_answers
from comparisons.catalogue.names import Names
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import joined
from comparisons.performance import meets
from comparisons.ranking.screening import Outcome

Pairs = Sequence[tuple[str, str]]


class EventKind(StrEnum):
    FIRST_PLACE = "first-place"
    VERDICT = "verdict"
    REQUIREMENT = "requirement"
    RETIRED = "retired"


class Event(Struct, frozen=True):
    """Something that matters to a decision, as a sentence."""

    kind: EventKind
    words: str


class Standing(Struct, frozen=True):
    """How a decision stands in an edition: its advice, and how sure that is ("" where there is no verdict)."""

    advice: EditionAdvice
    verdict: str

    @property
    def first(self) -> tuple[str, ...]:
        """The slugs of the frameworks in first place."""
        return tuple(placed.framework for placed in self.advice.recommendation.first)

    @property
    def first_names(self) -> list[str]:
        known = self.advice.catalogue.framework_by_slug
        return [known[slug].name for slug in self.first]


def standing(catalogue: Catalogue, pairs: Pairs) -> Standing:
    """Return how the decision with these parameters stands in a published catalogue, as its result page reads them.

    What the visitor added in the link, such as own scores, is added to the catalogue.
    """
    own = read_own(pairs, Names(catalogue)).own
    catalogue = with_own(catalogue, own)
    read = read_answers([pair for pair in pairs if pair[0] not in (EDITION, *KEYS)], catalogue).answers
    advice = edition_advice(catalogue, without_redundant_levels(catalogue, replace(read, own=own)))
    return Standing(advice=advice, verdict=verdict_of(catalogue, advice.recommendation))


def events_between(before: Standing, after: Standing) -> tuple[Event, ...]:
    """Return what happened to a decision between two editions, the most important first; none if nothing that matters.

    What was renamed is the same thing.
    """
    then = with_slugs_of_today(before.advice, after.advice.catalogue)
    found = _Events(ThenAndNow(then=then, today=after.advice), before.verdict, after.verdict)
    return (*found.first_place(), *found.verdict(), *found.retired(), *found.requirements())


# The outcome of a must-have for a framework, by criterion and framework.
Outcomes = dict[str, dict[str, Outcome]]

_NOW = {
    Outcome.PASS: ("now meets", "now meet"),
    Outcome.FAIL: ("now misses", "now miss"),
    Outcome.UNKNOWN: ("may or may not meet", "may or may not meet"),
}
_WORST_LAST = (Outcome.PASS, Outcome.UNKNOWN, Outcome.FAIL)


class _Events:
    def __init__(self, compared: ThenAndNow, verdict_then: str, verdict_today: str) -> None:
        self.compared = compared
        self.then, self.today = compared.then, compared.today
        self.verdicts = verdict_then, verdict_today

    def first_place(self) -> Iterator[Event]:
        before, after = ({placed.framework for placed in a.recommendation.first} for a in (self.then, self.today))
        if before != after:
            yield Event(EventKind.FIRST_PLACE, self._first_place_words())

    def _first_place_words(self) -> str:
        changes = [c for c in relevant_changes(self.compared)[0] if c.kind is not RelevantKind.NAME]
        both = self.then.ranked.keys() & self.today.ranked.keys()
        causes = {slug: attributions(self.compared, slug) for slug in sorted(both)}
        if changes:
            return first_place_sentence(self.compared, changes, causes)
        # The method changed, which is no change of the catalogue's parts.
        names = [
            joined([self.compared.framework(placed.framework) for placed in advice.recommendation.first]) or "none"
            for advice in (self.then, self.today)
        ]
        return f"First place has moved from {names[0]} to {names[1]}."

    def verdict(self) -> Iterator[Event]:
        then, today = (f"“{verdict}”" if verdict else "no verdict" for verdict in self.verdicts)
        if then != today:
            yield Event(EventKind.VERDICT, f"How sure this is has changed from {then} to {today}.")

    def retired(self) -> Iterator[Event]:
        """Yield the frameworks to choose from that are not offered any more."""
        known = {framework.slug for framework in self.today.catalogue.published_frameworks}
        for slug in (*self.then.ranked, *self.then.unranked):
            if slug not in known:
                retired = "has been retired" if self.today.is_retired(slug) else "is no longer in the catalogue"
                yield Event(EventKind.RETIRED, f"{self.compared.framework(slug)} {retired}.")

    def requirements(self) -> Iterator[Event]:
        """Yield the must-haves that frameworks to choose from in both editions meet in one of them only."""
        both = [slug for slug in (*self.today.ranked, *self.today.unranked) if self.then.considers(slug)]
        then, today = _outcomes(self.then, both), _outcomes(self.today, both)
        for criterion in dict.fromkeys((*then, *today)):
            before, after = (found.get(criterion, {}) for found in (then, today))
            for outcome in _WORST_LAST[::-1]:
                changed = [
                    slug
                    for slug in both
                    if after.get(slug, Outcome.PASS) is outcome is not before.get(slug, Outcome.PASS)
                ]
                if changed:
                    yield Event(EventKind.REQUIREMENT, self._requirement_words(criterion, outcome, changed))

    def _requirement_words(self, criterion: str, outcome: Outcome, slugs: Sequence[str]) -> str:
        names = joined(few_of([self.compared.framework(slug) for slug in slugs]))
        edition = self.today if criterion in self.today.required else self.then
        rules = [
            requirement_words(edition.catalogue, stated.requirement)
            for stated in edition.recommendation.requirements
            if stated.requirement.criterion == criterion
        ]
        if edition is self.then:
            return f"The must-have “{joined(rules)}” no longer applies, so it does not rule out {names} any more."
        return f"{names} {_NOW[outcome][len(slugs) > 1]} the must-have “{joined(rules)}”."


def _outcomes(advice: EditionAdvice, frameworks: Sequence[str]) -> Outcomes:
    """Return the worst outcome of the must-haves on each criterion, by criterion and framework."""
    known, found = advice.catalogue.framework_by_slug, Outcomes()
    for stated in advice.recommendation.requirements:
        own = found.setdefault(stated.requirement.criterion, {})
        for slug in frameworks:
            outcomes = own.get(slug, Outcome.PASS), meets(stated.requirement, known[slug])
            own[slug] = max(outcomes, key=_WORST_LAST.index)
    return found
