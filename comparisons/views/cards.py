"""Social cards and badges of pages, with the same checks and redirects as the pages themselves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comparisons.cards.comparison import comparison_card
from comparisons.cards.framework import badge, framework_card, site_card
from comparisons.catalogue.value import Framework
from comparisons.content.comparison import compare
from comparisons.editions.store import Edition
from comparisons.rendering.card_response import card_response
from comparisons.views.compare import on_comparison
from comparisons.views.decorators import CARD, OtherSites, costs, on_current_edition, other_sites_may
from comparisons.views.frameworks import on_framework


@costs(CARD)
@other_sites_may(OtherSites.SHOW)
@on_current_edition
def site_png(request: HttpRequest, edition: Edition) -> HttpResponse:
    return card_response("site", site_card(edition.catalogue), edition)


@costs(CARD)
@other_sites_may(OtherSites.SHOW)
@on_framework(serves_aliases=True)
def framework_png(request: HttpRequest, edition: Edition, framework: Framework) -> HttpResponse:
    return card_response("framework", framework_card(edition.catalogue, framework), edition)


@costs(CARD)
@other_sites_may(OtherSites.SHOW)
@on_comparison({}, serves_aliases=True)
def comparison_png(request: HttpRequest, edition: Edition, frameworks: list[Framework]) -> HttpResponse:
    return card_response("comparison", comparison_card(compare(edition.catalogue, frameworks)), edition)


@other_sites_may(OtherSites.READ)
@on_framework(serves_aliases=True)
def badge_svg(request: HttpRequest, edition: Edition, framework: Framework) -> HttpResponse:
    return render(request, "cards/badge.svg", {"badge": badge(framework, edition.number)}, content_type="image/svg+xml")
