"""Social cards as HTTP responses."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.template.loader import render_to_string

from comparisons.cards.text_layout import as_png
from comparisons.editions.store import Edition

# Sites that show cards keep copies anyway, so a new edition may take an hour to show on them.
_CACHE_CONTROL = "public, max-age=3600"


def card_response(kind: str, card: object, edition: Edition, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Return a card as a PNG, drawn with templates/cards/<kind>.svg."""
    svg = render_to_string(f"cards/{kind}.svg", {"card": card, "edition": edition})
    all_headers = {"Cache-Control": _CACHE_CONTROL} | dict(headers or {})
    return HttpResponse(as_png(svg), content_type="image/png", headers=all_headers)
