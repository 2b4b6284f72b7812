"""The confidence in the first place, and what would change it, as sentences and links of the result page. Pure."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from advisor.advice.counterfactuals import AnswerChange, Counterfactual, counterfactuals
from advisor.advice.near_misses import NearMiss, Relaxation, near_misses, relaxations, without_requirement
from advisor.advice.notices import is_first_impression
from advisor.advice.recommendation import Recommendation
from advisor.advice.robustness import RERUNS, Robustness, deciding_unknowns, robustness, verdict, weaknesses
from advisor.advice.sensitivity import Sensitivity, WeightLimit, sensitivity
from advisor.advice.wording import (
    FIRM,
    certainty_sentence,
    choice_clause,
    counterpoint,
    few_of,
    heading,
    headline,
    ordinal,
    requirement_words,
)
from advisor.answers.priorities import StatedRequirement
from advisor.answers.query import Answers
from comparisons.catalogue.house_rules import criterion_of
from comparisons.catalogue.value import Catalogue, Framework
from comparisons.catalogue.wording import in_sentence, joined
from comparisons.ranking.bands import Band
from comparisons.ranking.sensitivity import WeightShift

# How many weight limits and near misses are shown, how many first places are checked for weaknesses, and how many
# frameworks to choose instead are named.
_LIMITS, _NEAR_MISSES, _CHECKED, _INSTEAD = 3, 3, 3, 2


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
    """`instead` says when to choose another framework; the address of a link is "" where no one result shows it."""

    heading: str
    headline: str
    counterpoint: str
    instead: list[Link]
    verdict: str
    frequency: str
    shares: list[FirstRankShare]
    certainty: list[str]
    caveats: list[str]
    counterfactuals: list[Link]
    weight_changes: list[str]
    near_misses: list[Link]
    relaxations: list[Link]


def advice_confidence(
    catalogue: Catalogue, answers: Answers, recommendation: Recommendation, address: Callable[[Answers], str]
) -> AdviceConfidence:
    """Return the sentences and links. `address` returns the address of the result of other answers.

    If fewer than two frameworks are ranked, there is no verdict and nothing is compared. Nor is there a verdict if no
    priorities are named: weights that are equal because nobody said anything make no result sure.
    """
    sentences = _Sentences(catalogue, answers, recommendation, address)
    found = robustness(catalogue, recommendation)
    other_answers = counterfactuals(catalogue, answers) if found else ()
    other_weights = sensitivity(catalogue, recommendation)
    return AdviceConfidence(
        heading=sentences.heading(found),
        headline=headline(catalogue, recommendation, found.band if found else None),
        counterpoint=counterpoint(catalogue, recommendation),
        instead=sentences.instead(other_answers, other_weights),
        verdict=verdict(recommendation, found),
        frequency=sentences.frequency(found) if found else "",
        shares=sentences.shares(found) if found else [],
        certainty=sentences.certainty(found) if found else [],
        caveats=sentences.caveats(),
        counterfactuals=[sentences.counterfactual(counterfactual) for counterfactual in other_answers],
        weight_changes=sentences.weight_changes(other_weights),
        near_misses=sentences.near_misses() if recommendation.ranking else [],
        relaxations=sentences.relaxations() if not recommendation.ranking else [],
    )


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
        """Return the name of a criterion as it stands within a sentence."""
        return in_sentence(self.catalogue.criterion_by_slug[slug].name)

    def heading(self, found: Robustness | None) -> str:
        band, shortlist = (found.band, found.shortlist) if found else (None, ())
        is_first = is_first_impression(self.catalogue, self.answers)
        return heading(self.catalogue, self.recommendation, band, shortlist, is_first=is_first)

    def frequency(self, found: Robustness) -> str:
        name = self.framework(found.leader)
        share = {20: "nearly every time", 0: "hardly ever"}.get(found.of_20, f"about {found.percent}% of the time")
        return f"We varied your answers and our scores slightly, {RERUNS:,} times. {name} came first {share}."

    def shares(self, found: Robustness) -> list[FirstRankShare]:
        known = self.catalogue.framework_by_slug
        pairs = zip(found.shortlist, found.shares, strict=True)
        return [FirstRankShare(framework=known[slug], percent=percent) for slug, percent in pairs]

    def certainty(self, found: Robustness) -> list[str]:
        lines = []
        if found.too_close:
            rivals = joined([self.framework(slug) for slug in found.too_close])
            lines.append(f"Too close to call between {self.framework(found.leader)} and {rivals}.")
        worst = certainty_sentence(self.catalogue, self.recommendation)
        if worst != FIRM and found.band is Band.CLEAR:
            worst = f"{worst} That is why ranges overlap, though scores hardly ever all err the same way."
        lines.append(worst)
        return lines

    def caveats(self) -> list[str]:
        """Return weaknesses of the first places, and unknown scores that could change the first place."""
        first = {placed.framework for placed in self.recommendation.ranking[:_CHECKED]}
        lines = [
            f"{self.framework(w.framework)} is very weak on {self.criterion(w.criterion)}, which matters a lot to you."
            for w in weaknesses(self.recommendation)
            if w.framework in first
        ]
        return lines + [
            f"The score of {self.framework(u.framework)} for {self.criterion(u.criterion)} is unknown; "
            "that alone could change who comes first."
            for u in deciding_unknowns(self.recommendation)
        ]

    def counterfactual(self, counterfactual: Counterfactual) -> Link:
        first = "comes first" if counterfactual.lead > 0 else "shares the first place"
        name, conditions = self.framework(counterfactual.first), self.conditions(counterfactual)
        return Link(words=f"{name} {first} {conditions}.", address=self.after(counterfactual))

    def conditions(self, counterfactual: Counterfactual) -> str:
        return " and ".join(self.change(change) for change in counterfactual.changes)

    def after(self, counterfactual: Counterfactual) -> str:
        """Return the address of the result after the changes."""
        changed = self.answers
        for change in counterfactual.changes:
            changed = changed.with_choices(change.question, change.choices)
        return self.address(changed)

    def instead(self, others: Sequence[Counterfactual], weights: Sensitivity | None) -> list[Link]:
        """Say when to choose the runner-up, and one more framework, instead of the only first place."""
        if len(self.recommendation.first) != 1 or weights is None or self.recommendation.no_priorities:
            return []
        second = self.recommendation.ranking[1].framework
        ahead = sorted((one for one in others if one.lead > 0), key=lambda one: one.first != second)
        found = [
            Link(f"Choose {self.framework(one.first)} instead {self.conditions(one)}.", self.after(one))
            for one in ahead[:_INSTEAD]
        ]
        return found if ahead and ahead[0].first == second else [self.runner_up(second, weights), *found[:1]]

    def runner_up(self, second: str, weights: Sensitivity) -> Link:
        """Say when to choose the second, where no other answer puts it first."""
        name = self.framework(second)
        limit = next((limit for limit in weights.limits if limit.first == second), None)
        if limit is not None:
            side = "less" if limit.limit < limit.weight else "more"
            words = (
                f"Choose {name} instead if {self.criterion(limit.criterion)} matters {side} to you than we took it to."
            )
        else:
            words = (
                counterpoint(self.catalogue, self.recommendation)
                or f"{name} is a point ahead on nothing that matters to you."
            )
        return Link(words=words, address="")

    def change(self, change: AnswerChange) -> str:
        question = self.catalogue.question_by_slug[change.question]
        texts = {choice.slug: choice.text for choice in question.choices}
        before = self.answers.choices.get(change.question, ())
        added = [slug for slug in change.choices if slug not in before]
        removed = [slug for slug in before if slug not in change.choices]
        if added:
            clauses = [choice_clause(self.catalogue, change.question, slug, made=False) for slug in added]
            return f"if {joined(clauses)}"
        return f"if you drop your answer “{joined([texts[slug] for slug in removed])}” to “{question.text}”"

    def weight_changes(self, found: Sensitivity | None) -> list[str]:
        if found is None:
            return []
        lines = [self.limit(limit) for limit in found.limits[:_LIMITS]]
        return lines + ([self.shift(found.shift)] if found.shift else [])

    def limit(self, limit: WeightLimit) -> str:
        side = "less" if limit.limit < limit.weight else "more"
        now, then = round(100 * limit.weight), round(100 * limit.limit)
        bound = f"slightly {side} than its {now}%" if now == then else f"{side} than {then}% (now {now}%)"
        name, criterion = self.framework(limit.first), self.criterion(limit.criterion)
        return f"{name} comes first if {criterion} has {bound} of the weight."

    def shift(self, shift: WeightShift) -> str:
        sources = joined([self.criterion(slug) for slug, _ in shift.sources])
        mass = max(1, round(100 * shift.mass))
        return (
            f"Moving just {mass}% of the weight from {sources} to {self.criterion(shift.target)} "
            f"would put {self.framework(shift.rival)} level."
        )

    def near_misses(self) -> list[Link]:
        return [self.near_miss(miss) for miss in near_misses(self.recommendation)[:_NEAR_MISSES]]

    def near_miss(self, near_miss: NearMiss) -> Link:
        name = self.framework(near_miss.unranked.framework)
        required = near_miss.stated.requirement
        criterion = criterion_of(self.catalogue, required.criterion)
        rule = criterion.name if required.one_of else requirement_words(self.catalogue, required)
        rank = f"joint {ordinal(near_miss.rank)}" if near_miss.is_shared else ordinal(near_miss.rank)
        return Link(
            words=f"{name} would rank {rank} without the must-have “{rule}”.",
            address=self.without(near_miss.stated),
        )

    def relaxations(self) -> list[Link]:
        """Return each must-have, or pair of them, without which some frameworks would be left."""
        return [
            Link(words=self.relaxation(relaxation), address=self.address(relaxation.answers))
            for relaxation in relaxations(self.catalogue, self.answers, self.recommendation)
        ]

    def relaxation(self, relaxation: Relaxation) -> str:
        names = joined(few_of([self.framework(slug) for slug in relaxation.frameworks]))
        back = "comes back" if len(relaxation.frameworks) == 1 else "come back"
        rules = joined([f"“{requirement_words(self.catalogue, one.requirement)}”" for one in relaxation.requirements])
        if relaxation.bound is not None:
            return f"Relax {rules} to {relaxation.bound:g}: {names} {back}."
        return f"Drop {rules}: {names} {back}."

    def without(self, stated: StatedRequirement) -> str:
        return self.address(without_requirement(self.answers, stated))
