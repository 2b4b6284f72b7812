"""The audit covers every kind of page."""

from django.urls import get_resolver, resolve

from advisor.api.endpoints import ENDPOINTS
from audit.axe import BRIEF_LOOKS, LOOKS
from audit.lighthouse import BARS, BRIEF_MEASURED, DEVICES, HIDDEN_FROM_SEARCH, MEASURED
from audit.pages import PAGES

# URLs that are no pages: files, images and the API.
NO_PAGE = {
    "advisor:result-adr",
    "advisor:result-card",
    "advisor:result-csv",
    "advisor:result-json",
    "advisor:result-table",
    "comparisons:application-zip",
    "comparisons:card",
    "comparisons:find_names",
    "comparisons:house-rules",  # not there while an edition has no house rules
    "comparisons:comparison-card",
    "comparisons:comparison-csv",
    "comparisons:comparison-markdown",
    "comparisons:framework-card",
    "comparisons:framework-badge",
    *(f"comparisons:{page}-{form}" for page in ("editions", "framework", "comparison") for form in ("atom", "json")),
    *(f"advisor:result-{name}" for name in ("feed-atom", "feed-json", "badge", "status")),
    "advisor:robots",
    "advisor:sitemap",
    "advisor:api-openapi",
    "advisor:llms",
    "advisor:markdown",
    "advisor:mcp",
    *(f"advisor:api-{endpoint.name}" for endpoint in ENDPOINTS),
}


def public_views():
    """Return the names of all URL patterns outside the admin."""
    return {
        f"{namespace}:{pattern.name}"
        for namespace, (_, resolver) in get_resolver().namespace_dict.items()
        if namespace != "admin"
        for pattern in all_patterns(resolver)
    }


def all_patterns(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from all_patterns(pattern)
        else:
            yield pattern


def test_every_public_page_is_in_the_list():
    shown = {resolve(page.path.partition("?")[0]).view_name for page in PAGES if page.status != 404}
    assert public_views() - NO_PAGE <= shown


def test_names_and_urls_are_unique():
    assert len({page.name for page in PAGES}) == len({page.path for page in PAGES}) == len(PAGES)


def test_lighthouse_measures_only_pages_in_the_list():
    assert {*BARS, *HIDDEN_FROM_SEARCH} <= {page.name for page in PAGES}


def test_the_brief_audit_uses_every_scheme_width_and_device():
    assert set(BRIEF_LOOKS) < set(LOOKS)
    for n in (0, 1):
        assert {look[n] for look in BRIEF_LOOKS} == {look[n] for look in LOOKS}
    assert set(BRIEF_MEASURED) < set(MEASURED)
    assert {device for _, device in BRIEF_MEASURED} == set(DEVICES)
