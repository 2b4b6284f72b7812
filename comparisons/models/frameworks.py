from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from comparisons.catalogue.house_rules import RINGS
from comparisons.catalogue.value import Confidence, Interface, Status
from comparisons.models.base import Revised, aliases_field, slug_field
from comparisons.models.criteria import Criterion, Kind
from comparisons.models.evidence import Source, web_address
from comparisons.models.querysets import FrameworkQuerySet

check_month = RegexValidator(r"^\d{4}-(0[1-9]|1[0-2])$", "Give year and month, such as 2005-07.")


def month_field(help_text: str) -> "models.CharField[str, str]":
    return models.CharField(max_length=7, blank=True, validators=[check_month], help_text=help_text)


def address_field() -> "models.CharField[str, str]":
    return models.CharField(max_length=500, blank=True, validators=[web_address])


class Framework(Revised):
    STATUSES = [(status.value, status.value.capitalize()) for status in Status]
    INTERFACES = [
        (Interface.WSGI.value, "WSGI"),
        (Interface.ASGI.value, "ASGI"),
        (Interface.BOTH.value, "WSGI and ASGI"),
        (Interface.OWN.value, "Its own server"),
    ]

    slug = slug_field("Part of the address of its pages. If you change it, the old address keeps working.")
    aliases = aliases_field()
    name = models.CharField(max_length=60)
    status = models.CharField(
        max_length=10,
        choices=STATUSES,
        default=Status.DRAFT.value,
        help_text="Drafts are never shown. Retired ones keep their page but are not recommended.",
    )
    summary = models.TextField(help_text="What it is, in one or two sentences.")
    interface = models.CharField(max_length=10, choices=INTERFACES, help_text="How it meets the web server.")
    licence = models.CharField(max_length=60)
    home_page = address_field()
    documentation = address_field()
    repository = address_field()
    first_release = month_field("First public release: year and month, such as 2005-07.")
    latest_version = models.CharField(max_length=30)
    latest_release = month_field("Month of the latest version.")
    alternatives = models.ManyToManyField(
        "self", symmetrical=False, blank=True, help_text="Its nearest rivals, offered on its page."
    )
    built_on = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="built_upon",
        help_text="The framework that it needs and adds to. Its scores are those of the two together.",
    )

    ring = models.CharField(
        "house rule",
        max_length=10,
        blank=True,
        default="",
        choices=[(ring.value, name) for ring, (name, _) in RINGS.items()],
        help_text="What your organisation has decided about it. Shown beside the ranking, which it does not move.",
    )
    ring_reason = models.TextField("reason", blank=True, default="", help_text="Why, for those who read it later.")
    ring_decided_on = models.DateField("decided on", null=True, blank=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                name="house_rule_has_a_day",
                condition=Q(ring="", ring_reason="", ring_decided_on=None)
                | ~Q(ring="") & Q(ring_decided_on__isnull=False),
                violation_error_message="A house rule has a ring, a reason and the day of the decision, "
                "or none of them.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Fact(models.Model):
    """A line in the identity of a framework: creators, Python versions, release policy."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="facts")
    label = models.CharField(max_length=60)
    text = models.TextField()
    sources = models.ManyToManyField(Source, related_name="facts", blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label


class Statement(models.Model):
    """One sourced sentence for or against a framework."""

    class Side(models.TextChoices):
        STRENGTHS = "strengths", "Strength"
        DRAWBACKS = "drawbacks", "Drawback"
        SUITED_FOR = "suited_for", "Suited for"
        NOT_SUITED_FOR = "not_suited_for", "Not suited for"

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="statements")
    side = models.CharField(max_length=20, choices=Side)
    text = models.TextField(help_text="One plain sentence.")
    sources = models.ManyToManyField(Source, related_name="statements", blank=True)
    position = models.PositiveIntegerField(default=0, help_text="Within its side; lower numbers come first.")

    class Meta:
        ordering = ["side", "position", "id"]

    def __str__(self) -> str:
        return self.text


class Score(Revised):
    """The score of a framework on a criterion. No row means unknown."""

    CONFIDENCES = [(confidence.value, confidence.value.capitalize()) for confidence in Confidence]

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    value = models.FloatField(
        null=True,
        blank=True,
        help_text="0 to 10 on an editorial scale, else the figure in the criterion's unit.",
    )
    kind = models.ForeignKey(
        Kind,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="scores",
        help_text="Only where the scale has kinds.",
    )
    relative_error = models.FloatField(
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(0.99)],
        help_text="Measured figures only: the stated error as a share, 0.1 for 10%.",
    )
    confidence = models.CharField(
        max_length=10,
        choices=CONFIDENCES,
        help_text="High: read in the project's own documents. Medium: judged from several facts. "
        "Low: mostly judgement.",
    )
    reason = models.TextField(help_text="The facts behind the value, for visitors.")
    sources = models.ManyToManyField(
        Source,
        related_name="scores",
        blank=True,
        help_text="Without a source the score is shown as a judgement.",
    )
    reviewed_on = models.DateField(help_text="The day somebody last checked the reason against its sources.")
    version = models.CharField(max_length=30, help_text="The version of the framework that the reason is about.")

    class Meta:
        ordering = ["framework", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "criterion"], name="unique_score_of_framework"),
            models.CheckConstraint(
                name="score_has_value_or_kind",
                condition=Q(value__isnull=False, kind__isnull=True) | Q(value__isnull=True, kind__isnull=False),
                violation_error_message="Give either a value or a kind.",
            ),
            models.CheckConstraint(
                name="relative_error_is_a_share",
                condition=Q(relative_error__gte=0, relative_error__lt=1),
                violation_error_message="The relative error is a share: 0 or more, below 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework}: {self.criterion}"


class Extension(Revised):
    """An add-on, described on its framework's page and never ranked by itself."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="extensions")
    slug = slug_field("Names it in files.", unique=False)
    name = models.CharField(max_length=60)
    summary = models.TextField(help_text="What it is, in one or two sentences.")
    home_page = address_field()
    licence = models.CharField(max_length=60)
    latest_version = models.CharField(max_length=30)
    latest_release = month_field("Month of the latest version.")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "slug"]
        constraints = [models.UniqueConstraint(fields=["framework", "slug"], name="unique_extension_of_framework")]

    def __str__(self) -> str:
        return self.name


class ExtensionStatement(models.Model):
    class Side(models.TextChoices):
        ADDS = "adds", "Adds"
        LIMITS = "limits", "Limit"

    extension = models.ForeignKey(Extension, models.CASCADE, related_name="statements")
    side = models.CharField(max_length=10, choices=Side)
    text = models.TextField(help_text="One plain sentence.")
    sources = models.ManyToManyField(Source, related_name="extension_statements", blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["side", "position", "id"]

    def __str__(self) -> str:
        return self.text
