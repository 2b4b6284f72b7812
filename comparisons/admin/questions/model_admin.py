from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from comparisons.admin.conflicts import SeenForm
from comparisons.admin.fields import name_clash
from comparisons.admin.inlines import Rows, StackedRows, TabularRows
from comparisons.admin.pages import EditorAdmin, NamedForm
from comparisons.admin.publishing.public_pages import page_of_question
from comparisons.models import Choice, Criterion, Effect, Question, Requirement


class QuestionForm(NamedForm):
    """Checks that a question comes after those that it depends on."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "position" in cleaned and "slug" in cleaned:
            place = (cleaned["position"], cleaned["slug"])
            self._check_condition(place, cleaned.get("asked_after") or ())
            self._check_dependants(place)
        return cleaned

    def _check_condition(self, place: tuple[int, str], choices: Any) -> None:
        for question in sorted({choice.question for choice in choices}, key=lambda q: (q.position, q.slug)):
            if (question.position, question.slug) >= place:
                self.add_error("asked_after", f"“{question}” is not asked before this question.")

    def _check_dependants(self, place: tuple[int, str]) -> None:
        if self.instance.pk is None:
            return
        for question in Question.objects.filter(asked_after__question=self.instance).distinct():
            if (question.position, question.slug) <= place and question != self.instance:
                self.add_error("position", f"“{question}” depends on this question and would be asked before it.")


class ChoiceSet(Rows):
    def clean(self) -> None:
        super().clean()
        self._refuse_clashes()
        for form in self.deleted_forms:
            self._refuse_unseen_deletion(form.instance)

    def _refuse_unseen_deletion(self, choice: Choice) -> None:
        """Refuse to delete a choice that others name: its own page shows them, and asks what becomes of them."""
        after = Question.objects.filter(asked_after=choice)
        named_by = (choice.scenarios, choice.starting_points, choice.packages) if choice.pk else ()
        if choice.pk and (after.exists() or any(rows.exists() for rows in named_by)):
            page = reverse("admin:comparisons_choice_delete", args=[choice.pk])
            names = "Scenarios, starting points, packages or questions name"
            text = names + ' “{}”: <a href="{}">see them, and delete it there</a>.'
            raise ValidationError(format_html(text, choice.text, page))

    def _refuse_clashes(self) -> None:
        kept = [form.instance for form in self.forms if form not in self.deleted_forms and form.instance.slug]
        for number, row in enumerate(kept):
            others = ((other.slug, other.aliases, other.text) for other in kept[:number])
            for message in name_clash(row.slug, row.aliases, others).values():
                raise ValidationError(message)


class ChoiceRowForm(NamedForm):
    """A choice among those of its question, which the formset compares with one another."""

    def namesakes(self) -> QuerySet[Any]:
        return Choice.objects.none()


class ChoiceRows(StackedRows):
    model = Choice
    form = ChoiceRowForm
    formset = ChoiceSet
    fields = [("text", "slug"), "aliases", "help", "clause", ("exclusive", "position"), "what_it_does"]
    readonly_fields = ["what_it_does"]
    prepopulated_fields = {"slug": ["text"]}
    prefetched = ["effects__criterion", "requirements__criterion", "requirements__kinds"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("question")  # type: ignore[no-any-return]

    @admin.display(description="what it does")
    def what_it_does(self, choice: Choice) -> str:
        if choice.pk is None:
            return "Save it first; then its own page takes effects and requirements."
        return format_html_join("", "<div>{}</div>", ((line,) for line in effects_in_words(choice))) or "Nothing."


def effects_in_words(choice: Choice) -> list[str]:
    effects = [f"{effect.criterion}: {effect.get_importance_display()}" for effect in choice.effects.all()]
    return effects + [f"Requires {_in_words(requirement)}" for requirement in choice.requirements.all()]


def _in_words(requirement: Requirement) -> str:
    if requirement.at_least is not None:
        return f"{requirement.criterion}: at least {requirement.at_least:g}"
    if requirement.at_most is not None:
        return f"{requirement.criterion}: at most {requirement.at_most:g}"
    return f"{requirement.criterion}: {' or '.join(map(str, requirement.kinds.all()))}"


class QuestionAdmin(EditorAdmin):
    view_on_site = staticmethod(page_of_question)
    form = QuestionForm
    change_list_template = "admin/question_list.html"
    list_display = ["text", "position", "multiple", "condition"]
    search_fields = ["text", "slug"]
    filter_horizontal = ["asked_after"]
    inlines = [ChoiceRows]
    fieldsets = [
        (None, {"fields": ["text", "slug", "aliases", "help", "why", "topic", "multiple"]}),
        ("When it is asked", {"fields": ["position", "asked_after"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("asked_after__question")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Offer only choices of earlier questions, and those selected already."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        if obj is not None and "asked_after" in form.base_fields:
            field = form.base_fields["asked_after"]
            earlier = Q(question__position__lt=obj.position)
            earlier |= Q(question__position=obj.position, question__slug__lt=obj.slug)
            field.queryset = field.queryset.filter(earlier | Q(opens=obj)).distinct()
        return form

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> QuerySet[Any] | None:
        if db_field.name == "asked_after":
            choices = Choice.objects.select_related("question")
            return choices.order_by("question__position", "question__slug", "position", "slug")
        return super().get_field_queryset(db, db_field, request)

    @admin.display(description="asked after")
    def condition(self, question: Question) -> str:
        choices: dict[str, list[str]] = {}
        for choice in question.asked_after.all():
            choices.setdefault(choice.question.slug, []).append(choice.text)
        return "; and ".join(f"{slug}: {' or '.join(texts)}" for slug, texts in choices.items()) or "always"


class EffectRows(TabularRows):
    model = Effect
    fields = ["criterion", "importance"]
    verbose_name_plural = "effects: how important a criterion becomes"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("criterion")  # type: ignore[no-any-return]

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> QuerySet[Any] | None:
        if db_field.name == "criterion":
            return Criterion.objects.in_use().exclude(scale_type=Criterion.ScaleType.KINDS).in_page_order()
        return super().get_field_queryset(db, db_field, request)


class RequirementForm(SeenForm):
    """Requires the one bound that fits the scale."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        criterion = cleaned.get("criterion")
        if criterion is not None and not self.errors:
            if criterion.scale_type == Criterion.ScaleType.KINDS:
                self._check_kinds(criterion)
            else:
                self._check_bound(criterion)
        return cleaned

    def _check_kinds(self, criterion: Criterion) -> None:
        kinds = self.cleaned_data["kinds"]
        for name in ("at_least", "at_most"):
            if self.cleaned_data[name] is not None:
                self.add_error(name, f"{criterion} has kinds: leave this blank and choose the kinds that pass.")
        if not kinds or any(kind.criterion_id != criterion.pk for kind in kinds):
            self.add_error("kinds", f"Choose one or more kinds of {criterion}, and no others.")

    def _check_bound(self, criterion: Criterion) -> None:
        bounds = {name: self.cleaned_data[name] for name in ("at_least", "at_most")}
        given = {name: bound for name, bound in bounds.items() if bound is not None}
        if self.cleaned_data["kinds"]:
            self.add_error("kinds", f"{criterion} has numbers: choose no kinds and give a bound.")
        if len(given) != 1:
            self.add_error("at_least", "Give either 'at least' or 'at most'.")
        for name, bound in given.items():
            if criterion.scale_type == Criterion.ScaleType.EDITORIAL and not 0 <= bound <= 10:
                self.add_error(name, f"The scale of {criterion} goes from 0 to 10.")


class RequirementRows(TabularRows):
    model = Requirement
    form = RequirementForm
    fields = ["criterion", "at_least", "at_most", "kinds"]
    prefetched = ["kinds"]
    verbose_name_plural = "requirements: what screens frameworks out"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("criterion")  # type: ignore[no-any-return]

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> QuerySet[Any] | None:
        if db_field.name == "criterion":
            return Criterion.objects.in_use().in_page_order()
        return super().get_field_queryset(db, db_field, request)


class ChoiceForm(NamedForm):
    def namesakes(self) -> QuerySet[Any]:
        return super().namesakes().filter(question=self.cleaned_data.get("question"))


class ChoiceAdmin(EditorAdmin):
    """After a choice is saved, its question follows, where its siblings are."""

    form = ChoiceForm
    list_display = ["text", "question", "exclusive", "what_it_does"]
    list_filter = ["question"]
    list_select_related = ["question"]
    search_fields = ["text", "slug", "question__text", "question__slug"]
    ordering = ["question__position", "question__slug", "position", "slug"]
    prepopulated_fields = {"slug": ["text"]}
    inlines = [EffectRows, RequirementRows]
    fieldsets = [
        (None, {"fields": ["question", "text", "slug", "aliases", "help", "clause", ("exclusive", "position")]})
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        related = ("effects__criterion", "requirements__criterion", "requirements__kinds")
        return super().get_queryset(request).prefetch_related(*related)

    def response_post_save_change(self, request: HttpRequest, obj: Choice) -> HttpResponseRedirect:
        return redirect("admin:comparisons_question_change", obj.question_id)

    @admin.display(description="what it does")
    def what_it_does(self, choice: Choice) -> str:
        return "; ".join(effects_in_words(choice)) or "nothing"
