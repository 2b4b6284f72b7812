"""The form of slugs, the words that none may be, and what is made of several slugs. Pure."""

from collections.abc import Iterable

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

# Stands for a choice in the address of a question that was passed.
NOT_SURE = "not-sure"
# Joins the slugs of a comparison. No slug and no alias holds it.
VERSUS = "-vs-"


def comparison_slug(slugs: Iterable[str]) -> str:
    """Return what a comparison of frameworks is called in its one address: 'django-vs-flask'."""
    return VERSUS.join(sorted(slugs))


def aliases_of(slug: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return names as the aliases of a part: sorted, each once, without its own slug."""
    return tuple(sorted(set(names) - {slug}))
