"""The types of the recommendation as data. Their docstrings are published in the OpenAPI document. Pure."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from advisor.api.types import Answer, Count, Figure, Share, Typed
from comparisons.catalogue.value import HouseRule, Importance


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
    """Contributions sum to the total, their points to its points.

    `house_rule` is there where the organisation that keeps the site has decided something; it moves no total.
    """

    framework: str
    total: Figure
    lowest: Figure
    highest: Figure
    known_share: Figure
    points: int
    contributions: tuple[Contribution, ...]
    house_rule: HouseRule | UnsetType = UNSET


class Ranked(PlacedSaid, frozen=True, kw_only=True):
    rank: Annotated[int, Meta(ge=1)]


class Unconfirmed(PlacedSaid, frozen=True, kw_only=True):
    """It is unknown whether it meets the must-haves in `open`."""

    open: tuple[Missed, ...]


class Excluded(PlacedSaid, frozen=True, kw_only=True):
    """It misses the must-haves in `failed`."""

    failed: tuple[Missed, ...]


class OnCriterion(Typed, frozen=True, kw_only=True):
    framework: str
    criterion: str


class RobustnessSaid(Typed, frozen=True, kw_only=True):
    """How sure the first place is: how often it stays first when priorities and scores are varied."""

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
    stays_first_from: Figure
    stays_first_to: Figure
    first_below: str | None
    first_above: str | None


class LeastShift(Typed, frozen=True, kw_only=True):
    """The least weight to move for the rival to draw level: from `sources` (criterion, weight) to `target`."""

    rival: str
    mass: Figure
    sources: tuple[tuple[str, float], ...]
    target: str


class LeastScoreChange(Typed, frozen=True, kw_only=True):
    alternative: str
    criterion: str
    before: Figure
    after: Figure


class OtherAnswer(Typed, frozen=True, kw_only=True):
    question: str
    choices: tuple[str, ...]


class OtherFirst(Typed, frozen=True, kw_only=True):
    """Answers after which another framework comes first; with a lead of 0 it shares the first place."""

    first: str
    lead: Figure
    changes: tuple[OtherAnswer, ...]


class SensitivitySaid(Typed, frozen=True, kw_only=True):
    weights: tuple[WeightInterval, ...]
    least_shift: LeastShift | None
    least_score_change: LeastScoreChange | None
    answers: tuple[OtherFirst, ...]


class NoticeSaid(Typed, frozen=True, kw_only=True):
    """What the result page says beside the ranking, in its words without the full stop. There may be new states."""

    state: str
    words: str


class RecommendationAnswer(Answer, frozen=True, kw_only=True):
    """The ranking for some answers, with everything that it rests on (docs/data.md says what each part holds).

    `retired` are those of `among` that are retired, and so not ranked.
    """

    answers: dict[str, tuple[str, ...]]
    among: tuple[str, ...] | None
    retired: tuple[str, ...]
    dropped: tuple[str, ...]
    summary: str
    notices: tuple[NoticeSaid, ...]
    equal_weights: bool
    levels: tuple[LevelSaid, ...]
    not_considered: tuple[str, ...]
    requirements: tuple[MustHave, ...]
    ranking: tuple[Ranked, ...]
    unconfirmed: tuple[Unconfirmed, ...]
    robustness: RobustnessSaid | None
    sensitivity: SensitivitySaid | None
    excluded: tuple[Excluded, ...]
