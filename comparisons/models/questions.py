from typing import Any

from django.db import models
from django.db.models import Q

from comparisons.catalogue.value import Importance
from comparisons.models.base import Revised, aliases_field, slug_field
from comparisons.models.criteria import Criterion, Kind
from comparisons.models.querysets import InPageOrder


class Question(Revised):
    slug = slug_field("Part of every advice link. If you change it, old links keep working.")
    aliases = aliases_field()
    text = models.CharField(max_length=200, help_text="One question about the project, never about frameworks.")
    help = models.TextField(blank=True, help_text="Shown below the question.")
    why = models.TextField(help_text="Why it is asked, for visitors who wonder.")
    topic = models.CharField(
        "as a topic",
        max_length=80,
        blank=True,
        help_text=(
            "What it is about, such as “Background or scheduled jobs”, for the list from which visitors pick what "
            "matters to them. Who picks others is not asked. If empty, it is not on the list, and everybody is asked."
        ),
    )
    multiple = models.BooleanField("several answers", default=False)
    asked_after: "models.ManyToManyField[Choice, Any]" = models.ManyToManyField(
        "Choice",
        blank=True,
        related_name="opens",
        help_text=(
            "Ask only when these choices were made. Of the choices of one question, any one is enough; "
            "with choices of several questions, each of those questions must be answered with one of its own. "
            "Take choices of earlier questions only."
        ),
    )
    position = models.PositiveIntegerField(default=0, help_text="Lower numbers are asked first.")

    objects = InPageOrder.as_manager()

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.text


class Choice(Revised):
    question = models.ForeignKey(Question, models.CASCADE, related_name="choices")
    slug = slug_field("Part of every advice link that made this choice.", unique=False)
    aliases = aliases_field()
    text = models.CharField(max_length=200)
    help = models.CharField(max_length=300, blank=True)
    clause = models.CharField(
        "as a clause",
        max_length=200,
        blank=True,
        help_text=(
            "The answer as results repeat it after “if” or “because”, such as “staff need a back office”: "
            "no capital at the start, no full stop. If empty, they quote question and answer."
        ),
    )
    exclusive = models.BooleanField(
        default=False,
        help_text=(
            "Says that the others do not apply, such as 'no' or 'none of these'. It may change nothing, "
            "and where several answers can be given it stands alone."
        ),
    )
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["question", "position", "slug"]
        constraints = [models.UniqueConstraint(fields=["question", "slug"], name="unique_choice_of_question")]

    def __str__(self) -> str:
        return f"{self.question.slug}: {self.text}"


class StartingPoint(Revised):
    """Answers that a visitor can start from and change."""

    slug = slug_field("Names the starting point in files.")
    name = models.CharField(max_length=60, help_text="What is built, in a few words: “SaaS product”.")
    description = models.TextField(help_text="Whom it suits, in one sentence.")
    answers = models.ManyToManyField(
        Choice,
        related_name="starting_points",
        help_text="What most such projects would answer. Leave out what differs from one to the next.",
    )
    position = models.PositiveIntegerField(default=0, help_text="Lower numbers are offered first.")

    objects = InPageOrder.as_manager()

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.name


class Effect(models.Model):
    """The importance that a choice gives to a criterion."""

    IMPORTANCES = [(importance.value, importance.value.replace("-", " ")) for importance in Importance]

    choice = models.ForeignKey(Choice, models.CASCADE, related_name="effects")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="effects")
    importance = models.CharField(max_length=12, choices=IMPORTANCES)

    class Meta:
        ordering = ["choice", "criterion"]
        constraints = [models.UniqueConstraint(fields=["choice", "criterion"], name="unique_effect_of_choice")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_importance_display()}"


class Requirement(models.Model):
    """A requirement that a choice sets. Frameworks are screened by requirements before they are ranked."""

    choice = models.ForeignKey(Choice, models.CASCADE, related_name="requirements")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="requirements")
    at_least = models.FloatField(null=True, blank=True)
    at_most = models.FloatField(null=True, blank=True)
    kinds = models.ManyToManyField(
        Kind,
        blank=True,
        related_name="requirements",
        help_text="For a criterion with kinds: the kinds that pass.",
    )

    class Meta:
        ordering = ["choice", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["choice", "criterion"], name="unique_requirement_of_choice"),
            models.CheckConstraint(
                name="requirement_has_one_bound",
                condition=Q(at_least__isnull=True) | Q(at_most__isnull=True),
                violation_error_message="Give 'at least' or 'at most', not both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}"
