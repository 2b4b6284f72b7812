"""Feeds of what editions changed: of everything, of one framework, or of the frameworks of a comparison."""

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from comparisons.catalogue.value import Framework
from comparisons.editions import Edition
from comparisons.feeds import ATOM_TYPE, JSON_TYPE, Feed, as_atom, as_json_feed, entries_of
from comparisons.history import history
from comparisons.views.compare import on_comparison
from comparisons.views.decorators import OtherSites, on_current_edition, other_sites_may
from comparisons.views.frameworks import find_framework, pair_slug

ATOM, JSON = "atom", "json"


@other_sites_may(OtherSites.READ)
@on_current_edition
def edition_feed(request: HttpRequest, edition: Edition, form: str) -> HttpResponse:
    return _answer(_feed(request, edition, "editions", "What changes in the framework advisor"), form)


@other_sites_may(OtherSites.READ)
@on_current_edition
def framework_feed(request: HttpRequest, edition: Edition, form: str, slug: str) -> HttpResponse:
    framework = find_framework(edition.catalogue, slug)
    title = f"{framework.name} in the framework advisor"
    return _answer(_feed(request, edition, "framework", title, [framework]), form)


@other_sites_may(OtherSites.READ)
@on_comparison(None)
def comparison_feed(request: HttpRequest, edition: Edition, frameworks: list[Framework], form: str) -> HttpResponse:
    title = f"{' or '.join(framework.name for framework in frameworks)} in the framework advisor"
    return _answer(_feed(request, edition, "comparison", title, frameworks), form)


def _feed(
    request: HttpRequest, edition: Edition, page: str, title: str, frameworks: list[Framework] | None = None
) -> Feed:
    """Return the feed of a page, given by the name of its route; without frameworks, of everything."""
    slugs = [framework.slug for framework in frameworks or []]
    args = [pair_slug(slugs)] if slugs else []
    path = reverse(f"comparisons:{page}", args=args)
    steps = history(edition.number)
    host = request.get_host().partition(":")[0]
    entries = entries_of(
        steps,
        f"tag:{host},{{day}}:{path.strip('/')}/{{number}}",
        lambda number: request.build_absolute_uri(reverse("comparisons:edition", args=[number])),
        slugs,
    )
    return Feed(
        title=title,
        address=request.build_absolute_uri(path),
        atom=request.build_absolute_uri(reverse(f"comparisons:{page}-{ATOM}", args=args)),
        json=request.build_absolute_uri(reverse(f"comparisons:{page}-{JSON}", args=args)),
        updated_at=entries[0].published_at if entries else steps[-1].published_at,
        entries=entries,
    )


def _answer(feed: Feed, form: str) -> HttpResponse:
    if form == ATOM:
        return HttpResponse(as_atom(feed), content_type=ATOM_TYPE)
    return HttpResponse(msgspec.json.encode(as_json_feed(feed)), content_type=JSON_TYPE)
