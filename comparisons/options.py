"""The frameworks that can be added to a comparison, as options of a list: of a large catalogue there are a thousand."""

from collections.abc import Container

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue
from comparisons.forms import frameworks_by_kind

__all__ = ["options_by_kind"]

Options = list[tuple[str, list[tuple[str, SafeString]]]]


# A list of more is no help: then it holds the kinds that are compared, and the page to choose on has them all.
_LISTED = 100


def options_by_kind(catalogue: Catalogue, without: Container[str]) -> list[tuple[str, SafeString]]:
    """Return the options below the name of each kind, kinds without any left out."""
    kinds = _all_options(catalogue)
    if sum(len(options) for _, options in kinds) > _LISTED:
        compared = [(kind, options) for kind, options in kinds if any(slug in without for slug, _ in options)]
        return _offered(compared, without) or _offered(kinds, without)
    return _offered(kinds, without)


def _offered(kinds: Options, without: Container[str]) -> list[tuple[str, SafeString]]:
    offered = [(kind, [html for slug, html in options if slug not in without]) for kind, options in kinds]
    return [(kind, mark_safe("\n".join(options))) for kind, options in offered if options]  # noqa: S308  (formatted)


@memo
def _all_options(catalogue: Catalogue) -> Options:
    return [
        (kind, [(slug, format_html('<option value="{}">{}</option>', slug, name)) for slug, name in frameworks])
        for kind, frameworks in frameworks_by_kind(catalogue)
    ]
