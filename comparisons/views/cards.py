"""Social cards and badges, by the same rules as the pages that they stand for."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from comparisons.cards.comparison import comparison_card
from comparisons.cards.framework import badge, framework_card, site_card
from comparisons.cards.text_layout import as_png
from comparisons.catalogue.value import Framework
from comparisons.content.comparison import compare
from comparisons.editions.store import Edition
from comparisons.views.compare import on_comparison
from comparisons.views.decorators import OtherSites, on_current_edition, other_sites_may
from comparisons.views.frameworks import find_framework

# Whoever shows cards to others keeps copies anyway; a new edition may take this long to be seen.
_AN_HOUR = "public, max-age=3600"


@other_sites_may(OtherSites.SHOW)
@on_current_edition
def site_png(request: HttpRequest, edition: Edition) -> HttpResponse:
    return card_response("site", site_card(edition.catalogue), edition)


@other_sites_may(OtherSites.SHOW)
@on_current_edition
def framework_png(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    framework = find_framework(edition.catalogue, slug)
    return card_response("framework", framework_card(edition.catalogue, framework), edition)


@other_sites_may(OtherSites.SHOW)
@on_comparison({})
def comparison_png(request: HttpRequest, edition: Edition, frameworks: list[Framework]) -> HttpResponse:
    return card_response("comparison", comparison_card(compare(edition.catalogue, frameworks)), edition)


@other_sites_may(OtherSites.READ)
@on_current_edition
def badge_svg(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    framework = find_framework(edition.catalogue, slug)
    return render(request, "cards/badge.svg", {"badge": badge(framework, edition.number)}, content_type="image/svg+xml")


def card_response(kind: str, card: object, edition: Edition, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Draw a card with the template of its kind. Views that answer with it let other sites show it."""
    svg = render_to_string(f"cards/{kind}.svg", {"card": card, "edition": edition})
    told = {"Cache-Control": _AN_HOUR} | dict(headers or {})
    return HttpResponse(as_png(svg), content_type="image/png", headers=told)
