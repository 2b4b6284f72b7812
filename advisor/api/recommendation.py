"""The recommendation as typed data: what advisor/advice/document.py says, field by field. Pure."""

from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from advisor.advice.document import as_document
from advisor.advice.recommendation import recommend
from advisor.answers.query import Answers
from advisor.api.answers import Answer, Count, Share, Typed
from comparisons.catalogue.value import Importance

if TYPE_CHECKING:
    from comparisons.editions import Edition

__all__ = ["RecommendationAnswer", "recommendation_answer"]


class MadeChoice(Typed, frozen=True, kw_only=True):
    question: str
    choice: str


class LevelSaid(Typed, frozen=True, kw_only=True):
    """A criterion that counts; all weights sum to 1."""

    criterion: str
    importance: Importance
    points: Count
    weight: Share
    set_by: tuple[MadeChoice, ...]
    by_hand: bool


class MustHave(Typed, frozen=True, kw_only=True):
    """`set_by` is null where it was set by hand."""

    criterion: str
    at_least: float | None
    at_most: float | None
    one_of: tuple[str, ...] | None
    words: str
    set_by: MadeChoice | None


class Missed(MustHave, frozen=True, kw_only=True):
    """A must-have, and what was found instead; null where nothing is known."""

    found: float | str | None
    reason: str | None
    sources: tuple[str, ...]


class Contribution(Typed, frozen=True, kw_only=True):
    criterion: str
    contribution: Share
    points: int
    known: bool


class PlacedSaid(Typed, frozen=True, kw_only=True):
    """Contributions sum to the total, their points to its points."""

    framework: str
    total: float
    lowest: float
    highest: float
    known_share: float
    points: int
    contributions: tuple[Contribution, ...]


class Ranked(PlacedSaid, frozen=True, kw_only=True):
    rank: Annotated[int, Meta(ge=1)]


class Unconfirmed(PlacedSaid, frozen=True, kw_only=True):
    """Nobody knows whether it meets the must-haves in `open`."""

    open: tuple[Missed, ...]


class Excluded(PlacedSaid, frozen=True, kw_only=True):
    """It misses the must-haves in `failed`."""

    failed: tuple[Missed, ...]


class OnCriterion(Typed, frozen=True, kw_only=True):
    framework: str
    criterion: str


class RobustnessSaid(Typed, frozen=True, kw_only=True):
    """How sure the first place is: how often it stays first when priorities and scores are drawn anew."""

    verdict: str
    first_in_percent: Annotated[int, Meta(ge=0, le=100)]
    reruns: Count
    shortlist: tuple[str, ...]
    too_close: tuple[str, ...]
    very_weak: tuple[OnCriterion, ...]
    deciding_unknowns: tuple[OnCriterion, ...]


class WeightInterval(Typed, frozen=True, kw_only=True):
    """The first place stays while the weight is within these bounds."""

    criterion: str
    weight: Share
    stays_first_from: float
    stays_first_to: float
    first_below: str | None
    first_above: str | None


class LeastShift(Typed, frozen=True, kw_only=True):
    """The least weight to move for the rival to draw level: from `sources` (criterion, weight) to `target`."""

    rival: str
    mass: float
    sources: tuple[tuple[str, float], ...]
    target: str


class LeastScoreChange(Typed, frozen=True, kw_only=True):
    alternative: str
    criterion: str
    before: float
    after: float


class OtherAnswer(Typed, frozen=True, kw_only=True):
    question: str
    choices: tuple[str, ...]


class OtherFirst(Typed, frozen=True, kw_only=True):
    """Answers after which another framework comes first."""

    first: str
    lead: float
    changes: tuple[OtherAnswer, ...]


class SensitivitySaid(Typed, frozen=True, kw_only=True):
    weights: tuple[WeightInterval, ...]
    least_shift: LeastShift | None
    least_score_change: LeastScoreChange | None
    answers: tuple[OtherFirst, ...]


class RecommendationAnswer(Answer, frozen=True, kw_only=True):
    """The ranking for some answers, with everything that it rests on (docs/data.md says what each part holds)."""

    answers: dict[str, tuple[str, ...]]
    among: tuple[str, ...] | None
    dropped: tuple[str, ...]
    summary: str
    equal_weights: bool
    levels: tuple[LevelSaid, ...]
    not_considered: tuple[str, ...]
    requirements: tuple[MustHave, ...]
    ranking: tuple[Ranked, ...]
    unconfirmed: tuple[Unconfirmed, ...]
    robustness: RobustnessSaid | None
    sensitivity: SensitivitySaid | None
    excluded: tuple[Excluded, ...]


def recommendation_answer(edition: "Edition", answers: Answers) -> RecommendationAnswer:
    """Return the recommendation; whatever the document held beside these types would be refused here."""
    document = as_document(edition, answers, [], recommend(edition.catalogue, answers))
    return msgspec.convert(document, RecommendationAnswer)
