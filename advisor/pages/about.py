"""Who keeps this site, and what is stored of whom."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comparisons.corrections.deciding import KEPT_FOR
from comparisons.corrections.sending import MOST_A_DAY
from comparisons.editions.store import Edition
from comparisons.views.decorators import on_current_edition


@on_current_edition
def about(request: HttpRequest, edition: Edition) -> HttpResponse:
    contact = settings.SITE_CONTACT
    context = {
        "edition": edition,
        "keeper": settings.SITE_KEEPER,
        "contact": contact,
        "contact_link": contact if contact.startswith(("http://", "https://")) else f"mailto:{contact}",
        "kept_for": KEPT_FOR.days,
        "most_a_day": MOST_A_DAY,
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
    }
    return render(request, "advisor/about.html", context)
