"""The style guide: the design tokens, parsed from the style sheet, and samples of all components."""

import re
from pathlib import Path
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from msgspec import Struct

from comparisons.catalogue.value import Verdict
from comparisons.content.comparison import compare
from comparisons.editions.store import Edition
from comparisons.rendering.fragments import Pieces
from comparisons.views.decorators import on_current_edition

CHOICES = [("one", "One"), ("other", "The other")]


class SampleForm(forms.Form):
    """One field of each kind that the site's forms use."""

    words = forms.CharField(label="Words", help_text="A line that helps.", required=False)
    wrong = forms.CharField(label="Something missing", error_messages={"required": "Say what is missing."})
    choice = forms.ChoiceField(label="One of several", choices=CHOICES, required=False)
    one = forms.ChoiceField(label="One", choices=CHOICES, widget=forms.RadioSelect, required=False)
    many = forms.MultipleChoiceField(
        label="Any number", choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("", "Send", css_class="btn btn-primary"))


_BLOCK = re.compile(r":root \{(?P<body>[^}]*)\}")
_LINE = re.compile(r"/\* (?P<title>.+?) \*/|--(?P<name>[\w-]+): (?P<value>[^;]+);")
_DARK = "@media (prefers-color-scheme: dark)"


class Token(Struct, frozen=True):
    """A CSS custom property. `dark` is its value in the dark colour scheme, "" if it is the same."""

    name: str
    value: str
    dark: str = ""


class TokenGroup(Struct, frozen=True):
    title: str
    tokens: tuple[Token, ...]

    @property
    def sample(self) -> str:
        """The kind of sample to draw: the first word of the title."""
        return self.title.split()[0].strip(":,").lower()


def token_groups(css: str) -> list[TokenGroup]:
    """Return the tokens of a style sheet, grouped by the comments above them."""
    dark = dict(_tokens(_block(css.partition(_DARK)[2])))
    groups: list[TokenGroup] = []
    title, tokens = "", list[Token]()
    for line in _LINE.finditer(_block(css)):
        if line["title"]:
            groups.append(TokenGroup(title=title, tokens=tuple(tokens)))
            title, tokens = line["title"], []
        else:
            tokens.append(Token(name=line["name"], value=line["value"], dark=dark.get(line["name"], "")))
    groups.append(TokenGroup(title=title, tokens=tuple(tokens)))
    return [group for group in groups if group.tokens]


def _block(css: str) -> str:
    found = _BLOCK.search(css)
    return found["body"] if found else ""


def _tokens(body: str) -> list[tuple[str, str]]:
    return [(line["name"], line["value"]) for line in _LINE.finditer(body) if line["name"]]


@on_current_edition
def styleguide(request: HttpRequest, edition: Edition) -> HttpResponse:
    """For developers: served only if DEBUG is on."""
    frameworks = edition.catalogue.published_frameworks[:6]
    comparison = compare(edition.catalogue, frameworks)
    rated = [row for row in comparison.rows if row.is_rated]
    context = {
        "edition": edition,
        "groups": token_groups(_style_sheet()),
        "form": SampleForm({"words": "Typed", "one": "one", "many": ["other"]}),
        "pieces": Pieces(edition),
        "frameworks": frameworks,
        "rows": rated[:4],
        "cells": [cell for row in rated for cell in row.cells][:4],
        "verdicts": list(Verdict),
    }
    return render(request, "advisor/styleguide.html", context)


def _style_sheet() -> str:
    path = finders.find("site/site.css")
    assert isinstance(path, str), "the site's style sheet is in static/"
    return Path(path).read_text(encoding="utf-8")
