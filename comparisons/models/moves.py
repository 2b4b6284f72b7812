from django.db import models

from comparisons.catalogue.value import EFFORTS, ProjectPart
from comparisons.models.base import Revised, slug_field
from comparisons.models.evidence import Source
from comparisons.models.frameworks import Framework


class Move(Revised):
    """What moving from one framework to another costs. Its parts are rows of MovedPart."""

    slug = slug_field("Names the move in files and in its address: “flask-to-fastapi”.")
    origin = models.ForeignKey(Framework, models.CASCADE, related_name="moves_from", verbose_name="from")
    target = models.ForeignKey(Framework, models.CASCADE, related_name="moves_to", verbose_name="to")
    summary = models.TextField(help_text="What it comes to, in a sentence or two for visitors.")
    reviewed_on = models.DateField(help_text="The day somebody last checked the reasons against their sources.")

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "target"],
                name="unique_move",
                violation_error_message="There is a move from and to these frameworks already.",
            ),
            models.CheckConstraint(
                name="move_leads_elsewhere",
                condition=~models.Q(origin=models.F("target")),
                violation_error_message="A move leads to another framework.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin} → {self.target}"


class MovedPart(models.Model):
    """The effort that a part of a project takes when it moves."""

    PARTS = [(part.value, part.value) for part in ProjectPart]
    EFFORTS = [(effort, f"{effort}: {words}") for effort, words in EFFORTS.items()]

    move = models.ForeignKey(Move, models.CASCADE, related_name="parts")
    part = models.CharField(max_length=12, choices=PARTS)
    effort = models.PositiveSmallIntegerField(choices=EFFORTS)
    reason = models.TextField(help_text="What has to be done, and what stays, for visitors.")
    sources = models.ManyToManyField(Source, related_name="moved_parts", blank=True)

    class Meta:
        ordering = ["move", "part"]
        constraints = [models.UniqueConstraint(fields=["move", "part"], name="unique_part_of_move")]

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.effort}"
