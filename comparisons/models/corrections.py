from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Value, Window
from django.db.models.functions import Coalesce, NullIf

# Characters of what a visitor may write.
LONGEST_TEXT, LONGEST_SOURCE, LONGEST_CONTACT = 2000, 500, 200


class CorrectionQuerySet(models.QuerySet[Any]):
    def waiting(self) -> Self:
        """Those that no editor has decided on."""
        return self.filter(state__in=(Correction.State.NEW, Correction.State.REVIEW))

    def about(self, *names: str) -> Self:
        """Those about things with these names, and about parts of them."""
        wanted = Q()
        for name in names:
            wanted |= Q(about=name) | Q(about__startswith=f"{name}/")
        return self.filter(wanted) if names else self.none()

    def from_networks(self) -> Self:
        """Annotate each with the number of corrections among these that came from its network (`alike`)."""
        own = Coalesce(NullIf(F("network"), Value("")), Value("?"))
        return self.annotate(alike=Window(Count("pk"), partition_by=[own]))

    def likely_first(self) -> Self:
        """Order those that an editor has taken up first, then those of senders of few, then the oldest.

        Somebody who sends hundreds does not come before those who send one.
        """
        return self.from_networks().order_by("-state", "alike", "sent_at", "pk")

    def under_review(self) -> dict[str, int]:
        """Return how many editors have taken up, by the name of what they are about."""
        taken_up = self.filter(state=Correction.State.REVIEW).order_by().values_list("about")
        return dict(taken_up.annotate(number=Count("pk")))

    def with_contacts_to_forget(self, before: datetime) -> Self:
        """Those with a contact that are closed, or were sent before a time."""
        closed = Q(state__in=(Correction.State.ACCEPTED, Correction.State.DECLINED))
        return self.exclude(contact="").filter(closed | Q(sent_at__lt=before))

    def with_networks_to_forget(self, before: datetime) -> Self:
        return self.exclude(network="").filter(sent_at__lt=before)

    def to_delete(self, before: datetime) -> Self:
        """Those that were declined before a time."""
        return self.filter(state=Correction.State.DECLINED, decided_at__lt=before)


class Correction(models.Model):
    """What a visitor says is wrong on a page. Visitors never see it.

    `about` names the passage (comparisons/content/corrections.py), `title` says in words what it was about, `address`
    is its page. `network` is a keyed digest of the network that it came from.
    """

    class State(models.TextChoices):
        # The texts sort as the states come on the desk, backwards.
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        NEW = "new", "New"
        REVIEW = "review", "Under review"

    about = models.CharField(max_length=200, db_index=True)
    title = models.CharField(max_length=300)
    edition = models.PositiveIntegerField()
    address = models.CharField(max_length=300)
    text = models.TextField("what is wrong", max_length=LONGEST_TEXT)
    source = models.CharField(max_length=LONGEST_SOURCE, blank=True)
    contact = models.CharField(max_length=LONGEST_CONTACT, blank=True)
    network = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW, db_index=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="corrections"
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["network", "sent_at"], name="corrections_of_a_network")]

    def __str__(self) -> str:
        return f"Correction {self.pk}: {self.title}"

    @property
    def is_waiting(self) -> bool:
        return self.state in (self.State.NEW, self.State.REVIEW)
