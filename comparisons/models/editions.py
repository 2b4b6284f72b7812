from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from comparisons.models.querysets import EditionQuerySet


class ShippedCatalogue(models.Model):
    """A state of the shipped catalogue that was loaded here, kept to tell later what a new version changes.

    `data` is the encoded catalogue, packed with zlib to about a fifth of its size. There is one row for each digest,
    never changed.
    """

    digest = models.CharField(max_length=64, unique=True)
    data = models.BinaryField()
    first_loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-first_loaded_at"]

    def __str__(self) -> str:
        return f"The catalogue as shipped, {self.digest[:8]}"


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
    grown_from = models.ForeignKey(
        ShippedCatalogue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="editions",
        help_text="The shipped catalogue that was loaded last before this edition. Blank: not remembered.",
    )
    under_review = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="How many corrections were under review when it was published, by the name of what they are about.",
    )

    # What the site shows of an edition asks this of previews too (editions/store.py).
    is_preview = False
    is_changed = False

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.CheckConstraint(name="edition_numbers_start_at_one", condition=models.Q(number__gte=1))]

    def __str__(self) -> str:
        return f"Edition {self.number}"


class WorkingCopyManager(models.Manager["WorkingCopy"]):
    def lock(self) -> None:
        """Lock the working copy until the end of the transaction, waiting for other writers, and store the time.

        On PostgreSQL this is a row lock; on SQLite transactions are exclusive anyway. The row comes from a migration
        and is created again if `manage.py flush` has deleted it.
        """
        self.update_or_create(pk=1, defaults={"changed_at": timezone.now()})

    def grown_from(self) -> int | None:
        """Return the key of the shipped catalogue that the working copy grew from, None if it is not remembered."""
        return self.filter(pk=1).values_list("grown_from", flat=True).first()

    def updates_offered(self) -> int:
        """Return how many updates the version that runs was found to bring when it started, 0 once they are settled."""
        return self.filter(pk=1).values_list("updates_offered", flat=True).first() or 0

    def locked_at(self) -> datetime | None:
        """Return when the lock was last taken, or None. While this does not change, no writer has changed the rows."""
        return self.filter(pk=1).values_list("changed_at", flat=True).first()


class WorkingCopy(models.Model):
    """A single row, created by a migration, that writers of the whole working copy lock."""

    changed_at = models.DateTimeField(auto_now=True)
    grown_from = models.ForeignKey(ShippedCatalogue, models.PROTECT, null=True, blank=True, related_name="+")
    updates_offered = models.PositiveIntegerField(default=0)

    objects = WorkingCopyManager()

    class Meta:
        verbose_name_plural = "working copy"

    def __str__(self) -> str:
        return "Working copy"


class ReadyMark(models.Model):
    """An editor's word that an unpublished change may be published.

    `name` is that of the change's subject. The mark holds while the change is the one with the digest `seen`.
    """

    name = models.CharField(max_length=200, unique=True)
    seen = models.CharField(max_length=64)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="ready_marks"
    )
    marked_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class RowId(models.Model):
    """The primary key of a row of the working copy, so that it gets the same one when it comes back after a deletion.

    `key` are the columns that identify a row of the table, such as 'django', or '3/14' for a score.
    """

    table = models.CharField(max_length=40)
    key = models.CharField(max_length=130)
    row = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "key"], name="one_id_of_row")]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"
