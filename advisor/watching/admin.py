"""The admin page of kept decisions."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html

from advisor.models import KeptDecision
from advisor.watching.kept import canonical_link, pairs_of
from advisor.watching.status import Status, status
from comparisons.admin.base import ModelAdmin
from comparisons.admin.conflicts import SeenForm
from comparisons.admin.history import change_message
from comparisons.editions.store import DamagedEdition, Edition, UnknownEdition, current_edition, edition

# Each row of the list works out advice in two editions.
_ROWS = 20


def kept_status(decision: KeptDecision, newest: Edition) -> Status:
    """Return how a kept decision stands in an edition. Raises UnknownEdition, DamagedEdition."""
    pairs = pairs_of(decision)
    pinned = edition(int(dict(pairs)["edition"]))
    return status(pinned.number, pinned.catalogue, newest.number, newest.catalogue, pairs)


class KeptDecisionForm(SeenForm):
    def clean_link(self) -> str:
        """Return the link as it is kept, in its canonical form and pinned to an edition."""
        try:
            return canonical_link(self.cleaned_data["link"])
        except UnknownEdition as error:
            raise ValidationError("Nothing is published yet, so there is no result to keep.") from error
        except ValueError as error:
            raise ValidationError(str(error)) from error


class KeptDecisionAdmin(ModelAdmin):
    form = KeptDecisionForm
    list_display = ["name", "stands", "note", "kept_on"]
    search_fields = ["name", "note"]
    fields = ["name", "link", "note", "result", "stands"]
    readonly_fields = ["result", "stands"]
    list_per_page = _ROWS
    show_full_result_count = False

    @admin.display(description="how it stands")
    def stands(self, decision: KeptDecision) -> str:
        if decision.pk is None:
            return "Shown once it is saved."
        try:
            found = kept_status(decision, current_edition())
        except (UnknownEdition, DamagedEdition) as error:
            return str(error)
        return found.sentence

    @admin.display(description="result")
    def result(self, decision: KeptDecision) -> str:
        return format_html('<a href="{}">Open the result</a>', decision.link) if decision.pk else "–"

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        return change_message(form, formsets or (), add)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"title": "Kept decisions", **(extra_context or {})})
