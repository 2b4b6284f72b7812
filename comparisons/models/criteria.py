from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from comparisons.models.base import Revised, aliases_field, slug_field
from comparisons.models.querysets import CriterionQuerySet, InPageOrder


class Group(Revised):
    slug = slug_field("Names the group in files. Do not change it once published.")
    name = models.CharField(max_length=100, help_text="The heading above its criteria.")
    description = models.TextField(help_text="One sentence: what the criteria of this group have in common.")
    position = models.PositiveIntegerField(default=0, help_text="Groups with a lower number come first.")

    objects = InPageOrder.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name, verbose_name_plural = "group of criteria", "groups of criteria"

    def __str__(self) -> str:
        return self.name


class Criterion(Revised):
    class ScaleType(models.TextChoices):
        EDITORIAL = "editorial", "Editorial: 0 to 10, judged against written anchors"
        MEASURED = "measured", "Measured: a figure with a unit"
        KINDS = "kinds", "Kinds: a fact that makes none better"

    slug = slug_field("Part of the address of its page. If you change it, the old address keeps working.")
    aliases = aliases_field()
    name = models.CharField(max_length=100)
    group = models.ForeignKey(Group, models.PROTECT, related_name="criteria")
    position = models.PositiveIntegerField(default=0, help_text="Within all criteria; lower numbers come first.")
    description = models.TextField(help_text="What is looked at, in words a visitor understands.")
    review_months = models.PositiveSmallIntegerField(
        "months between reviews",
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text="Scores that nobody has looked at for longer are marked as stale.",
    )
    retired = models.BooleanField(
        default=False,
        help_text="Keeps its page and its scores, but takes no part in new advice. No choice may name it.",
    )
    scale_type = models.CharField("scale", max_length=10, choices=ScaleType)
    anchor_0 = models.TextField(
        "what 0 means", blank=True, help_text="Editorial scales only. What would earn the lowest score."
    )
    anchor_5 = models.TextField("what 5 means", blank=True)
    anchor_10 = models.TextField("what 10 means", blank=True)
    unit = models.CharField(max_length=60, blank=True, help_text="Measured scales only, in the plural.")
    worst = models.FloatField(
        "worst level",
        null=True,
        blank=True,
        help_text="Measured scales only: counts as 0. Chosen for the subject, never from the frameworks on show.",
    )
    best = models.FloatField(
        "best level",
        null=True,
        blank=True,
        help_text="Counts as 10. Below the worst level when less is better.",
    )
    logarithmic = models.BooleanField(
        default=False, help_text="For quantities where doubling matters equally at every size."
    )

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name_plural = "criteria"
        constraints = [
            models.CheckConstraint(
                name="editorial_scale_has_anchors",
                condition=~Q(scale_type="editorial") | (~Q(anchor_0="") & ~Q(anchor_5="") & ~Q(anchor_10="")),
                violation_error_message="An editorial scale needs a text at 0, at 5 and at 10.",
            ),
            models.CheckConstraint(
                name="measured_scale_has_levels",
                condition=~Q(scale_type="measured")
                | (~Q(unit="") & Q(worst__isnull=False) & Q(best__isnull=False) & ~Q(worst=F("best"))),
                violation_error_message="A measured scale needs a unit and two different levels.",
            ),
            models.CheckConstraint(
                name="logarithmic_levels_are_positive",
                condition=Q(logarithmic=False) | (Q(worst__gt=0) & Q(best__gt=0)),
                violation_error_message="The levels of a logarithmic scale are above zero.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Kind(models.Model):
    """One of the kinds of a criterion with a scale of kinds."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="kinds")
    slug = slug_field("Names the kind in files.", unique=False)
    name = models.CharField(max_length=60)
    description = models.TextField(help_text="One sentence for visitors.")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "slug"]
        constraints = [models.UniqueConstraint(fields=["criterion", "slug"], name="unique_kind_of_criterion")]

    def __str__(self) -> str:
        return self.name
