"""The confidence in the first place, and what would change it, as sentences and links of the result page. Pure."""

from collections.abc import Callable

from msgspec import Struct

from advisor.advice.counterfactuals import AnswerChange, Counterfactual, counterfactuals
from advisor.advice.near_misses import NearMiss, near_misses, requirement_to_relax, without_requirement
from advisor.advice.recommendation import Recommendation
from advisor.advice.robustness import RERUNS, Robustness, deciding_unknowns, robustness, weaknesses
from advisor.advice.sensitivity import WeightLimit, sensitivity
from advisor.advice.wording import VERDICTS, certainty_sentence, counterpoint, headline, ordinal, requirement_words
from advisor.answers.priorities import StatedRequirement
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Framework
from comparisons.catalogue.wording import counted, joined
from comparisons.ranking.sensitivity import WeightShift

# How many weight limits and near misses are shown, and how many first places are checked for weaknesses.
_LIMITS, _NEAR_MISSES, _CHECKED = 3, 3, 3


class Link(Struct, frozen=True):
    """A change in words, and the address of the result after it."""

    words: str
    address: str


class FirstRankShare(Struct, frozen=True):
    """A framework's first-rank acceptability in percent, in steps of 5."""

    framework: Framework
    percent: int

    @property
    def of_20(self) -> int:
        return self.percent // 5


class AdviceConfidence(Struct, frozen=True):
    headline: str
    counterpoint: str
    verdict: str
    frequency: str
    shares: list[FirstRankShare]
    certainty: list[str]
    caveats: list[str]
    counterfactuals: list[Link]
    weight_changes: list[str]
    near_misses: list[Link]
    relaxation: Link | None


def advice_confidence(
    catalogue: Catalogue, answers: Answers, recommendation: Recommendation, address: Callable[[Answers], str]
) -> AdviceConfidence:
    """Return the sentences and links. `address` returns the address of the result of other answers.

    If fewer than two frameworks are ranked, there is no verdict and nothing is compared. Nor is there a verdict if no
    priorities are named: weights that are equal because nobody said anything make no result sure.
    """
    sentences = _Sentences(catalogue, answers, recommendation, address)
    found = robustness(catalogue, recommendation)
    return AdviceConfidence(
        headline=headline(catalogue, recommendation, found.band if found else None),
        counterpoint=counterpoint(catalogue, recommendation),
        verdict=_verdict(recommendation, found),
        frequency=sentences.frequency(found) if found else "",
        shares=sentences.shares(found) if found else [],
        certainty=sentences.certainty(found) if found else [],
        caveats=sentences.caveats(),
        counterfactuals=[sentences.counterfactual(c) for c in counterfactuals(catalogue, answers)] if found else [],
        weight_changes=sentences.weight_changes(),
        near_misses=[sentences.near_miss(miss) for miss in near_misses(recommendation)[:_NEAR_MISSES]] if found else [],
        relaxation=sentences.relaxation() if not recommendation.ranking else None,
    )


def verdict_of(catalogue: Catalogue, recommendation: Recommendation) -> str:
    """Return the verdict of advice, such as 'fairly robust'; "" where there is none (see `advice_confidence`)."""
    return _verdict(recommendation, robustness(catalogue, recommendation))


def _verdict(recommendation: Recommendation, found: Robustness | None) -> str:
    return VERDICTS[found.band] if found and not recommendation.no_priorities else ""


class _Sentences:
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

    def shares(self, found: Robustness) -> list[FirstRankShare]:
        known = self.catalogue.framework_by_slug
        pairs = zip(found.shortlist, found.shares, strict=True)
        return [FirstRankShare(framework=known[slug], percent=percent) for slug, percent in pairs]

    def certainty(self, found: Robustness) -> list[str]:
        lines = []
        if found.too_close:
            rivals = joined([self.framework(slug) for slug in found.too_close])
            lines.append(f"Too close to call between {self.framework(found.leader)} and {rivals}.")
        lines.append(certainty_sentence(self.catalogue, self.recommendation))
        return lines

    def caveats(self) -> list[str]:
        """Return weaknesses of the first places, and unknown scores that could change the first place."""
        first = {placed.framework for placed in self.recommendation.ranking[:_CHECKED]}
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

    def counterfactual(self, counterfactual: Counterfactual) -> Link:
        changed = self.answers
        for change in counterfactual.changes:
            changed = changed.with_choices(change.question, change.choices)
        first = "comes first" if counterfactual.lead > 0 else "shares the first place"
        conditions = " and ".join(self.change(change) for change in counterfactual.changes)
        return Link(
            words=f"{self.framework(counterfactual.first)} {first} {conditions}.", address=self.address(changed)
        )

    def change(self, change: AnswerChange) -> str:
        question = self.catalogue.question_by_slug[change.question]
        texts = {choice.slug: choice.text for choice in question.choices}
        before = self.answers.choices.get(change.question, ())
        added = [texts[slug] for slug in change.choices if slug not in before]
        removed = [texts[slug] for slug in before if slug not in change.choices]
        if added:
            also = "also " if question.multiple and before else ""
            return f"if you {also}answer “{joined(added)}” to “{question.text}”"
        return f"without your answer “{joined(removed)}” to “{question.text}”"

    def weight_changes(self) -> list[str]:
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

    def near_miss(self, near_miss: NearMiss) -> Link:
        name = self.framework(near_miss.unranked.framework)
        rule = requirement_words(self.catalogue, near_miss.stated.requirement)
        rank = f"joint {ordinal(near_miss.rank)}" if near_miss.is_shared else ordinal(near_miss.rank)
        return Link(
            words=f"{name} would rank {rank} without the must-have “{rule}”.",
            address=self.without(near_miss.stated),
        )

    def relaxation(self) -> Link | None:
        """Return the requirement without which most frameworks would pass, if none passes."""
        found = requirement_to_relax(self.recommendation)
        if found is None:
            return None
        stated, freed = found
        rule = requirement_words(self.catalogue, stated.requirement)
        return Link(
            words=f"Without the must-have “{rule}”, {counted(freed, 'framework')} would be left.",
            address=self.without(stated),
        )

    def without(self, stated: StatedRequirement) -> str:
        return self.address(without_requirement(self.answers, stated))
