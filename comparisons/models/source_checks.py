from django.db import models


class SourceCheck(models.Model):
    """What came of asking for the address of a source the last time. No part of the catalogue.

    `outcome` is one of comparisons/source_links/outcome.py.
    """

    address = models.CharField(max_length=500, unique=True)
    checked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10)
    status = models.PositiveSmallIntegerField(null=True)
    words = models.CharField(max_length=100)
    moved_to = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["address"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.address
