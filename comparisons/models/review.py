from django.conf import settings
from django.db import models


class ReviewComment(models.Model):
    """What an editor says of an unpublished change, whose subject has this name.

    `seen` is the digest of the change then, `about` what it was about in words. The comment is closed when somebody
    marks it as done, or when the change is published or discarded; `edition` is the number of the edition that brought
    the change.
    """

    name = models.CharField(max_length=200, db_index=True)
    about = models.CharField(max_length=300)
    seen = models.CharField(max_length=64)
    text = models.TextField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="review_comments"
    )
    written_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Comment on {self.about}"


class Assignment(models.Model):
    """Who is to look at an unpublished change, whose subject has this name."""

    name = models.CharField(max_length=200, unique=True)
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="review_assignments")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    assigned_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class OpenForm(models.Model):
    """A form of a row that an editor has opened and not saved since, so that others know."""

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_forms")
    table = models.CharField(max_length=40)
    row = models.PositiveBigIntegerField()
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["editor", "table", "row"], name="one_open_form")]

    def __str__(self) -> str:
        return f"{self.editor}: {self.table} {self.row}"
