from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from comparisons.admin.conflicts import RevisedForm
from comparisons.admin.pages import EditorAdmin
from comparisons.models import Choice


class AnswersForm(RevisedForm):
    """Refuses answers that no visitor can give together."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        made: dict[Any, list[Choice]] = {}
        for choice in cleaned.get("answers") or ():
            made.setdefault(choice.question, []).append(choice)
        for question, choices in made.items():
            if len(choices) > 1 and (not question.multiple or any(choice.exclusive for choice in choices)):
                texts = ", ".join(f"“{choice.text}”" for choice in choices)
                self.add_error("answers", f"“{question}” cannot be answered with {texts} together.")
        return cleaned


class AnswersAdmin(EditorAdmin):
    """The page of a thing that holds answers."""

    form = AnswersForm
    filter_horizontal = ["answers"]

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> QuerySet[Any] | None:
        if db_field.name == "answers":
            choices = Choice.objects.select_related("question")
            return choices.order_by("question__position", "question__slug", "position", "slug")
        return super().get_field_queryset(db, db_field, request)


class StartingPointAdmin(AnswersAdmin):
    list_display = ["name", "position", "description"]
    ordering = ["position", "slug"]
    search_fields = ["name", "slug", "description"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": [("name", "slug"), "description", "position"]}),
        ("Answers", {"fields": ["answers"]}),
    ]
