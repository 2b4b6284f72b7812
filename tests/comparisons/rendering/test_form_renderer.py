"""Forms are the same as by Django's default renderer, but for white space and the codes of quotation marks."""

import re

import pytest
from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget, FilteredSelectMultiple
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorList
from django.utils.safestring import mark_safe

from comparisons.rendering.form_renderer import FormRenderer

CHOICES = [("a", "A & B"), ("Group", [("1", mark_safe("<b>One</b>")), (2, "Two's")]), ("", "None")]
HOSTILE = '<i>"it\'s" & more</i>\n'


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput(attrs={"maxlength": 60, "required": True, "disabled": False}), HOSTILE),
        (forms.TextInput(), None),
        (forms.NumberInput(attrs={"step": "any"}), 0.1),
        (forms.URLInput(attrs={"class": "vURLField"}), "https://alder.example/?a=1&b=2"),
        (forms.PasswordInput(), "secret"),
        (forms.HiddenInput(), 7),
        (forms.DateInput(), "2026-11-22"),
        (forms.Textarea(attrs={"rows": 3}), HOSTILE),
        (AdminTextareaWidget(), "\nTwo\nlines"),
        (forms.CheckboxInput(), True),
        (forms.Select(choices=CHOICES), 2),
        (forms.SelectMultiple(choices=CHOICES), ["a", "1"]),
        (FilteredSelectMultiple("sources", is_stacked=False, choices=CHOICES), ["a"]),
        (forms.RadioSelect(choices=CHOICES), "1"),
        (forms.CheckboxSelectMultiple(choices=CHOICES), ["a", 2]),
        (AdminSplitDateTime(), None),
        (forms.ClearableFileInput(), None),
    ],
)
def test_a_widget_is_the_same_as_by_the_default_renderer(widget, value):
    ours, theirs = (
        widget.render("the-name", value, attrs={"id": "id_1", "title": HOSTILE}, renderer=renderer)
        for renderer in (FormRenderer(), DjangoTemplates())
    )
    assert plain(ours) == plain(theirs)


@pytest.mark.parametrize("errors", [[], ["Say <i>why</i>."], ["One's", mark_safe("<a href='/'>Two</a>")]])
def test_errors_are_the_same_as_by_the_default_renderer(errors):
    ours, theirs = (
        ErrorList(errors, renderer=renderer, field_id="id_1") for renderer in (FormRenderer(), DjangoTemplates())
    )
    assert plain(str(ours)) == plain(str(theirs))
    assert ours.as_text() == theirs.as_text()


def plain(html):
    """Return HTML without white space between tags, which shows in a text area only."""
    html = html.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")
    return html if html.startswith("<textarea") else re.sub(r"\s*(?=<)|(?<=>)\s*", "", html)
