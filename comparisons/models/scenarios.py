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
    source = models.CharField(max_length=300, blank=True, help_text="The title of the page at this address.")
    decided = models.CharField(
        max_length=60, blank=True, help_text="When, as the page says it: “2019”, “2023 or later”."
    )
    weighed = models.TextField(
        "options weighed", blank=True, help_text="What the project considered, one name a line, as the page has them."
    )
    outcome = models.TextField(blank=True, help_text="How it went, in a few sentences. Blank if the page does not say.")
    aside = models.BooleanField(
        "set aside",
        default=False,
        help_text=(
            "Keep it for measuring only. Nothing is tuned on it, no page shows it as an example, and "
            "only <code>manage.py check_scenarios --aside</code> plays it."
        ),
    )

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title


class StoryFact(models.Model):
    """What the record of a decision says of the project under one topic."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="facts")
    topic = models.CharField(max_length=60)
    text = models.TextField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.topic


class TurnedDown(models.Model):
    """An option that a project did not take, and why."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="turned_down")
    name = models.CharField(max_length=100)
    reason = models.TextField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name, verbose_name_plural = "option turned down", "options turned down"

    def __str__(self) -> str:
        return self.name
