from django.core.validators import RegexValidator
from django.db import models

from comparisons.catalogue.slugs import SLUG_PATTERN
from comparisons.catalogue.value import PackageKind
from comparisons.models.base import Revised, check_slug, slug_field
from comparisons.models.questions import Choice

_NAME = SLUG_PATTERN[1:-1]
check_names = RegexValidator(
    rf"^{_NAME}(\s+{_NAME})*$", "Give names in lower case with single hyphens, separated by spaces."
)


class Package(Revised):
    """What it means that a project depends on a package."""

    KINDS = [
        (PackageKind.FRAMEWORK.value, "Web framework"),
        (PackageKind.EITHER.value, "Web framework, often used for something else"),
        (PackageKind.LIBRARY.value, "Anything else"),
    ]

    slug = slug_field("Its name in the Python Package Index: in lower case, with hyphens for dots and underscores.")
    kind = models.CharField(max_length=10, choices=KINDS, default=PackageKind.LIBRARY.value)
    meaning = models.TextField(
        help_text="What it is for, in one sentence that justifies the answers: “SQLAlchemy is a data layer of its own.”"
    )
    extends = models.CharField(
        "add-on for",
        max_length=60,
        blank=True,
        validators=[check_slug],
        help_text="The package of the framework that it is of no use without, such as flask.",
    )
    brings = models.TextField(
        blank=True,
        default="",
        validators=[check_names],
        help_text="Packages that it installs itself, separated by spaces. Beside it, they say nothing about a project.",
    )
    answers = models.ManyToManyField(
        Choice,
        blank=True,
        related_name="packages",
        help_text="What follows for every project that depends on it. If you have doubts, leave it out.",
    )

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug
