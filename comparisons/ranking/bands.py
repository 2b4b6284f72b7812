"""How robust a first place is, as a word."""

from enum import Enum


class Band(Enum):
    """How robust a first place is."""

    CLEAR = "clear"
    FAIRLY = "fairly"
    LEANING = "leaning"
    OPEN = "open"
