"""Pieces of the page of what was found: addresses, and texts with the words marked."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from comparisons.entries import Collection, Place
from comparisons.words import Piece, excerpt, marked

register = template.Library()

_PAGE_OF_ONE = {Collection.FRAMEWORKS: "framework", Collection.CRITERIA: "criterion"}
_LONGEST_EXCERPT = 200


@register.filter
def address(place: Place) -> str:
    if place.slug:
        path = reverse(f"comparisons:{_PAGE_OF_ONE[place.collection]}", args=[place.slug])
    else:
        path = reverse(f"comparisons:{place.collection}")
    return f"{path}#{place.anchor}" if place.anchor else path


@register.simple_tag
def find_address(query: str, only: str = "") -> str:
    asked = {"q": query, "only": only} if only else {"q": query}
    return f"{reverse('comparisons:find')}?{urlencode(asked)}"


@register.filter
def mark(text: str, words: Sequence[str]) -> SafeString:
    """A whole text with the words marked."""
    return _html(marked(text, words))


@register.filter
def mark_excerpt(text: str, words: Sequence[str]) -> SafeString:
    """What stands around the first of the words, with the words marked."""
    return _html(excerpt(text, words, _LONGEST_EXCERPT))


def _html(pieces: Iterable[Piece]) -> SafeString:
    return format_html_join("", "{}", ((_marked(piece),) for piece in pieces))


def _marked(piece: Piece) -> str:
    return format_html("<mark>{}</mark>", piece.text) if piece.is_match else piece.text
