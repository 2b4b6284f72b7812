from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from advisor.styleguide.forms import SampleForm
from advisor.styleguide.tokens import token_groups
from comparisons.catalogue.value import Verdict
from comparisons.comparison import compare
from comparisons.editions import Edition
from comparisons.rendering.fragments import Pieces
from comparisons.views.decorators import on_current_edition


@on_current_edition
def styleguide(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The look on one page, for developers: served while DEBUG is on."""
    six = edition.catalogue.published_frameworks[:6]
    comparison = compare(edition.catalogue, six)
    rated = [row for row in comparison.rows if row.is_rated]
    context = {
        "edition": edition,
        "groups": token_groups(_style_sheet()),
        "form": SampleForm({"words": "Typed", "one": "one", "many": ["other"]}),
        "pieces": Pieces(edition),
        "frameworks": six,
        "rows": rated[:4],
        "cells": [cell for row in rated for cell in row.cells][:4],
        "verdicts": list(Verdict),
    }
    return render(request, "advisor/styleguide.html", context)


def _style_sheet() -> str:
    path = finders.find("site/site.css")
    assert isinstance(path, str), "the site's style sheet is in static/"
    return Path(path).read_text(encoding="utf-8")
