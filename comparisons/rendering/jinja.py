"""Jinja2, for the bodies of the two pages with hundreds of numbers: several times as fast as Django's templates.

These templates are named `*.jinja`. Django templates render the fragments in them, and the frame around them (see
frames.py).
"""

import re
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.template.defaultfilters import date, pluralize
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension

from comparisons.catalogue.house_rules import rule_sentence
from comparisons.catalogue.wording import counted, joined
from comparisons.content.figures import of_hundred, percent, signed, whole
from comparisons.rendering.addresses import address
from comparisons.rendering.comparison_parts import (
    cited_items,
    correction_link,
    criterion_name,
    reason_list,
    score_cells,
    table_rows,
)


def environment(**options: Any) -> Environment:
    """Return the environment for settings.TEMPLATES. An undefined name is an error, not empty text."""
    own = {"undefined": StrictUndefined, "trim_blocks": True, "extensions": [WithoutIndentation]}
    made = Environment(**options | own)  # noqa: S701  (Django's backend passes autoescape=True)
    made.globals |= {
        "cited_items": cited_items,
        "correction_link": correction_link,
        "counted": counted,
        "criterion_name": criterion_name,
        "joined": joined,
        "reason_list": reason_list,
        "rule_sentence": rule_sentence,
        "score_cells": score_cells,
        "table_rows": table_rows,
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
    """Remove the indentation of templates, a tenth of a page's bytes. `lstrip_blocks` keeps it before text."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)
