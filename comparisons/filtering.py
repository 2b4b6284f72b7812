"""The frameworks that fit what somebody filters by. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from comparisons.catalogue.expected_slugs import AGE, FRAMEWORK_TYPE
from comparisons.catalogue.value import Catalogue, Framework, Interface
from comparisons.comparison import Cell, cell_of
from comparisons.performance import table_of
from comparisons.words import fold

__all__ = ["AGES", "SPEAKS", "Filters", "Listed", "counts", "fitting"]

SPEAKS = {
    Interface.WSGI: {Interface.WSGI, Interface.BOTH},
    Interface.ASGI: {Interface.ASGI, Interface.BOTH},
    Interface.BOTH: {Interface.BOTH},
    Interface.OWN: {Interface.OWN},
}
# What counts as good at something: this share of its scale.
_GOOD = 0.8


class Age(Struct, frozen=True):
    label: str
    least: float
    below: float


AGES = {
    "10-or-more": Age("10 years or more", 10, inf),
    "5-to-10": Age("5 to 10 years", 5, 10),
    "under-5": Age("Under 5 years", 0, 5),
}


class Filters(Struct, frozen=True):
    """What a framework has to be; empty texts ask nothing. `best` is the slug of a criterion."""

    q: str = ""
    kind: str = ""
    interface: str = ""
    licence: str = ""
    age: str = ""
    best: str = ""


class Listed(Struct, frozen=True):
    """A framework that fits, and its score on what it should be best at."""

    framework: Framework
    score: Cell | None = None

    @property
    def is_good(self) -> bool:
        return self.score is None or self.score.interval is None or self.score.interval.point >= _GOOD


def fitting(catalogue: Catalogue, filters: Filters) -> tuple[Listed, ...]:
    """Return the published frameworks that fit, by name; with `best`, those that are good at it, best first.

    Where none that fits is good at it, those come that are best.
    """
    frameworks = _among(catalogue.published_frameworks, filters)
    if not filters.best:
        return tuple(Listed(framework) for framework in sorted(frameworks, key=_by_name))
    criterion = catalogue.criterion_by_slug[filters.best]
    return tuple(
        Listed(framework, cell_of(framework, criterion)) for framework in _best_at(catalogue, filters.best, frameworks)
    )


def counts(catalogue: Catalogue, filters: Filters, options: Mapping[str, Iterable[str]]) -> dict[str, dict[str, int]]:
    """Return for each option of each filter how many frameworks fit if it is taken, the other filters kept."""
    return {name: _counts_of(catalogue, filters, name, values) for name, values in options.items()}


def _counts_of(catalogue: Catalogue, filters: Filters, name: str, values: Iterable[str]) -> dict[str, int]:
    others = _among(catalogue.published_frameworks, replace(filters, **{name: ""}))
    found = {}
    for value in values:
        wanted = replace(filters, **{name: value})
        frameworks = _among(others, wanted)
        found[value] = len(_best_at(catalogue, wanted.best, frameworks) if wanted.best else frameworks)
    return found


def _among(frameworks: Iterable[Framework], filters: Filters) -> list[Framework]:
    """Return those that fit everything but `best`."""
    words = fold(filters.q).split()
    return [framework for framework in frameworks if _fits(framework, filters) and _holds(framework, words)]


def _fits(framework: Framework, filters: Filters) -> bool:
    """Judge by everything but words and `best`."""
    return (
        (not filters.kind or _value(framework, FRAMEWORK_TYPE) == filters.kind)
        and (not filters.interface or framework.interface in SPEAKS[Interface(filters.interface)])
        and (not filters.licence or framework.licence == filters.licence)
        and (not filters.age or _is_aged(framework, filters.age))
    )


def _holds(framework: Framework, words: Sequence[str]) -> bool:
    if not words:
        return True
    text = fold(f"{framework.name} {framework.summary}")
    return all(word in text for word in words)


def _is_aged(framework: Framework, age: str) -> bool:
    years = _value(framework, AGE)
    return isinstance(years, float | int) and AGES[age].least <= years < AGES[age].below


def _value(framework: Framework, criterion: str) -> float | str | None:
    score = framework.score_by_criterion.get(criterion)
    return score.value if score else None


def _best_at(catalogue: Catalogue, criterion: str, frameworks: Iterable[Framework]) -> list[Framework]:
    table = table_of(catalogue)
    column = table.criteria.index(criterion)
    rows = dict(zip(table.alternatives, table.cells, strict=True))
    known = [(cell.point, framework) for framework in frameworks if (cell := rows[framework.slug][column])]
    least = min(_GOOD, max((point for point, _ in known), default=_GOOD))
    good = [(point, framework) for point, framework in known if point >= least]
    return [framework for _, framework in sorted(good, key=lambda pair: (-pair[0], _by_name(pair[1])))]


def _by_name(framework: Framework) -> str:
    return framework.name.casefold()
