"""Why the first place fits, and what to watch out for, said of the visitor's own answers. Pure.

A reason is an answer that made criteria count on which the first place does well, and better than the others do on
average; one on which the second place does better comes after all others. A caution is one that made a criterion count
on which it is weak or unknown. The limits are ours.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from advisor.advice.recommendation import Part, Recommendation
from advisor.advice.wording import capitalized, choice_clause, importance_words
from advisor.answers.priorities import Level, Origin
from comparisons.catalogue.value import Catalogue, Criterion
from comparisons.content.comparison import Cell, cell_of
from comparisons.ranking.additive import TOLERANCE

_MOST_REASONS, _MOST_CAUTIONS, _MOST_CRITERIA = 3, 2, 3
# The value (0..1) from which a score speaks for a framework; below it speaks against it.
_GOOD = 0.7
# The least that a caution must cost or leave open, as a share of the total (0..1).
_WORTH_SAYING = 0.01
# Up to a full stop or semicolon before the next sentence.
_FIRST_SENTENCE = re.compile(r".*?[.;!?](?=\s|$)|.+", re.DOTALL)


class Reason(Struct, frozen=True):
    """What the visitor said, as a sentence, and how the first place does on the criteria that it made count."""

    asked: str
    cells: tuple[Cell, ...]


class Caution(Struct, frozen=True):
    """A drawback of the first place, as a sentence. `cell` is the score behind it; None if the catalogue says it so.

    `rival` is the score of the second place if that is higher.
    """

    words: str
    cell: Cell | None = None
    rival: Cell | None = None


def reasons(catalogue: Catalogue, recommendation: Recommendation) -> tuple[Reason, ...]:
    """Return at most three reasons for the only first place, the strongest first; none without priorities."""
    if len(recommendation.first) != 1 or recommendation.no_priorities:
        return ()
    found = sorted(_FirstPlace(catalogue, recommendation).reasons(), key=lambda one: (one[0], -one[1]))
    return tuple(reason for _, _, reason in found[:_MOST_REASONS])


def cautions(catalogue: Catalogue, recommendation: Recommendation) -> tuple[Caution, ...]:
    """Return at most two cautions on the only first place, those that cost most first."""
    if len(recommendation.first) != 1 or recommendation.no_priorities:
        return ()
    place = _FirstPlace(catalogue, recommendation)
    found = sorted(place.cautions(), key=lambda pair: -pair[0])[:_MOST_CAUTIONS]
    if not found:
        return tuple(Caution(words=statement.text) for statement in place.framework.drawbacks[:1])
    return tuple(caution for _, caution in found)


class _FirstPlace:
    def __init__(self, catalogue: Catalogue, recommendation: Recommendation) -> None:
        self.catalogue = catalogue
        self.placed, *others = recommendation.ranking
        self.second = others[0] if others else None
        self.framework = catalogue.framework_by_slug[self.placed.framework]
        self.levels = {level.criterion: level for level in recommendation.levels if level.weight > 0}
        self.average = [
            sum(parts) / len(others) for parts in zip(*(_contributions(p.parts) for p in others), strict=True)
        ] or [0.0] * len(self.placed.parts)

    def reasons(self) -> Iterator[tuple[bool, float, Reason]]:
        """Yield whether the second does better, the lead over the average of the others (0..1), and the reason."""
        by_origin: dict[Origin | str, list[tuple[float, Part]]] = {}
        for part, average in zip(self.placed.parts, self.average, strict=True):
            level = self.levels[part.criterion]
            if part.known and part.contribution >= _GOOD * level.weight - TOLERANCE:
                lead = part.contribution - average
                by_origin.setdefault(self.origin(level) or part.criterion, []).append((lead, part))
        for found in by_origin.values():
            lead = sum(one for one, _ in found)
            if lead > 0:
                best = sorted(found, key=lambda pair: (-pair[0], -pair[1].contribution))[:_MOST_CRITERIA]
                cells = tuple(self.cell(part.criterion) for _, part in best)
                reason = Reason(asked=f"{capitalized(self.asked(best[0][1].criterion))}.", cells=cells)
                yield self.is_behind([part for _, part in found]), lead, reason

    def cautions(self) -> Iterator[tuple[float, Caution]]:
        """Yield cautions, each with what it costs or leaves open (0..1)."""
        for part in self.placed.parts:
            level = self.levels[part.criterion]
            lost = level.weight - part.contribution
            cell = self.cell(part.criterion)
            asked = capitalized(self.asked(part.criterion))
            if not part.known and level.weight >= _WORTH_SAYING:
                yield lost, Caution(words=f"{asked}. How {self.framework.name} does there is unknown.", cell=cell)
            elif part.contribution < _GOOD * level.weight - TOLERANCE and lost >= _WORTH_SAYING:
                yield lost, Caution(words=f"{asked}.", cell=cell, rival=self.rival(part))

    def is_behind(self, parts: Sequence[Part]) -> bool:
        """Whether the second place gets more than the first one for these parts together."""
        if self.second is None:
            return False
        criteria = {part.criterion for part in parts}
        second = sum(other.contribution for other in self.second.parts if other.criterion in criteria)
        return second > sum(part.contribution for part in parts) + TOLERANCE

    def rival(self, part: Part) -> Cell | None:
        """Return the cell of the second place if it does better on the criterion of a part."""
        if self.second is None:
            return None
        own = next(other for other in self.second.parts if other.criterion == part.criterion)
        if not own.known or own.contribution <= part.contribution + TOLERANCE:
            return None
        return cell_of(self.catalogue.framework_by_slug[self.second.framework], self.criterion(part.criterion))

    def asked(self, criterion: str) -> str:
        """Return what made a criterion count, as a clause."""
        level = self.levels[criterion]
        origin = self.origin(level)
        if origin is None:
            return f"you set {self.criterion(criterion).name} to “{importance_words(level.importance)}”"
        return choice_clause(self.catalogue, origin.question, origin.choice)

    def origin(self, level: Level) -> Origin | None:
        """Return the choice that set a level, of several the one that sets fewest; None if it was set by hand."""
        if level.by_hand or not level.set_by:
            return None
        return min(level.set_by, key=self.breadth)

    def breadth(self, origin: Origin) -> int:
        choices = self.catalogue.question_by_slug[origin.question].choices
        return next(len(choice.effects) for choice in choices if choice.slug == origin.choice)

    def cell(self, criterion: str) -> Cell:
        return cell_of(self.framework, self.criterion(criterion))

    def criterion(self, slug: str) -> Criterion:
        return self.catalogue.criterion_by_slug[slug]


def _contributions(parts: tuple[Part, ...]) -> list[float]:
    return [part.contribution for part in parts]


def score_words(cell: Cell) -> str:
    """Return a score in words: '9 out of 10', '3 packages', 'unknown'."""
    if cell.score is None:
        return "unknown"
    return f"{cell.text} {cell.unit}".strip() if cell.measured_in else f"{cell.text} out of 10"


def first_sentence(cell: Cell) -> str:
    """Return the first sentence of the reason for a score, "" if there is none."""
    found = _FIRST_SENTENCE.match(cell.score.reason) if cell.score else None
    return f"{found[0].rstrip('.;')}." if found else ""
