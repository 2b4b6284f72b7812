"""What the models of the working copy share."""

from django.core.validators import RegexValidator
from django.db import models

from comparisons.catalogue.value import SLUG_PATTERN

check_slug = RegexValidator(SLUG_PATTERN, "Use lower-case letters, digits and single hyphens.")


class Revised(models.Model):
    """A row that editors edit. `revision` counts saves; admin/conflicts.py compares it to detect concurrent edits."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def slug_field(help_text: str, *, unique: bool = True) -> "models.CharField[str, str]":
    return models.CharField(max_length=60, unique=unique, validators=[check_slug], help_text=help_text)
