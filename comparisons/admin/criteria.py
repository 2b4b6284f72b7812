from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from comparisons.admin.inlines import Rows, TabularRows
from comparisons.admin.pages import EditorAdmin, NamedForm, annotation
from comparisons.admin.publishing.public_pages import page_of_criterion
from comparisons.catalogue.value import Status
from comparisons.models import Choice, Criterion, Framework, Group, Kind

ANCHORS = ("anchor_0", "anchor_5", "anchor_10")
SCALE = ("review_months", "scale_type")
LEVELS = ("worst", "best", "logarithmic")


class CriterionForm(NamedForm):
    """Requires the fields that the chosen scale needs."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("scale_type") == Criterion.ScaleType.EDITORIAL:
            self._require(ANCHORS, "An editorial scale says what this level means.")
        elif cleaned.get("scale_type") == Criterion.ScaleType.MEASURED:
            self._require(("unit", "worst", "best"), "A measured scale needs this.")
            self._check_levels()
        if cleaned.get("retired") and self.instance.pk is not None:
            self._check_that_nothing_asks()
        return cleaned

    def _check_that_nothing_asks(self) -> None:
        """A retired criterion is named by no choice. The page that retires it shows and takes out those that do."""
        asking = self.instance.effects.count() + self.instance.requirements.count()
        if asking:
            guide = reverse("admin:comparisons_criterion_delete", args=[self.instance.pk])
            text = 'Answers still name it ({}). <a href="{}">See them, and retire it there</a>.'
            self.add_error("retired", ValidationError(format_html(text, asking, guide)))

    def _require(self, names: tuple[str, ...], message: str) -> None:
        for name in names:
            if self.cleaned_data.get(name, True) in (None, ""):
                self.add_error(name, message)

    def _check_levels(self) -> None:
        worst, best = self.cleaned_data.get("worst"), self.cleaned_data.get("best")
        if worst is None or best is None:
            return
        if worst == best:
            self.add_error("best", "The best level differs from the worst.")
        if self.cleaned_data.get("logarithmic") and min(worst, best) <= 0:
            self.add_error("logarithmic", "The levels of a logarithmic scale are above zero.")


class KindSet(Rows):
    def clean(self) -> None:
        # First, since Django's own check of what is protected names rows without links.
        for form in self.initial_forms:
            if self._should_delete_form(form):  # type: ignore[attr-defined]
                _refuse_if_named(form.instance)
        super().clean()
        if self.instance.scale_type != Criterion.ScaleType.KINDS:
            return
        kept = [
            form for form in self.forms if form not in self.deleted_forms and (form.instance.pk or form.has_changed())
        ]
        if len(kept) < 2:
            raise ValidationError("A scale of kinds has at least two kinds.")


def _refuse_if_named(kind: Kind) -> None:
    """Raise ValidationError with links to the scores and the answers that name a kind that is to be deleted."""
    scores = [(row.pk, "score", str(row)) for row in kind.scores.select_related("framework", "criterion")]
    choices = Choice.objects.filter(requirements__kinds=kind).select_related("question")
    named = [*scores, *((row.pk, "choice", str(row)) for row in choices)]
    if named:
        links = ((reverse(f"admin:comparisons_{thing}_change", args=[pk]), name) for pk, thing, name in named)
        text = format_html_join(", ", '<a href="{}">{}</a>', links)
        raise ValidationError(format_html("The kind “{}” is in use. Choose another one first in: {}.", kind, text))


class KindRows(TabularRows):
    model = Kind
    formset = KindSet
    fields = ["name", "slug", "description", "position"]
    prepopulated_fields = {"slug": ["name"]}
    verbose_name_plural = "kinds (only for a scale of kinds)"


class CriterionAdmin(EditorAdmin):
    view_on_site = staticmethod(page_of_criterion)
    scores_page = "admin:sheet-criterion"
    tools = [("All scores", "sheet-criterion")]
    form = CriterionForm
    list_display = ["name", "group", "scale_type", "position", "known", "unknown", "retired"]
    list_filter = ["group", "scale_type", "retired"]
    list_select_related = ["group"]
    search_fields = ["name", "slug", "description"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["lacking", "scores"]
    inlines = [KindRows]
    fieldsets = [
        (None, {"fields": [("name", "slug"), "aliases", ("group", "position"), "description", *SCALE, "retired"]}),
        ("Editorial scale", {"fields": ANCHORS, "description": "What would earn 0, 5 and 10, in one sentence each."}),
        (
            "Measured scale",
            {
                "fields": ["unit", LEVELS],
                "description": "Levels chosen for the subject. A score never moves because another framework came in.",
            },
        ),
        ("Scores", {"fields": ["lacking", "scores"]}),
    ]

    known = annotation("known", "known")
    unknown = annotation("unknown", "unknown")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        published = Q(scores__framework__status=Status.PUBLISHED.value)
        known = Count("scores", filter=published)
        total = Framework.objects.filter(status=Status.PUBLISHED.value).count()
        rows: QuerySet[Any] = super().get_queryset(request).annotate(known=known, unknown=Value(total) - known)
        return rows

    @admin.display(description="published frameworks without a score")
    def lacking(self, criterion: Criterion) -> str:
        if criterion.pk is None:
            return "All of them, until scores are added."
        missing = Framework.objects.filter(status=Status.PUBLISHED.value).exclude(scores__criterion=criterion)
        sheet = reverse("admin:sheet-criterion", args=[criterion.pk])
        links = ((f"{sheet}#row-{row.pk}-{criterion.pk}", row.name) for row in missing)
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "None: all have one."

    @admin.display(description="all scores")
    def scores(self, criterion: Criterion) -> str:
        if criterion.pk is None:
            return "None yet."
        address = reverse("admin:sheet-criterion", args=[criterion.pk])
        return format_html('<a href="{}">All scores on {}, to fill in on one page</a>', address, criterion)


class GroupAdmin(EditorAdmin):
    list_display = ["name", "position", "criteria"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["criteria"]
    fieldsets = [(None, {"fields": [("name", "slug"), "description", "position", "criteria"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("criteria")

    @admin.display(description="criteria")
    def criteria(self, group: Group) -> str:
        return ", ".join(map(str, group.criteria.all())) if group.pk else "None yet."
