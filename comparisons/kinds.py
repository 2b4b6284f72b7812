"""The frameworks by what kind of thing they are. Pure."""

from msgspec import Struct

from comparisons.catalogue.expected_slugs import FRAMEWORK_TYPE
from comparisons.catalogue.value import Catalogue, Framework, KindScale

__all__ = ["KindOfFramework", "by_kind"]

_OTHERS = "Others"


class KindOfFramework(Struct, frozen=True):
    """`slug` is empty for those of no known kind."""

    slug: str
    name: str
    description: str
    frameworks: tuple[Framework, ...]


def by_kind(catalogue: Catalogue) -> tuple[KindOfFramework, ...]:
    """Return every published framework once, under its kind; those of no known kind come last."""
    criterion = catalogue.criterion_by_slug.get(FRAMEWORK_TYPE)
    kinds = criterion.scale.kinds if criterion and isinstance(criterion.scale, KindScale) else ()
    found = [KindOfFramework(kind.slug, kind.name, kind.description, _of_kind(catalogue, kind.slug)) for kind in kinds]
    known = {framework.slug for kind in found for framework in kind.frameworks}
    others = tuple(f for f in catalogue.published_frameworks if f.slug not in known)
    return tuple(kind for kind in (*found, KindOfFramework("", _OTHERS, "", others)) if kind.frameworks)


def _of_kind(catalogue: Catalogue, slug: str) -> tuple[Framework, ...]:
    return tuple(f for f in catalogue.published_frameworks if _kind(f) == slug)


def _kind(framework: Framework) -> float | str | None:
    score = framework.score_by_criterion.get(FRAMEWORK_TYPE)
    return score.value if score else None
