"""Rules for lists of slugs, shared by several checks."""

from collections import Counter
from collections.abc import Iterable, Iterator

from comparisons.catalogue.checks.problems import Problem, error

__all__ = ["repeated", "unknown"]


def unknown(where: str, thing: str, slugs: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    for slug in slugs:
        if slug not in known:
            yield error(where, f"names the {thing} '{slug}', which does not exist")


def repeated(where: str, thing: str, slugs: Iterable[str]) -> Iterator[Problem]:
    for slug, times in Counter(slugs).items():
        if times > 1:
            yield error(where, f"gives the {thing} '{slug}' {times} times")
