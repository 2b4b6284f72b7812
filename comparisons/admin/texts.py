"""Form fields for texts and slugs that a catalogue may contain."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from comparisons.catalogue.checks.names import slugs_are_sound
from comparisons.catalogue.value import Catalogue, Group

__all__ = ["LONGEST", "PlainText", "SlugText"]

LONGEST = 10_000


def refuse_control_characters(text: str) -> None:
    if any(ord(character) < 32 and character not in "\n\t" for character in text):
        raise ValidationError("This text holds a control character. Delete it, or type the text anew.")


def refuse_unsound_slug(slug: str) -> None:
    """Apply the catalogue's rule for slugs, using a group with this slug."""
    named = Catalogue(groups=(Group(slug=slug, name="", description=""),))
    for problem in slugs_are_sound(named):
        raise ValidationError(f"{problem.message.capitalize()}.")


class PlainText(forms.CharField):
    """Normalises the line ends that browsers send (CRLF) to LF, or every save would count as a change."""

    default_validators = [refuse_control_characters]

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class SlugText(PlainText):
    default_validators = [refuse_unsound_slug]
