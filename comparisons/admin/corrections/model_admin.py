"""The list of corrections, and the page on which an editor decides on one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import Truncator

from comparisons.admin.base import ListFilter, ModelAdmin
from comparisons.admin.corrections.things import Thing, thing_of
from comparisons.admin.fields import PlainText, could_be_key
from comparisons.admin.publishing.rights import editor
from comparisons.catalogue.wording import counted
from comparisons.corrections.deciding import DecidedAlready, accept, assign, decline, decline_all, reopen, take_up
from comparisons.models import Correction

# What the history says of corrections that were declined together.
TOGETHER = "Declined together with others from the list."


class ReasonForm(forms.Form):
    reason = PlainText(
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        error_messages={"required": "Nothing was declined yet: say why."},
    )


class StateFilter(ListFilter):
    """Shows those that wait, unless another choice is made."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((str(state), str(state.label)) for state in Correction.State), ("all", "All")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() is None:
            return queryset.waiting()  # type: ignore[attr-defined, no-any-return]
        return queryset if self.value() == "all" else queryset.filter(state=self.value())

    def choices(self, changelist: Any) -> Any:
        default, *others = super().choices(changelist)
        yield {**default, "display": "Waiting"}
        yield from others


class HasSource(ListFilter):
    title = "source"
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Names a source"), ("no", "Names none")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        wanted = {"yes": queryset.exclude(source=""), "no": queryset.filter(source="")}
        return wanted.get(self.value() or "", queryset)


class CorrectionAdmin(ModelAdmin):
    """Corrections are sent by visitors and decided on here. All of their texts are shown as plain text."""

    list_display = ["title", "beginning", "where", "state", "assigned_to", "from_here", "sent_at"]
    list_filter = [StateFilter, HasSource, "assigned_to"]
    list_select_related = ["assigned_to"]
    list_per_page = 100
    show_full_result_count = False
    search_fields = ["title", "text", "source"]
    actions = ["decline_ticked", "decline_of_same_networks"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return Correction.objects.likely_first()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("-state", "alike", "sent_at", "pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only superusers: somebody may ask for a deletion, and nothing else is to be lost."""
        return bool(request.user.is_superuser)

    @admin.display(description="what is wrong")
    def beginning(self, correction: Correction) -> str:
        return Truncator(correction.text).chars(160)

    @admin.display(description="source")
    def where(self, correction: Correction) -> str:
        return Truncator(correction.source).chars(60)

    @admin.display(description="from its network", ordering="alike")
    def from_here(self, correction: Any) -> int:
        return int(correction.alike)

    @admin.action(description="Decline", permissions=["change"])
    def decline_ticked(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        self._decline(request, queryset)

    @admin.action(description="Decline all that came from the same networks", permissions=["change"])
    def decline_of_same_networks(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        networks = queryset.exclude(network="").order_by().values("network")
        self._decline(request, Correction.objects.filter(network__in=networks))

    def _decline(self, request: HttpRequest, rows: "QuerySet[Any]") -> None:
        number = decline_all(rows, by=editor(request), reason=TOGETHER)
        self.message_user(request, f"{counted(number, 'correction is', 'corrections are')} declined.")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Corrections from visitors", **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        correction = self.get_object(request, unquote(object_id))
        if correction is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        if not self.has_view_or_change_permission(request, correction):
            raise PermissionDenied
        if request.method == "POST":
            return self.decide(request, correction)
        return self.page(request, correction, ReasonForm())

    def page(self, request: HttpRequest, correction: Any, form: ReasonForm, status: int = 200) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": correction.title,
            "opts": self.opts,
            "correction": correction,
            "thing": thing_of(correction.about),
            "form": form,
            "alike": Correction.objects.waiting().filter(network=correction.network).count()
            if correction.network
            else 1,
            "others": Correction.objects.waiting().about(correction.about).exclude(pk=correction.pk)[:10],
            "editors": User.objects.filter(is_staff=True, is_active=True).order_by("username"),
            "may_decide": self.has_change_permission(request, correction),
        }
        return TemplateResponse(request, "admin/correction.html", context, status=status)

    def decide(self, request: HttpRequest, correction: Any) -> HttpResponse:
        """Do what the pressed button says."""
        if not self.has_change_permission(request, correction):
            raise PermissionDenied
        by, pressed, here = editor(request), request.POST.get("do", ""), request.get_full_path()
        try:
            if pressed == "accept":
                return self.accept(request, correction)
            if pressed == "decline":
                form = ReasonForm(request.POST)
                if not form.is_valid():
                    return self.page(request, correction, form, status=400)
                decline(correction.pk, by=by, reason=form.cleaned_data["reason"])
                messages.success(request, "Declined. The contact is deleted.")
                return redirect("admin:desk")
            if pressed == "take-up":
                take_up(correction.pk, by=by)
                messages.success(request, "It is under review, by you.")
            elif pressed == "assign":
                assign(correction.pk, _chosen_editor(request))
                messages.success(request, "Assigned.")
            elif pressed == "reopen":
                reopen(correction.pk)
                messages.success(request, "It waits again.")
        except DecidedAlready as refusal:
            messages.warning(request, str(refusal))
        return HttpResponseRedirect(here)

    def accept(self, request: HttpRequest, correction: Any) -> HttpResponse:
        """Accept a correction and open what it is about, with its text beside the form."""
        thing: Thing | None = thing_of(correction.about)
        if thing is None:
            messages.warning(
                request, "Nothing was accepted: what it is about is gone. Decline it with that as the reason."
            )
            return HttpResponseRedirect(request.get_full_path())
        accept(correction.pk, thing.row, by=editor(request))
        messages.success(
            request, "Accepted, and noted in the history. The contact is deleted. Now change what is wrong."
        )
        return HttpResponseRedirect(thing.beside(correction))


def _chosen_editor(request: HttpRequest) -> User | None:
    pk = request.POST.get("editor", "")
    return User.objects.filter(pk=pk, is_staff=True, is_active=True).first() if could_be_key(pk) else None
