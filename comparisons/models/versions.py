from django.db import models


class Version(models.Model):
    """What a thing was before and after an entry in its history, as JSON; '' where it was not there.

    `subject` names it as changes do ('score/flask/admin'), for things that are gone; others go by the entry's row.
    Rows are never changed.
    """

    entry = models.OneToOneField("admin.LogEntry", models.CASCADE, related_name="version")
    subject = models.CharField(max_length=200)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.subject
