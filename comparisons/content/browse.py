"""Lists of frameworks: filtered, by type, and in pairs that visitors are likely to compare. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from comparisons.catalogue.expected_slugs import ADOPTION, AGE, FRAMEWORK_TYPE
from comparisons.catalogue.names import slug_now
from comparisons.catalogue.value import CRITERIA, Catalogue, Framework, Interface, KindScale
from comparisons.content.comparison import Cell, cell_of
from comparisons.performance import table_of
from comparisons.search.text import fold

# By the interface that is asked for: the interfaces that offer it.
OFFERED_BY = {
    Interface.WSGI: {Interface.WSGI, Interface.BOTH},
    Interface.ASGI: {Interface.ASGI, Interface.BOTH},
    Interface.BOTH: {Interface.BOTH},
    Interface.OWN: {Interface.OWN},
}
# A framework is good at a criterion from this value on, of 0 to 1.
_GOOD = 0.8
# The name of the group of frameworks without a known type.
_OTHERS = "Others"


class Age(Struct, frozen=True):
    """A band of ages in years, from `least` to less than `below`."""

    label: str
    least: float
    below: float


AGES = {
    "10-or-more": Age("10 years or more", 10, inf),
    "5-to-10": Age("5 to 10 years", 5, 10),
    "under-5": Age("Under 5 years", 0, 5),
}


# The orders of the list besides the one by name, with the words that name them.
SORTS = {
    "used": "most used first",
    "release": "latest release first",
    "oldest": "oldest first",
}


class Filters(Struct, frozen=True):
    """The filters of the list of frameworks; an empty text filters nothing. `best` is the slug of a criterion.

    `sort` is one of SORTS, and empty for the order by name, or by the score on `best`.
    """

    q: str = ""
    kind: str = ""
    interface: str = ""
    licence: str = ""
    age: str = ""
    best: str = ""
    sort: str = ""


class Listed(Struct, frozen=True):
    """A framework in the filtered list, and its cell on the criterion of the filter `best`."""

    framework: Framework
    score: Cell | None = None

    @property
    def is_good(self) -> bool:
        return self.score is None or self.score.interval is None or self.score.interval.point >= _GOOD


def fitting(catalogue: Catalogue, filters: Filters) -> tuple[Listed, ...]:
    """Return the published frameworks that pass the filters, by name or as `sort` says.

    With `best` they are those good at it, best first. If none of them is good at it, the best of them are returned.
    """
    frameworks = _among(catalogue, catalogue.published_frameworks, filters)
    if filters.best:
        frameworks = _best_at(catalogue, filters.best, frameworks)
    elif not filters.sort:
        frameworks.sort(key=_by_name)
    if filters.sort:
        frameworks = _sorted(catalogue, filters.sort, frameworks)
    criterion = catalogue.criterion_by_slug[filters.best] if filters.best else None
    return tuple(
        Listed(framework, score=cell_of(framework, criterion) if criterion else None) for framework in frameworks
    )


def _sorted(catalogue: Catalogue, sort: str, frameworks: Iterable[Framework]) -> list[Framework]:
    by_name = sorted(frameworks, key=_by_name)
    if sort == "release":
        return sorted(by_name, key=lambda framework: framework.latest_release, reverse=True)
    if sort == "oldest":
        return sorted(by_name, key=lambda framework: framework.first_release or "9")
    adoption = slug_now(catalogue, CRITERIA, ADOPTION)
    return sorted(by_name, key=lambda framework: -_number(framework, adoption))


def counts(catalogue: Catalogue, filters: Filters, options: Mapping[str, Iterable[str]]) -> dict[str, dict[str, int]]:
    """Return how many frameworks would pass if one option were chosen and the other filters stayed.

    `options` are values by the name of their filter; counts are returned by name and value.
    """
    return {name: _counts_of(catalogue, filters, name, values) for name, values in options.items()}


def _counts_of(catalogue: Catalogue, filters: Filters, name: str, values: Iterable[str]) -> dict[str, int]:
    others = _among(catalogue, catalogue.published_frameworks, replace(filters, **{name: ""}))
    counts = {}
    for value in values:
        chosen = replace(filters, **{name: value})
        frameworks = _among(catalogue, others, chosen)
        counts[value] = len(_best_at(catalogue, chosen.best, frameworks) if chosen.best else frameworks)
    return counts


def _among(catalogue: Catalogue, frameworks: Iterable[Framework], filters: Filters) -> list[Framework]:
    """Return those that pass every filter except `best`."""
    words = fold(filters.q).split()
    kind, age = (slug_now(catalogue, CRITERIA, slug) for slug in (FRAMEWORK_TYPE, AGE))
    return [
        framework
        for framework in frameworks
        if _fits(framework, filters, kind=kind, age=age) and _contains(framework, words)
    ]


def _fits(framework: Framework, filters: Filters, *, kind: str, age: str) -> bool:
    """Whether a framework passes every filter except `q` and `best`. `kind` and `age` are slugs of criteria."""
    return (
        (not filters.kind or _value(framework, kind) == filters.kind)
        and (not filters.interface or framework.interface in OFFERED_BY[Interface(filters.interface)])
        and (not filters.licence or framework.licence == filters.licence)
        and (not filters.age or _is_aged(_value(framework, age), AGES[filters.age]))
    )


def _contains(framework: Framework, words: Sequence[str]) -> bool:
    if not words:
        return True
    text = fold(f"{framework.name} {framework.summary}")
    return all(word in text for word in words)


def _is_aged(years: float | str | None, age: Age) -> bool:
    return isinstance(years, float | int) and age.least <= years < age.below


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


class KindOfFramework(Struct, frozen=True):
    """The published frameworks of one type. `slug` is empty for those without a known type."""

    slug: str
    name: str
    description: str
    frameworks: tuple[Framework, ...]


def by_kind(catalogue: Catalogue) -> tuple[KindOfFramework, ...]:
    """Return every published framework once, by type; those without a known type come last."""
    criterion = catalogue.criterion_by_slug.get(slug_now(catalogue, CRITERIA, FRAMEWORK_TYPE))
    kinds = criterion.scale.kinds if criterion and isinstance(criterion.scale, KindScale) else ()
    found = [KindOfFramework(kind.slug, kind.name, kind.description, _of_kind(catalogue, kind.slug)) for kind in kinds]
    known = {framework.slug for kind in found for framework in kind.frameworks}
    others = tuple(f for f in catalogue.published_frameworks if f.slug not in known)
    return tuple(kind for kind in (*found, KindOfFramework("", _OTHERS, "", others)) if kind.frameworks)


def _of_kind(catalogue: Catalogue, slug: str) -> tuple[Framework, ...]:
    criterion = slug_now(catalogue, CRITERIA, FRAMEWORK_TYPE)
    return tuple(f for f in catalogue.published_frameworks if _value(f, criterion) == slug)


def likely_pairs(catalogue: Catalogue, among: Collection[str] = ()) -> tuple[tuple[Framework, Framework], ...]:
    """Return the pairs of published frameworks of which one names the other as an alternative, most users first.

    Without the criterion for the number of users, pairs are sorted by slug. `among` limits the pairs to those of
    these slugs with others.
    """
    published = {framework.slug: framework for framework in catalogue.published_frameworks}
    slugs = {
        (min(slug, other), max(slug, other))
        for slug, framework in published.items()
        for other in framework.alternatives
        if other in published and (not among or (slug in among) != (other in among))
    }
    pairs = [(published[a], published[b]) for a, b in sorted(slugs)]
    adoption = slug_now(catalogue, CRITERIA, ADOPTION)
    return tuple(sorted(pairs, key=lambda pair: -sum(_number(framework, adoption) for framework in pair)))


def _number(framework: Framework, criterion: str) -> float:
    value = _value(framework, criterion)
    return value if value is not None and not isinstance(value, str) else 0.0
