from django.conf import settings
from django.db import models

from comparisons.models.querysets import EditionQuerySet


class Edition(models.Model):
    """The encoded catalogue as it was published. Rows are never changed."""

    number = models.PositiveIntegerField(unique=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="editions"
    )
    note = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    data = models.TextField()

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.CheckConstraint(name="edition_numbers_start_at_one", condition=models.Q(number__gte=1))]

    def __str__(self) -> str:
        return f"Edition {self.number}"


class WorkingCopy(models.Model):
    """A single row, created by a migration, that writers of the whole working copy lock."""

    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "working copy"

    def __str__(self) -> str:
        return "Working copy"
