"""What the models of the working copy share."""

from django.core.validators import RegexValidator
from django.db import models

from comparisons.catalogue.slugs import SLUG_PATTERN

check_slug = RegexValidator(SLUG_PATTERN, "Use lower-case letters, digits and single hyphens.")


class Revised(models.Model):
    """A row that editors edit. `revision` counts saves; admin/conflicts.py compares it to detect concurrent edits."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def slug_field(help_text: str, *, unique: bool = True) -> "models.CharField[str, str]":
    return models.CharField(max_length=60, unique=unique, validators=[check_slug], help_text=help_text)


def aliases_field() -> "models.TextField[str, str]":
    """Return the column of a thing's aliases: slugs separated by spaces."""
    return models.TextField(
        "old names",
        blank=True,
        default="",
        help_text="Other slugs that lead here, separated by spaces. A changed slug is added by itself.",
    )
