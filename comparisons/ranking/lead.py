"""How far the first is ahead of each other alternative, criterion by criterion: what sensitivity works on."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from comparisons.ranking.additive import TIE, Matrix, Table, vector

__all__ = ["Lead", "NotInFirstPlace", "lead"]


class NotInFirstPlace(ValueError):
    """An alternative that another one beats, asked how long it stays first."""


@dataclass(frozen=True)
class Lead:
    """The leader against its r rivals on m criteria, at the likeliest values.

    `differences` (r x m) holds d_j = v_leader,j - v_rival,j, between -1 and 1; `gaps` (r) holds
    U_leader - U_rival = sum_j w_j d_j, 0 or more; `weights` (m) sum to 1.
    """

    leader: str
    rivals: tuple[str, ...]
    criteria: tuple[str, ...]
    weights: Matrix
    differences: Matrix
    gaps: Matrix


def lead(table: Table, weights: Mapping[str, float], leader: str) -> Lead:
    """Return the lead of an alternative in first place, alone or not. Raises NotInFirstPlace, KeyError."""
    row = table.row(leader)
    _, point, _ = table.arrays
    w = vector(table, weights)
    differences = np.delete(point[row] - point, row, axis=0)
    gaps = differences @ w
    if np.any(gaps < -TIE):
        raise NotInFirstPlace(f"{leader} is not in first place")
    rivals = tuple(name for name in table.alternatives if name != leader)
    return Lead(leader, rivals, table.criteria, w, differences, np.maximum(gaps, 0.0))
