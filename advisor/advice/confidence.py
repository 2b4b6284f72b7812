"""How sure the advice is and what would change it, in sentences and links for the result page."""

from collections.abc import Callable

from msgspec import Struct

from advisor.advice.counterfactuals import AnswerChange, Flip, flips
from advisor.advice.recommendation import Recommendation
from advisor.advice.robustness import RERUNS, Robustness, deciding_unknowns, robustness, weaknesses
from advisor.advice.sensitivity import (
    NearMiss,
    WeightLimit,
    near_misses,
    requirement_to_relax,
    sensitivity,
    without_requirement,
)
from advisor.advice.wording import (
    VERDICTS,
    certainty_sentence,
    headline,
    joined,
    ordinal,
    requirement_words,
    second_thought,
)
from advisor.answers.priorities import StatedRequirement
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Framework
from comparisons.ranking.sensitivity import WeightShift

# How many of each kind the page shows.
_LIMITS, _MISSES, _WATCHED = 3, 3, 3


class Link(Struct, frozen=True):
    """A change in words, and the address that makes it."""

    words: str
    address: str


class Share(Struct, frozen=True):
    """How often a framework came first: `percent` in steps of 5."""

    framework: Framework
    percent: int

    @property
    def of_20(self) -> int:
        return self.percent // 5


class Doubts(Struct, frozen=True):
    headline: str
    second_thought: str
    verdict: str
    frequency: str
    shares: list[Share]
    sure: list[str]
    watch: list[str]
    answers: list[Link]
    weights: list[str]
    misses: list[Link]
    way_out: Link | None


def doubts(
    catalogue: Catalogue, answers: Answers, recommendation: Recommendation, address: Callable[[Answers], str]
) -> Doubts:
    """Return all that a result page says about doubt. `address` gives the result page of other answers."""
    said = _Said(catalogue, answers, recommendation, address)
    found = robustness(catalogue, recommendation)
    return Doubts(
        headline=headline(catalogue, recommendation, found.band if found else None),
        second_thought=second_thought(catalogue, recommendation),
        verdict=VERDICTS[found.band] if found else "",
        frequency=said.frequency(found) if found else "",
        shares=said.shares(found) if found else [],
        sure=said.sure(found) if found else [],
        watch=said.watch(),
        answers=[said.flip(flip) for flip in flips(catalogue, answers)] if found else [],
        weights=said.weights(),
        misses=[said.miss(miss) for miss in near_misses(recommendation)[:_MISSES]] if found else [],
        way_out=said.way_out() if not recommendation.ranking else None,
    )


def verdict_of(catalogue: Catalogue, recommendation: Recommendation) -> str:
    """Say how sure the first place is: 'fairly robust'; nothing where less than two frameworks are ranked."""
    found = robustness(catalogue, recommendation)
    return VERDICTS[found.band] if found else ""


class _Said:
    def __init__(
        self,
        catalogue: Catalogue,
        answers: Answers,
        recommendation: Recommendation,
        address: Callable[[Answers], str],
    ) -> None:
        self.catalogue = catalogue
        self.answers = answers
        self.recommendation = recommendation
        self.address = address

    def framework(self, slug: str) -> str:
        return self.catalogue.framework_by_slug[slug].name

    def criterion(self, slug: str) -> str:
        return self.catalogue.criterion_by_slug[slug].name

    def frequency(self, found: Robustness) -> str:
        name = self.framework(found.leader)
        times = {20: "in nearly all", 0: "hardly ever"}.get(found.of_20, f"in about {found.of_20} of 20")
        return f"We nudged every answer and every score a little, {RERUNS:,} times: {name} came first {times}."

    def shares(self, found: Robustness) -> list[Share]:
        known = self.catalogue.framework_by_slug
        pairs = zip(found.shortlist, found.shares, strict=True)
        return [Share(framework=known[slug], percent=percent) for slug, percent in pairs]

    def sure(self, found: Robustness) -> list[str]:
        lines = []
        if found.too_close:
            rivals = joined([self.framework(slug) for slug in found.too_close])
            lines.append(f"Too close to call between {self.framework(found.leader)} and {rivals}.")
        lines.append(certainty_sentence(self.catalogue, self.recommendation))
        return lines

    def watch(self) -> list[str]:
        """Weak spots of the first ones, and unknown scores that could decide."""
        first = {placed.framework for placed in self.recommendation.ranking[:_WATCHED]}
        lines = [
            f"{self.framework(w.framework)} is very weak on {self.criterion(w.criterion)}, which weighs much."
            for w in weaknesses(self.recommendation)
            if w.framework in first
        ]
        return lines + [
            f"Nobody knows {self.framework(u.framework)} on {self.criterion(u.criterion)}; "
            "that alone could change who comes first."
            for u in deciding_unknowns(self.recommendation)
        ]

    def flip(self, flip: Flip) -> Link:
        changed = self.answers
        for change in flip.changes:
            changed = changed.with_choices(change.question, change.choices)
        done = " and ".join(self.change(change) for change in flip.changes)
        return Link(words=f"{self.framework(flip.first)} comes first {done}.", address=self.address(changed))

    def change(self, change: AnswerChange) -> str:
        question = self.catalogue.question_by_slug[change.question]
        texts = {choice.slug: choice.text for choice in question.choices}
        before = self.answers.choices.get(change.question, ())
        added = [texts[slug] for slug in change.choices if slug not in before]
        gone = [texts[slug] for slug in before if slug not in change.choices]
        if added:
            also = "also " if question.multiple and before else ""
            return f"if you {also}answer “{joined(added)}” to “{question.text}”"
        return f"without your answer “{joined(gone)}” to “{question.text}”"

    def weights(self) -> list[str]:
        found = sensitivity(self.catalogue, self.recommendation)
        if found is None:
            return []
        lines = [self.limit(limit) for limit in found.limits[:_LIMITS]]
        return lines + ([self.shift(found.shift)] if found.shift else [])

    def limit(self, limit: WeightLimit) -> str:
        side = "less" if limit.limit < limit.weight else "more"
        now, then = round(100 * limit.weight), round(100 * limit.limit)
        bound = f"slightly {side} than its {now} %" if now == then else f"{side} than {then} % (now {now} %)"
        return f"{self.framework(limit.first)} comes first if {self.criterion(limit.criterion)} weighs {bound}."

    def shift(self, shift: WeightShift) -> str:
        sources = joined([self.criterion(slug) for slug, _ in shift.sources])
        mass = max(1, round(100 * shift.mass))
        return (
            f"At the least, {mass} of 100 points of weight would have to move, "
            f"from {sources} to {self.criterion(shift.target)}; then {self.framework(shift.rival)} draws level."
        )

    def miss(self, miss: NearMiss) -> Link:
        name = self.framework(miss.aside.framework)
        rule = requirement_words(self.catalogue, miss.stated.requirement)
        return Link(
            words=f"{name} would rank {ordinal(miss.rank)} without the must-have “{rule}”.",
            address=self.without(miss.stated),
        )

    def way_out(self) -> Link | None:
        """When nothing passes: the must-have whose removal lets most in."""
        found = requirement_to_relax(self.recommendation)
        if found is None:
            return None
        stated, freed = found
        rule = requirement_words(self.catalogue, stated.requirement)
        frameworks = "1 framework" if freed == 1 else f"{freed} frameworks"
        return Link(words=f"Without the must-have “{rule}”, {frameworks} would be left.", address=self.without(stated))

    def without(self, stated: StatedRequirement) -> str:
        return self.address(without_requirement(self.answers, stated))
