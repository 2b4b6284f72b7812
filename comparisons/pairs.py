"""Pairs of frameworks that visitors are likely to weigh against each other. Pure."""

from collections.abc import Collection

from comparisons.catalogue.expected_slugs import ADOPTION
from comparisons.catalogue.value import Catalogue, Framework

__all__ = ["likely_pairs"]


def likely_pairs(catalogue: Catalogue, among: Collection[str] = ()) -> tuple[tuple[Framework, Framework], ...]:
    """Return the pairs of which one names the other as an alternative, those with the most users first.

    In a catalogue without the criterion that counts users they come by slug.

    With `among`, only the pairs of these frameworks with others.
    """
    published = {framework.slug: framework for framework in catalogue.published_frameworks}
    slugs = {
        (min(slug, other), max(slug, other))
        for slug, framework in published.items()
        for other in framework.alternatives
        if other in published and (not among or (slug in among) != (other in among))
    }
    pairs = [(published[a], published[b]) for a, b in sorted(slugs)]
    return tuple(sorted(pairs, key=lambda pair: -sum(_adoption(framework) for framework in pair)))


def _adoption(framework: Framework) -> float:
    score = framework.score_by_criterion.get(ADOPTION)
    return score.value if score and not isinstance(score.value, str) else 0.0
