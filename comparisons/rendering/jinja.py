"""Jinja2, for the bodies of the two pages with hundreds of figures: several times as fast as Django's own templates.

These templates are called `*.jinja`. Django's templates frame them, and render the fragments that they show.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.defaultfilters import date, pluralize
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension

from comparisons.content.charts import description_of, draw, of_hundred, percent, signed, title_of, whole
from comparisons.rendering.addresses import address
from comparisons.rendering.fragments import reason_list, score_cells, strips, table_rows

# Stands in a frame where the body goes. What visitors type is escaped, so it cannot occur elsewhere.
_BODY = mark_safe("<!-- body -->")


def environment(**options: Any) -> Environment:
    """Return the environment that settings.TEMPLATES names. A name that does not exist is an error, not empty text."""
    own = {"undefined": StrictUndefined, "trim_blocks": True, "extensions": [WithoutIndentation]}
    made = Environment(**options | own)  # noqa: S701  (Django's backend passes autoescape=True)
    made.globals |= {
        "description_of": description_of,
        "draw": draw,
        "reason_list": reason_list,
        "score_cells": score_cells,
        "strips": strips,
        "table_rows": table_rows,
        "title_of": title_of,
        "url": address,
    }
    made.filters |= {
        "day": day,
        "of_hundred": of_hundred,
        "percent": percent,
        "pluralize": pluralize,
        "signed": signed,
        "whole": whole,
    }
    return made


@lru_cache(maxsize=100)
def day(at: datetime) -> str:
    """Return a date in words; there are as many as editions."""
    return date(at, "j F Y")


class WithoutIndentation(Extension):
    """Drop the indentation of templates, a tenth of a page's bytes. `lstrip_blocks` would keep it before text."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)


def framed(request: HttpRequest, frame: str, body: str, context: Mapping[str, Any]) -> HttpResponse:
    """Answer with a Django template around a body that Jinja2 renders.

    The frame shows `{{ body }}` in its place. The two are joined as bytes: passed through the blocks of a frame, a body
    of 200 KB would take as long as it takes to render. Its parts are encoded one by one, since most are ASCII: a long
    text with a single dash takes many times as long as one without.
    """
    before, _, after = render_to_string(frame, {**context, "body": _BODY}, request).partition(_BODY)
    jinja = engines["jinja2"]
    assert isinstance(jinja, Jinja2), "settings.TEMPLATES says so"
    middle = b"".join([part.encode() for part in jinja.env.get_template(body).generate(**context)])
    return HttpResponse((before, middle, after))
