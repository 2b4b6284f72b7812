"""Jinja2, for the bodies of the two pages with hundreds of figures: several times as fast as Django's own templates.

They are called `*.jinja`. Django's templates frame them, and render the pieces that they are put together from.
"""

import re
from typing import Any

from django.template.defaultfilters import date, pluralize
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension

from comparisons.addresses import address
from comparisons.figures import of_hundred, percent, signed, whole
from comparisons.picture import description_of, draw, title_of

__all__ = ["environment"]


def environment(**options: Any) -> Environment:
    """Return what settings.TEMPLATES asks for. A name that does not exist is an error, and no empty text."""
    own = {"undefined": StrictUndefined, "trim_blocks": True, "extensions": [WithoutIndentation]}
    made = Environment(**options | own)  # noqa: S701  (Django turns escaping on)
    made.globals |= {"url": address, "draw": draw, "title_of": title_of, "description_of": description_of}
    made.filters |= {
        "date": date,
        "of_hundred": of_hundred,
        "percent": percent,
        "pluralize": pluralize,
        "signed": signed,
        "whole": whole,
    }
    return made


class WithoutIndentation(Extension):
    """Indentation is for readers of templates: a tenth of a page's bytes."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)
