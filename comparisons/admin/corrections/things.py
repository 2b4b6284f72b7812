"""Which row of the working copy a correction is about, and its form."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from msgspec import Struct

from comparisons import models
from comparisons.admin.fields import could_be_key
from comparisons.catalogue.names import CLAIM, SCORE, subject_name
from comparisons.models import Correction

# The parameter of a form's address that names the correction shown beside it.
BESIDE = "correction"


class Thing(Struct, frozen=True):
    """The form on which a passage is changed. `row` is the row whose history keeps what happened to it."""

    row: Model
    address: str

    def beside(self, correction: Correction) -> str:
        """Return the address of the form with a correction beside it."""
        return f"{self.address}{'&' if '?' in self.address else '?'}{BESIDE}={correction.pk}"


def thing_of(about: str) -> Thing | None:
    """Return what a passage is about in the working copy, under its slug or an old name; None if it is gone.

    For an unknown score that is the form of a new one, and the history of its framework.
    """
    kind, *key = subject_name(about).split("/")
    if kind == CLAIM:
        row = _named(models.Claim.objects.all(), key[0])
        return Thing(row, _change(row)) if row else None
    framework = _named(models.Framework.objects.all(), key[0])
    if framework is None or kind != SCORE:
        return Thing(framework, _change(framework)) if framework else None
    criterion = _named(models.Criterion.objects.all(), key[1])
    return _score(framework, criterion) if criterion else None


def _score(framework: Any, criterion: Any) -> Thing:
    row = models.Score.objects.filter(framework=framework, criterion=criterion).first()
    if row is not None:
        return Thing(row, _change(row))
    wanted = urlencode({"framework": framework.pk, "criterion": criterion.pk})
    return Thing(framework, f"{reverse('admin:comparisons_score_add')}?{wanted}")


def _named(rows: "QuerySet[Any]", name: str) -> Any:
    """Return the row with a slug, or else the one that has it as an old name."""
    found = rows.filter(slug=name).first()
    return found or next((row for row in rows.filter(aliases__contains=name) if name in row.aliases.split()), None)


def _change(row: Model) -> str:
    return reverse(f"admin:comparisons_{row._meta.model_name}_change", args=[row.pk])


def correction_beside(request: HttpRequest) -> Correction | None:
    """Return the correction that the address of a form names, for those who may see corrections."""
    pk = request.GET.get(BESIDE, "")
    if not could_be_key(pk) or not request.user.has_perm("comparisons.view_correction"):
        return None
    return Correction.objects.filter(pk=pk).first()
