"""What search engines may list, and when each page last changed: told by the editions that changed it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.etree import ElementTree

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from msgspec import Struct

from comparisons.catalogue.value import Catalogue
from comparisons.editions import Edition, editions
from comparisons.history import history
from comparisons.pairs import likely_pairs
from comparisons.telling import Step
from comparisons.views.decorators import on_current_edition
from comparisons.views.frameworks import pair_slug

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# What every edition changes: their lists, figures or examples.
_EVERY_EDITION = ("advisor:home", "comparisons:frameworks", "comparisons:editions")
# What may or may not change with an edition, or changes with the code: nothing is said of when.
_UNDATED = (
    "comparisons:criteria",
    "comparisons:pick",
    "comparisons:sources",
    "advisor:start",
    "advisor:method",
    "advisor:api",
)

Dated = tuple[str, datetime | None]


class Changed(Struct, frozen=True):
    """When frameworks and criteria last changed, by slug; what no edition looked back on has changed is not in."""

    frameworks: dict[str, datetime]
    criteria: dict[str, datetime]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read: what is not to be listed says so itself, which only who reads it can know."""
    address = request.build_absolute_uri(reverse("advisor:sitemap"))
    return HttpResponse(f"User-agent: *\nDisallow:\n\nSitemap: {address}\n", content_type="text/plain; charset=utf-8")


@on_current_edition
def sitemap(request: HttpRequest, edition: Edition) -> HttpResponse:
    root = ElementTree.Element("urlset", {"xmlns": _NAMESPACE})
    for path, changed_at in _pages(edition):
        page = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(page, "loc").text = request.build_absolute_uri(path)
        if changed_at:
            ElementTree.SubElement(page, "lastmod").text = changed_at.isoformat(timespec="seconds")
    written = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(written, content_type="application/xml")


def last_changed(steps: Iterable[Step]) -> Changed:
    """Return when things last changed; the steps come newest first."""
    changed = Changed(frameworks={}, criteria={})
    for step in steps:
        for change in step.changes:
            for slug in change.frameworks:
                changed.frameworks.setdefault(slug, step.published_at)
            for slug in change.criteria:
                changed.criteria.setdefault(slug, step.published_at)
    return changed


def _pages(edition: Edition) -> Iterator[Dated]:
    yield from ((reverse(name), edition.published_at) for name in _EVERY_EDITION)
    yield from ((reverse(name), None) for name in _UNDATED)
    yield from _things(edition.catalogue, last_changed(history(edition.number)))
    for row in editions():
        yield reverse("comparisons:edition", args=[row.number]), row.published_at


def _things(catalogue: Catalogue, changed: Changed) -> Iterator[Dated]:
    for slug in catalogue.public_frameworks:
        yield reverse("comparisons:framework", args=[slug]), changed.frameworks.get(slug)
    for criterion in catalogue.criteria:
        yield reverse("comparisons:criterion", args=[criterion.slug]), changed.criteria.get(criterion.slug)
    for pair in likely_pairs(catalogue):
        slugs = [framework.slug for framework in pair]
        dates = [changed.frameworks[slug] for slug in slugs if slug in changed.frameworks]
        yield reverse("comparisons:comparison", args=[pair_slug(slugs)]), max(dates, default=None)
