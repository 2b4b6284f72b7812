from typing import TYPE_CHECKING, Any

from django.core.validators import URLValidator
from django.db import models

from comparisons.catalogue.value import Verdict
from comparisons.models.base import Revised, aliases_field, slug_field
from comparisons.models.querysets import ClaimQuerySet, SourceQuerySet

if TYPE_CHECKING:
    from comparisons.models.frameworks import Framework

web_address = URLValidator(schemes=["http", "https"])


class Source(Revised):
    slug = slug_field("Names the source in files and in the address of the list of sources.")
    aliases = aliases_field()
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    address = models.CharField(
        max_length=500, blank=True, validators=[web_address], help_text="Blank when it cannot be linked to."
    )
    published = models.CharField(max_length=200, help_text="As the source says it: a date, a version, or 'undated'.")
    accessed = models.DateField(help_text="The day a person last read it.")
    note = models.CharField(
        max_length=300,
        blank=True,
        help_text="What a reader should know, for example that figures are second hand.",
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher})"


class Claim(Revised):
    """A statement of a source about frameworks, with our verdict."""

    VERDICTS = [(verdict.value, verdict.value.capitalize()) for verdict in Verdict]

    slug = slug_field("Names the claim in files and links.")
    aliases = aliases_field()
    text = models.TextField(help_text="What is claimed, restated in our own words, one statement only.")
    made_by = models.ForeignKey(Source, models.PROTECT, related_name="claims_made")
    where = models.CharField(max_length=200, blank=True, help_text="The place in the source, such as a heading.")
    frameworks: "models.ManyToManyField[Framework, Any]" = models.ManyToManyField(
        "Framework", related_name="claims", blank=True
    )
    criterion = models.ForeignKey("Criterion", models.PROTECT, null=True, blank=True, related_name="claims")
    verdict = models.CharField(
        max_length=10, blank=True, choices=VERDICTS, help_text="Leave blank while it is unchecked."
    )
    evidence = models.TextField(help_text="What better sources say, in one to three sentences.")
    sources = models.ManyToManyField(Source, related_name="claims", blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.text
