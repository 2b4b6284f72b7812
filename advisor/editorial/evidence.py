"""The evidence desk: what in a catalogue needs work, ordered by its importance for the advice. Pure.

The importance of a finding is the *influence* of its criterion, which is the mean of its normalised weights over the
stored scenarios that are not set aside (0..1), times the severity of the kind of finding (`SEVERITY`). For an unknown
score, the share of scenarios is added in which it could change the first place by itself. Ties are in the order of the
catalogue.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np

from advisor.advice.recommendation import totals
from advisor.advice.scenarios import answers_of
from advisor.answers.priorities import Level, levels_of
from advisor.answers.query import Answers
from advisor.editorial.finding import Finding, Kind
from advisor.editorial.unanswered import unanswered
from comparisons.catalogue.days import in_words
from comparisons.catalogue.staleness import staleness
from comparisons.catalogue.value import Catalogue, Confidence, Criterion, Framework, Score
from comparisons.catalogue.wording import counted
from comparisons.measurements.probes import Contradiction, contradictions
from comparisons.measurements.results import Measured, measured_of
from comparisons.performance import table_of
from comparisons.ranking.additive import ranks, vector

# Factors in 0..1, by reasoning: a contradicted score is wrong by what was run; an unknown one may be anywhere on its
# scale, and one with low confidence a fifth of the scale off in either direction; scores without a source or due for
# review may still be right, and so may be what no scenario tests.
SEVERITY = {
    Kind.CONTRADICTED: 1.0,
    Kind.UNKNOWN: 1.0,
    Kind.UNSOURCED: 0.5,
    Kind.UNSURE: 0.4,
    Kind.UNCHECKED: 0.5,
    Kind.REVIEW_DUE: 0.3,
    Kind.OLD_VERSION: 0.3,
    Kind.UNANSWERED: 0.3,
    Kind.ALIKE: 0.2,
}
# Two criteria are reported as alike above this correlation, if both are known for at least this many frameworks.
_ALIKE, _MIN_FRAMEWORKS = 0.8, 6


def findings(catalogue: Catalogue, as_of: date, measured: Mapping[str, Measured]) -> tuple[Finding, ...]:
    """Return all findings as of a day, most important first. `measured` are the results of the lab by slug."""
    desk = _Desk(catalogue, as_of)
    about_things = [*desk.about_claims(), *desk.about_questions(), *desk.about_criteria()]
    found = [*desk.about_scores(), *about_things, *desk.contradicted(measured)]
    return tuple(sorted(found, key=lambda finding: -finding.matters))


class _Desk:
    def __init__(self, catalogue: Catalogue, as_of: date) -> None:
        self.catalogue = catalogue
        self.as_of = as_of
        all_answers = [answers_of(scenario) for scenario in catalogue.scenarios_in_use]
        self.influences = _influences(catalogue, [levels_of(catalogue, answers) for answers in all_answers])
        self.scenarios = len(all_answers) or 1
        self.deciding = Counter(unknown for answers in all_answers for unknown in _deciding(catalogue, answers))

    def about_scores(self) -> Iterator[Finding]:
        for framework in self.catalogue.published_frameworks:
            for criterion in self.catalogue.criteria_in_use:
                score = framework.score_by_criterion.get(criterion.slug)
                if score is None:
                    yield self._unknown(framework, criterion)
                else:
                    yield from self._known(framework, criterion, score)

    def _unknown(self, framework: Framework, criterion: Criterion) -> Finding:
        share = self.deciding[framework.slug, criterion.slug] / self.scenarios
        return Finding(
            kind=Kind.UNKNOWN,
            criterion=criterion.slug,
            framework=framework.slug,
            matters=SEVERITY[Kind.UNKNOWN] * self._influence(criterion.slug) + share,
            of_20=round(20 * share),
        )

    def _known(self, framework: Framework, criterion: Criterion, score: Score) -> Iterator[Finding]:
        stale = staleness(score, criterion, framework, self.as_of)
        if not score.sources:
            yield self._score(Kind.UNSOURCED, framework, criterion, "")
        if score.confidence is Confidence.LOW:
            yield self._score(Kind.UNSURE, framework, criterion, "")
        if stale and stale.review_due:
            words = f"Reviewed on {in_words(score.reviewed_on)}, due every {counted(criterion.review_months, 'month')}."
            yield self._score(Kind.REVIEW_DUE, framework, criterion, words)
        if stale and stale.old_version:
            words = f"It is about {score.version}; {framework.latest_version} is out."
            yield self._score(Kind.OLD_VERSION, framework, criterion, words)

    def _score(self, kind: Kind, framework: Framework, criterion: Criterion, words: str) -> Finding:
        matters = SEVERITY[kind] * self._influence(criterion.slug)
        return Finding(kind=kind, criterion=criterion.slug, framework=framework.slug, matters=matters, words=words)

    def contradicted(self, measured: Mapping[str, Measured]) -> Iterator[Finding]:
        """Yield the scores that a probe contradicts."""
        in_use = {criterion.slug for criterion in self.catalogue.criteria_in_use}
        for framework in self.catalogue.published_frameworks:
            result = measured_of(framework, measured)
            by_criterion: dict[str, list[Contradiction]] = defaultdict(list)
            for one in contradictions(framework, result) if result else ():
                by_criterion[one.score.criterion].append(one)
            for criterion, found in by_criterion.items():
                if criterion in in_use:
                    yield Finding(
                        kind=Kind.CONTRADICTED,
                        criterion=criterion,
                        framework=framework.slug,
                        matters=SEVERITY[Kind.CONTRADICTED] * self._influence(criterion),
                        contradictions=tuple(found),
                    )

    def about_claims(self) -> Iterator[Finding]:
        for claim in self.catalogue.claims:
            if claim.verdict is None:
                criterion = claim.criterion or ""
                yield Finding(
                    kind=Kind.UNCHECKED,
                    criterion=criterion,
                    claim=claim.slug,
                    matters=SEVERITY[Kind.UNCHECKED] * self._influence(criterion),
                )

    def about_questions(self) -> Iterator[Finding]:
        """Yield the questions, and those with choices, that no scenario answers."""
        for one in unanswered(self.catalogue):
            affected = {effect.criterion for choice in one.choices for effect in choice.effects}
            names = ", ".join(f"“{choice.text}”" for choice in one.choices)
            yield Finding(
                kind=Kind.UNANSWERED,
                criterion="",
                question=one.question.slug,
                matters=SEVERITY[Kind.UNANSWERED] * max(map(self._influence, affected), default=0.0),
                words="No scenario answers it." if one.is_whole else f"No scenario takes {names}.",
            )

    def about_criteria(self) -> Iterator[Finding]:
        table = table_of(self.catalogue)
        values = np.where(table.known, table.arrays[1], np.nan)
        for one, other in _candidate_pairs(values):
            likeness = _correlation(values[:, one], values[:, other])
            if likeness > _ALIKE:
                slugs = table.criteria[one], table.criteria[other]
                yield Finding(
                    kind=Kind.ALIKE,
                    criterion=slugs[0],
                    other=slugs[1],
                    matters=SEVERITY[Kind.ALIKE] * min(self._influence(slug) for slug in slugs),
                    words=f"Their scores correlate at {likeness:.2f}. Do they measure the same thing?",
                )

    def _influence(self, criterion: str) -> float:
        return self.influences.get(criterion, 0.0)


def _influences(catalogue: Catalogue, advice: list[tuple[Level, ...]]) -> dict[str, float]:
    """Return the mean weight of each criterion over the scenarios, or equal weights if there are none."""
    if not advice:
        return {criterion.slug: 1 / len(catalogue.rated_criteria) for criterion in catalogue.rated_criteria}
    sums: Counter[str] = Counter()
    for levels in advice:
        sums.update({level.criterion: level.weight for level in levels})
    return {slug: total / len(advice) for slug, total in sums.items()}


def _deciding(catalogue: Catalogue, answers: Answers) -> list[tuple[str, str]]:
    """Return framework and criterion of the same scores as `deciding_unknowns`, computed from totals only."""
    ranked = totals(catalogue, answers)
    if len(ranked) < 2:
        return []
    placed = sorted(zip(ranks(list(ranked.values())), ranked, strict=True))
    first, second = (slug for _, slug in placed[:2])
    table = table_of(catalogue)
    behind = np.array([ranked[first] - ranked.get(slug, -np.inf) for slug in table.alternatives])
    behind[table.row(first)] = ranked[first] - ranked[second]
    weight = vector(table, {level.criterion: level.weight for level in levels_of(catalogue, answers)})
    open_cells = ~table.known & (weight > 0) & (weight / 2 >= behind[:, None])
    return [(table.alternatives[row], table.criteria[column]) for row, column in np.argwhere(open_cells)]


def _candidate_pairs(values: np.ndarray) -> list[tuple[int, int]]:
    """Return the pairs of columns that may correlate, computed for all pairs at once with a tolerance for rounding.

    The sums go over the rows in which both columns are known, as matrix products.
    """
    known = ~np.isnan(values)
    filled, ones = np.where(known, values, 0.0), known.astype(float)
    number, products = ones.T @ ones, filled.T @ filled
    sums, squares = filled.T @ ones, filled.T**2 @ ones
    spread = number * squares - sums**2
    likeness = number * products - sums * sums.T
    alike = likeness > (_ALIKE - 0.01) * np.sqrt(np.maximum(spread * spread.T, 0))
    return [(int(one), int(other)) for one, other in np.argwhere(np.triu(alike, 1))]


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Return Pearson's r over the rows in which both are known; 0 if these are too few, or a column is constant."""
    both = ~(np.isnan(one) | np.isnan(other))
    if both.sum() < _MIN_FRAMEWORKS or np.ptp(one[both]) == 0 or np.ptp(other[both]) == 0:
        return 0.0
    return float(np.corrcoef(one[both], other[both])[0, 1])
