from django.db import models

from comparisons.catalogue.value import Strength
from comparisons.models.base import Revised, aliases_field, slug_field
from comparisons.models.evidence import web_address
from comparisons.models.frameworks import Framework
from comparisons.models.questions import Choice


class Scenario(Revised):
    """A project for which the right frameworks are known. Tested by `manage.py check_scenarios`."""

    STRENGTHS = [(strength.value, strength.value.capitalize()) for strength in Strength]

    slug = slug_field("Names the scenario in files.")
    aliases = aliases_field()
    title = models.CharField(max_length=200)
    story = models.TextField(help_text="The project in a few sentences, facts only.")
    answers = models.ManyToManyField(
        Choice,
        related_name="scenarios",
        help_text="What its people would answer. Leave out what the story does not say.",
    )
    right = models.ManyToManyField(Framework, related_name="right_in", help_text="First places that would be right.")
    unacceptable = models.ManyToManyField(
        Framework,
        related_name="unacceptable_in",
        blank=True,
        help_text="First places that would be a grave error.",
    )
    chosen = models.ManyToManyField(
        Framework, related_name="chosen_in", blank=True, help_text="What the project itself took."
    )
    group = models.CharField(max_length=60, help_text="Scenarios of one group count together as one.")
    strength = models.CharField(max_length=10, choices=STRENGTHS, help_text="How well the outcome is established.")
    address = models.CharField(max_length=500, blank=True, validators=[web_address])

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title
