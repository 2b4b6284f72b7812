from django.conf import settings
from django.db import models


class LoginFailures(models.Model):
    """A count of failed logins for a name and an address, for a name, or for an address; the other key is blank.

    Keys are keyed digests, because people sometimes type a password into the name field.
    """

    name_key = models.CharField(max_length=64, blank=True)
    address_key = models.CharField(max_length=64, blank=True, db_index=True)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(db_index=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "login failures"
        constraints = [models.UniqueConstraint(fields=["name_key", "address_key"], name="one_count_of_login_failures")]

    def __str__(self) -> str:
        return f"{self.failures} failed logins"


class LastBackup(models.Model):
    """When `manage.py backup` last succeeded, for the metrics. There is one row. It is no part of backups."""

    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"backup of {self.taken_at}"


class DeskItem(models.Model):
    """What editors noted about something on the evidence desk: who works on it, and in which state it was reviewed.

    `name` is that of a finding, such as 'score/django/admin'. `reviewed` is a digest of the state, or ''.
    """

    name = models.CharField(max_length=200, unique=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="desk_items"
    )
    reviewed = models.CharField(max_length=64, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reviewed_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class KeptDecision(models.Model):
    """A pinned result that editors keep an eye on. It is no part of editions, and visitors never see it.

    `link` is the address of the result without the host: /advise/result/?edition=3&build=site.
    """

    name = models.CharField(max_length=120, unique=True, help_text="Whose decision it is, or what it is about.")
    link = models.TextField(
        "permanent link",
        help_text="Paste the permanent link from the page “Share or export” of a result. "
        "A link without an edition is kept with the current one.",
    )
    note = models.TextField(blank=True, default="", help_text="Whom to tell when it no longer holds, for example.")
    kept_on = models.DateField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
