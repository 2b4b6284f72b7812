"""From shares of samples to what may be said of them: bands, a shortlist, steps of 5 %.

The model's own doubt is about 5 %, so nothing finer is ever shown.
"""

import math
from collections.abc import Mapping
from enum import Enum

__all__ = ["Band", "band", "in_steps", "is_too_close", "shortlist"]

# A share that is a sum of thirds may fall short of its threshold by a rounding error.
_ROUNDING = 1e-9

_SHORTLISTED = 0.05
_TOO_CLOSE = 0.65


class Band(Enum):
    """How robust a first place is."""

    CLEAR = "clear"
    FAIRLY = "fairly"
    LEANING = "leaning"
    OPEN = "open"


def in_steps(share: float) -> int:
    """Return a share of 1 in percent, rounded to steps of 5; halves go up.

    >>> in_steps(0.863)
    85
    """
    return 5 * math.floor(share * 20 + 0.5 + _ROUNDING)


def band(first_share: float) -> Band:
    """Return the band for the share of samples in which the leader is first, as it is shown, in steps of 5 %.

    >>> band(0.68)
    <Band.FAIRLY: 'fairly'>
    """
    shown = in_steps(first_share)
    if shown >= 90:
        return Band.CLEAR
    if shown >= 70:
        return Band.FAIRLY
    return Band.LEANING if shown >= 50 else Band.OPEN


def shortlist(first_shares: Mapping[str, float]) -> tuple[str, ...]:
    """Return the alternatives first in at least 5 % of the samples, most often first; names decide between equals."""
    kept = [(-share, name) for name, share in first_shares.items() if share >= _SHORTLISTED - _ROUNDING]
    return tuple(name for _, name in sorted(kept))


def is_too_close(winning: float) -> bool:
    """Tell whether two are too close to call: the leader is above the other in less than 65 % of the samples."""
    return winning < _TOO_CLOSE - _ROUNDING
