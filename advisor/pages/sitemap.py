"""The site map and robots.txt. `lastmod` is the date of the last edition that changed a page."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as render_sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from msgspec import Struct

from comparisons.applications.reading import public_applications
from comparisons.applications.side_by_side import code_of
from comparisons.catalogue.slugs import comparison_slug
from comparisons.catalogue.value import Catalogue
from comparisons.content.browse import likely_pairs
from comparisons.content.moving import move_costs
from comparisons.editions.changelog import Step, history
from comparisons.editions.store import Edition, editions
from comparisons.measurements.results import shipped_results
from comparisons.measurements.tables import measured_frameworks
from comparisons.views.decorators import on_current_edition

# Pages that every edition changes.
_EVERY_EDITION = ("advisor:home", "comparisons:frameworks", "comparisons:editions")
# Pages without a known date of change.
_UNDATED = (
    "comparisons:criteria",
    "comparisons:reviews",
    "comparisons:pick",
    "comparisons:moves",
    "comparisons:sources",
    "comparisons:claims",
    "comparisons:lab",
    "comparisons:lab-figures",
    "comparisons:lab-probes",
    "advisor:start",
    "advisor:project-files",
    "advisor:decisions",
    "advisor:method",
    "advisor:about",
    "advisor:api",
    "advisor:api-types",
    "advisor:assistants",
)

# A path and the date of the last change, if known.
DatedPath = tuple[str, datetime | None]


class Section(Sitemap):  # type: ignore[type-arg]
    """A section of the site map."""

    def __init__(self, pages: Iterable[DatedPath]) -> None:
        self.pages = list(pages)

    def items(self) -> list[DatedPath]:
        return self.pages

    def location(self, item: DatedPath) -> str:
        return item[0]

    def lastmod(self, item: DatedPath) -> datetime | None:
        return item[1].replace(microsecond=0) if item[1] else None


class LastChanged(Struct, frozen=True):
    """The dates of the last changes of frameworks and criteria, by slug. Those without a known change are missing."""

    frameworks: dict[str, datetime]
    criteria: dict[str, datetime]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Allow everything: crawlers can see the robots tag of a page only if they may read the page."""
    address = request.build_absolute_uri(reverse("advisor:sitemap"))
    return HttpResponse(f"User-agent: *\nDisallow:\n\nSitemap: {address}\n", content_type="text/plain; charset=utf-8")


@on_current_edition
def sitemap(request: HttpRequest, edition: Edition) -> HttpResponse:
    catalogue, changed = edition.catalogue, last_changed(history(edition.number))
    sections: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
        "site": Section(_site_pages(edition)),
        "frameworks": Section(_framework_pages(catalogue, changed)),
        "criteria": Section(_criterion_pages(catalogue, changed)),
        "comparisons": Section(_comparison_pages(catalogue, changed)),
        "moves": Section(_move_pages(catalogue, changed)),
        "decisions": Section((reverse("advisor:decision", args=[one.slug]), None) for one in catalogue.scenarios),
        "lab": Section(_lab_pages(catalogue)),
        "editions": Section(
            (reverse("comparisons:edition", args=[row.number]), row.published_at) for row in editions()
        ),
    }
    # Django's own template has no times.
    return render_sitemap(request, sections, template_name="advisor/sitemap.xml")


def last_changed(steps: Iterable[Step]) -> LastChanged:
    """Return the dates of the last changes. `steps` are newest first."""
    changed = LastChanged(frameworks={}, criteria={})
    for step in steps:
        for change in step.changes:
            for slug in change.frameworks:
                changed.frameworks.setdefault(slug, step.published_at)
            for slug in change.criteria:
                changed.criteria.setdefault(slug, step.published_at)
    return changed


def _site_pages(edition: Edition) -> Iterator[DatedPath]:
    yield from ((reverse(name), edition.published_at) for name in _EVERY_EDITION)
    yield from ((reverse(name), None) for name in _UNDATED)


def _framework_pages(catalogue: Catalogue, changed: LastChanged) -> Iterator[DatedPath]:
    for slug in catalogue.public_frameworks:
        yield reverse("comparisons:framework", args=[slug]), changed.frameworks.get(slug)


def _criterion_pages(catalogue: Catalogue, changed: LastChanged) -> Iterator[DatedPath]:
    for criterion in catalogue.criteria:
        yield reverse("comparisons:criterion", args=[criterion.slug]), changed.criteria.get(criterion.slug)


def _comparison_pages(catalogue: Catalogue, changed: LastChanged) -> Iterator[DatedPath]:
    for pair in likely_pairs(catalogue):
        slugs = [framework.slug for framework in pair]
        dates = [changed.frameworks[slug] for slug in slugs if slug in changed.frameworks]
        yield reverse("comparisons:comparison", args=[comparison_slug(slugs)]), max(dates, default=None)


def _move_pages(catalogue: Catalogue, changed: LastChanged) -> Iterator[DatedPath]:
    for cost in move_costs(catalogue):
        ends = (cost.move.origin, cost.move.target)
        dates = [changed.frameworks[slug] for slug in ends if slug in changed.frameworks]
        yield reverse("comparisons:move", args=[cost.slug]), max(dates, default=None)


def _lab_pages(catalogue: Catalogue) -> Iterator[DatedPath]:
    """Yield the pages with code and measurements, which change with a release of the site and have no date."""
    for framework, _ in public_applications(catalogue):
        yield reverse("comparisons:application", args=[framework.slug]), None
    for framework, _ in measured_frameworks(catalogue, shipped_results()):
        yield reverse("comparisons:measurements", args=[framework.slug]), None
    for pair in likely_pairs(catalogue):
        if not code_of(pair).obstacle:
            yield reverse("comparisons:comparison-code", args=[comparison_slug([one.slug for one in pair])]), None
