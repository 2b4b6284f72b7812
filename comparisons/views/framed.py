from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

__all__ = ["framed"]

# What a frame shows where the body goes. Whatever anybody typed is escaped, so it stands nowhere else.
_BODY = mark_safe("<!-- body -->")


def framed(request: HttpRequest, frame: str, body: str, context: Mapping[str, Any]) -> HttpResponse:
    """Answer with a Django template around a body that Jinja2 renders (comparisons/jinja.py says why).

    The frame shows `{{ body }}` in its place. The two are joined as bytes: copied through the blocks of a frame, a
    body of 200 KB takes as long as it takes to render. Its pieces become bytes one by one, since most are ASCII: a long
    text with a single dash takes sixty times as long as one without.
    """
    before, _, after = render_to_string(frame, {**context, "body": _BODY}, request).partition(_BODY)
    jinja = engines["jinja2"]
    assert isinstance(jinja, Jinja2), "settings.TEMPLATES says so"
    middle = b"".join([piece.encode() for piece in jinja.env.get_template(body).generate(**context)])
    return HttpResponse((before, middle, after))
