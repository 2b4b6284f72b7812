"""Criteria about knowing one framework, such as 'Ease for Django developers'. Pure.

They are no merit of that framework, and count only for people who say that they know it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue

# Editions that were published with an earlier method keep counting them, as they keep their words.
_METHOD = 2


@lru_cache(maxsize=4096)
def is_about(criterion_name: str, framework_name: str) -> bool:
    """Whether a criterion is about one framework itself: 'Ease for Django developers' is no merit of Django."""
    return re.search(_as_words(framework_name), criterion_name, re.IGNORECASE) is not None


@memo
def familiarity_criteria(catalogue: Catalogue) -> Mapping[str, str]:
    """Return the rated criteria that are about one framework itself, by slug, and that framework's name."""
    names = {framework.name.casefold(): framework.name for framework in catalogue.public_frameworks.values()}
    if not names:
        return {}
    any_name = re.compile("|".join(map(_as_words, names.values())), re.IGNORECASE)
    found = {criterion.slug: any_name.search(criterion.name) for criterion in catalogue.rated_criteria}
    return {slug: names[hit[0].casefold()] for slug, hit in found.items() if hit}


@memo
def impartial_criteria(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the rated criteria, by slug, that count where nobody has named a priority: all, if none is impartial."""
    rated = tuple(criterion.slug for criterion in catalogue.rated_criteria)
    familiarity = familiarity_criteria(catalogue) if catalogue.method >= _METHOD else {}
    return tuple(slug for slug in rated if slug not in familiarity) or rated


def _as_words(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?!\w)"
