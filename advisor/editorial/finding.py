"""What the evidence desk finds. Pure."""

from enum import StrEnum

from msgspec import Struct

from comparisons.measurements.probes import Contradiction


class Kind(StrEnum):
    CONTRADICTED = "contradicted"
    UNKNOWN = "unknown"
    UNSOURCED = "unsourced"
    UNSURE = "unsure"
    UNCHECKED = "unchecked"
    REVIEW_DUE = "review-due"
    OLD_VERSION = "old-version"
    UNANSWERED = "unanswered"
    ALIKE = "alike"


class Finding(Struct, frozen=True):
    """Something to improve, with its importance (`matters`). `of_20`: in how many of 20 scenarios it could decide.

    `contradictions` are what probes of the lab say against a score.
    """

    kind: Kind
    criterion: str
    matters: float
    framework: str = ""
    claim: str = ""
    question: str = ""
    other: str = ""
    words: str = ""
    of_20: int = 0
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def name(self) -> str:
        """What it is about: 'score/django/admin', 'claim/…', 'question/…', or 'criteria/…/…' of two that are alike."""
        if self.framework:
            return f"score/{self.framework}/{self.criterion}"
        if self.other:
            return f"criteria/{self.criterion}/{self.other}"
        return f"claim/{self.claim}" if self.claim else f"question/{self.question}"
