"""Plain implementations to hold the engine against: short and slow, no part of the site."""

import numpy as np

from comparisons.ranking.additive import TOLERANCE, ranks, value, vector
from comparisons.ranking.sampling import concentration
from comparisons.ranking.weights import weights as weights_of


def firsts(table, weights):
    """Return the alternatives in first place, in the order of the table; several if they tie."""
    placed = zip(table.alternatives, ranks(value(table, weights).total.tolist()), strict=True)
    return tuple(alternative for alternative, rank in placed if rank == 1)


def moved(weights, criterion, to):
    """Return weights in which a criterion weighs `to`, and the others the rest in their proportions."""
    others = {name: own for name, own in weights.items() if name != criterion}
    # Criteria that all weigh nothing share equally.
    others = weights_of(others) if others else {}
    return {name: to if name == criterion else (1 - to) * others[name] for name in weights}


# SMAA-2. Totals are samples x n, weights samples x m.


def stated_totals(table, points, *, seed, samples):
    """Return sampled totals under weights from Dirichlet(K w), drawn singly, and scores uniform in their intervals."""
    rng = np.random.default_rng(seed)
    stated = vector(table, weights_of(points))
    weights = np.zeros((samples, len(stated)))
    weights[:, stated > 0] = rng.dirichlet(concentration(points) * stated[stated > 0], size=samples)
    return _totals(table, weights, rng)


def any_totals(table, *, seed, samples):
    """Return sampled weights, all mixes equally likely, and the totals under them and scores uniform likewise."""
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(len(table.criteria)), size=samples)
    return weights, _totals(table, weights, rng)


def rank_acceptability(totals):
    """Return, n x n, the share of samples in which each alternative has each rank; those that tie share their ranks."""
    above, tied = _places(totals)
    at = [(above <= rank) & (rank < above + tied) for rank in range(totals.shape[1])]
    return np.stack([(held / tied).mean(axis=0) for held in at], axis=1)


def winning_index(totals):
    """Return, n x n, the share of samples in which one alternative is above another, plus half of the ties."""
    own, other = np.rint(totals / TOLERANCE)[:, :, None], np.rint(totals / TOLERANCE)[:, None, :]
    return (own > other).mean(axis=0) + (own == other).mean(axis=0) / 2


def central_weights(weights, totals):
    """Return for each alternative the mean weights of the samples in which it is first; None if it never is."""
    is_first = _places(totals)[0] == 0
    return [weights[own].mean(axis=0) if own.any() else None for own in is_first.T]


def _places(totals):
    """Return, samples x n, how many alternatives are above each and how many are equal to it, itself included."""
    own = np.rint(totals / TOLERANCE)
    above = sum((other[:, None] > own).astype(int) for other in own.T)
    tied = sum((other[:, None] == own).astype(int) for other in own.T)
    return above, tied


def _totals(table, weights, rng):
    low, _, high = table.arrays
    scores = rng.uniform(low, high, size=(len(weights), *low.shape))
    return np.einsum("saj,sj->sa", scores, weights)
