"""Swing weights (SMARTS: Edwards and Barron 1994): from importance levels to swing points to weights.

Levels are worded as swings ("how much would it matter to go from worst to best?"). That they are geometric is ours:
one level up doubles the points, so one step off means the same everywhere.
"""

from collections.abc import Mapping

SWING_POINTS = {"not-at-all": 0, "a-little": 1, "somewhat": 2, "a-lot": 4, "decisive": 8}
LEVELS = tuple(float(given) for given in SWING_POINTS.values())


def weights(points: Mapping[str, float]) -> dict[str, float]:
    """Return weights that sum to 1: each criterion's share of all points.

    When no criterion has points, all weigh the same. Raises ValueError for negative points.

    >>> weights({"admin": 8, "api": 0, "speed": 2})
    {'admin': 0.8, 'api': 0.0, 'speed': 0.2}
    """
    if any(given < 0 for given in points.values()):
        raise ValueError("points are 0 or more")
    total = sum(points.values())
    if total == 0:
        return {criterion: 1 / len(points) for criterion in points}
    return {criterion: given / total for criterion, given in points.items()}
