"""How far one weight can move before another alternative comes first (exact, one weight at a time).

The weight of a criterion, or of several together, becomes t; all others share 1 - t in their proportions.
Then the leader's gap to a rival is t d + (1 - t) rho, a straight line, where d is the gap if only the moved
criteria counted and rho the gap if only the others did. It vanishes at t* = rho / (rho - d).
Source: Goodwin and Wright, Decision Analysis for Management Judgment, chapter 3 (their office location problem).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from comparisons.ranking.additive import TIE, Matrix, Table
from comparisons.ranking.lead import Lead, lead

__all__ = ["Stable", "moved", "stability", "stability_of"]


@dataclass(frozen=True)
class Stable:
    """The leader stays first while the weight of `criteria` together lies between `low` and `high`, of 1.

    `below` comes first when it falls under `low`, `above` when it exceeds `high`; None: nobody does, down to 0
    or up to 1.
    """

    criteria: tuple[str, ...]
    weight: float
    low: float
    high: float
    below: str | None
    above: str | None


def stability(table: Table, weights: Mapping[str, float], leader: str) -> tuple[Stable, ...]:
    """Return for each criterion, in the table's order, between which weights the leader stays first.

    Raises NotInFirstPlace if another alternative beats the leader, KeyError for an unknown name.
    """
    return _stable(lead(table, weights, leader), [(criterion,) for criterion in table.criteria])


def stability_of(table: Table, weights: Mapping[str, float], leader: str, criteria: Collection[str]) -> Stable:
    """Return the same for criteria whose weights move together and keep their proportions. Raises as `stability`."""
    return _stable(lead(table, weights, leader), [tuple(criteria)])[0]


def moved(weights: Mapping[str, float], criteria: Collection[str], to: float) -> dict[str, float]:
    """Return weights in which `criteria` weigh `to` together and the others the rest, in their proportions.

    Criteria that all weigh nothing share what they get equally. Raises KeyError for an unknown criterion, and
    ValueError if `to` is not between 0 and 1 or one side has no criterion that could take its share.

    >>> moved({"admin": 0.5, "api": 0.3, "speed": 0.2}, ["admin"], to=0.0)
    {'admin': 0.0, 'api': 0.6, 'speed': 0.4}
    """
    inside, outside = _sides(tuple(weights), np.array(list(weights.values()), dtype=np.float64), [tuple(criteria)])
    new = to * inside[0] + (1 - to) * outside[0]
    if not 0 <= to <= 1 or abs(new.sum() - 1) > TIE:
        raise ValueError(f"the weight of {', '.join(criteria)} cannot become {to:g}")
    return dict(zip(weights, new.tolist(), strict=True))


def _stable(lead: Lead, groups: Sequence[tuple[str, ...]]) -> tuple[Stable, ...]:
    inside, outside = _sides(lead.criteria, lead.weights, groups)
    # Gaps at weight 1 and at weight 0, rivals x groups.
    at_one, at_zero = lead.differences @ inside.T, lead.differences @ outside.T
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = at_zero / (at_zero - at_one)
    # A last row for nobody, since there may be no rival.
    low = np.vstack([np.where(at_zero < -TIE, crossing, -np.inf), np.full(len(groups), -np.inf)])
    high = np.vstack([np.where(at_one < -TIE, crossing, np.inf), np.full(len(groups), np.inf)])
    own = dict(zip(lead.criteria, lead.weights.tolist(), strict=True))
    weights = [sum(own[criterion] for criterion in group) for group in groups]
    # Of the crossings with all rivals the nearest on either side.
    below, above = low.argmax(axis=0), high.argmin(axis=0)
    columns = np.arange(len(groups))
    ends = zip(
        groups,
        weights,
        low[below, columns].tolist(),
        high[above, columns].tolist(),
        below.tolist(),
        above.tolist(),
        strict=True,
    )
    return tuple(
        Stable(
            criteria=group,
            weight=weight,
            low=min(low, weight) if isfinite(low) else 0.0,
            high=max(high, weight) if isfinite(high) else 1.0,
            below=lead.rivals[below] if isfinite(low) else None,
            above=lead.rivals[above] if isfinite(high) else None,
        )
        for group, weight, low, high, below, above in ends
    )


def _sides(criteria: tuple[str, ...], w: Matrix, groups: Sequence[tuple[str, ...]]) -> tuple[Matrix, Matrix]:
    """Return the shares within each group and within all but it, each groups x m; rows sum to 1, or to 0 if empty."""
    members = np.zeros((len(groups), len(criteria)), dtype=np.bool_)
    for row, group in enumerate(groups):
        for criterion in group:
            if criterion not in criteria:
                raise KeyError(criterion)
            members[row, criteria.index(criterion)] = True
    return _shares(w, members), _shares(w, ~members)


def _shares(w: Matrix, members: NDArray[np.bool_]) -> Matrix:
    own = np.where(members, w, 0.0)
    # Members that all weigh nothing share equally.
    own = np.where(own.sum(axis=1, keepdims=True) > 0, own, members.astype(np.float64))
    total = own.sum(axis=1, keepdims=True)
    shares: Matrix = np.divide(own, total, out=np.zeros_like(own), where=total > 0)
    return shares
