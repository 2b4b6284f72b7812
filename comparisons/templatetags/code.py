"""Filters for the code of the lab's applications."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from comparisons.applications.highlighting import highlighted
from comparisons.applications.reading import SourceFile

register = template.Library()


@register.filter
def coloured(file: SourceFile) -> SafeString:
    """Return the text of a file as HTML, with a class for each kind of word."""
    return mark_safe(highlighted(file.name, file.text))  # noqa: S308  (escaped by highlighted)


@register.filter
def breakable(path: str) -> SafeString:
    """Return a path that may be broken after each slash."""
    return mark_safe(escape(path).replace("/", "/<wbr>"))  # noqa: S308  (escaped)
