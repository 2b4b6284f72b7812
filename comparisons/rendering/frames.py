"""Pages whose body Jinja2 renders, in a frame that Django renders: the head, the header and the footer."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from comparisons.editions.store import Edition
from comparisons.rendering.addresses import markdown_address
from comparisons.rendering.fragments import fragments_of
from comparisons.rendering.marks import filled, mark

_BODY = "body"
# The address of the page as Markdown, which a request does not have.
MARKDOWN = "markdown"
# What frames show of a request.
_OF_REQUEST = ("scheme", "get_host", "path", "get_full_path", MARKDOWN)


def framed(
    request: HttpRequest, frame: str, body: str, context: Mapping[str, Any], values: Mapping[str, str] | None = None
) -> HttpResponse:
    """Return a response with a Jinja2 body in a Django frame, at its `{{ body }}`.

    With `values`, the frame is rendered once for an edition, with a mark in the place of each value: it shows them as
    they are, without filters and conditions, and nothing else of `context` or the request. Without, it is rendered for
    this page.

    The parts are joined as bytes, because passing a body of 200 KB through the blocks of a Django template takes as
    long as rendering it. Those of the body are encoded one by one, because most are ASCII, which is many times as fast.
    """
    if values is None:
        html = render_to_string(frame, {**context, _BODY: mark(_BODY)}, request)
    else:
        own = {name: conditional_escape(value) for name, value in {**_of(request), **values}.items()}
        html = filled(_kept_frame(context["edition"], frame, (*values, _BODY)), {**own, _BODY: mark(_BODY)})
    before, _, after = html.partition(mark(_BODY))
    jinja = engines["jinja2"]
    assert isinstance(jinja, Jinja2), "as settings.TEMPLATES configures it"
    middle = b"".join([part.encode() for part in jinja.env.get_template(body).generate(**context)])
    return HttpResponse((before, middle, after))


def _kept_frame(edition: Edition, frame: str, names: tuple[str, ...]) -> str:
    """Return a frame with marks in the place of these values, and of what it shows of a request."""

    def render() -> str:
        request = {name: mark(name) for name in _OF_REQUEST}
        return render_to_string(frame, {"edition": edition, "request": request} | {name: mark(name) for name in names})

    return fragments_of(edition).text(("frame", frame), render)


def _of(request: HttpRequest) -> dict[str, str]:
    return {
        "scheme": request.scheme or "",
        "get_host": request.get_host(),
        "path": request.path,
        "get_full_path": request.get_full_path(),
        MARKDOWN: markdown_address(request.get_full_path()),
    }


def data_block(value: dict[str, Any] | SafeString) -> SafeString:
    """Return structured data (JSON-LD) as a script element, escaped so that no text in it can end the element.

    One that is an element already is returned as it is.
    """
    if isinstance(value, SafeString):
        return value
    text = json.dumps(value, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  (escaped just above)
