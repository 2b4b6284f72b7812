"""What came of asking for an address. Pure."""

from enum import StrEnum

from msgspec import Struct


class Outcome(StrEnum):
    ANSWERS = "answers"
    MOVED = "moved"
    GONE = "gone"
    FAILED = "failed"
    NOT_ASKED = "not-asked"


# Outcomes for which an editor has something to do.
TO_MEND = (Outcome.GONE, Outcome.FAILED, Outcome.MOVED)


class Asked(Struct, frozen=True):
    """`moved_to` is the new address of what moved for good. `no_network`: not even the name could be looked up."""

    outcome: Outcome
    words: str
    status: int | None = None
    moved_to: str = ""
    no_network: bool = False
