"""Social cards as HTTP responses."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.template.loader import render_to_string

from comparisons.cards.text_layout import as_png
from comparisons.editions.store import Edition

# Sites that show cards keep copies anyway. A new edition may take this long to be seen on them.
_AN_HOUR = "public, max-age=3600"


def card_response(kind: str, card: object, edition: Edition, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Draw a card with the template of its kind. Views that answer with it let other sites show it."""
    svg = render_to_string(f"cards/{kind}.svg", {"card": card, "edition": edition})
    told = {"Cache-Control": _AN_HOUR} | dict(headers or {})
    return HttpResponse(as_png(svg), content_type="image/png", headers=told)
