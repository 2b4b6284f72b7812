from django.db import models


class LoginFailures(models.Model):
    """How often a login failed of late: for a name from an address, for a name, or for an address.

    Names and addresses are keyed digests: people type passwords into the wrong field. The key that a row is not
    about is blank.
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
