from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from comparisons.admin.inlines import TabularRows
from comparisons.admin.pages import EditorAdmin, NamedForm
from comparisons.models import Choice, Scenario, StoryFact, TurnedDown


class ScenarioForm(NamedForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        both = set(cleaned.get("right") or ()) & set(cleaned.get("unacceptable") or ())
        if both:
            names = ", ".join(sorted(map(str, both)))
            self.add_error("unacceptable", f"{names} cannot be right and unacceptable.")
        return cleaned


class StoryFactRows(TabularRows):
    model = StoryFact
    fields = ["topic", "text", "position"]
    verbose_name, verbose_name_plural = "fact", "facts: what the page says of team, traffic and the like"


class TurnedDownRows(TabularRows):
    model = TurnedDown
    fields = ["name", "reason", "position"]
    verbose_name_plural = "options turned down, and why"


class ScenarioAdmin(EditorAdmin):
    form = ScenarioForm
    list_display = ["title", "group", "strength", "aside", "right_places", "chosen_places"]
    list_filter = ["aside", "strength", "right"]
    search_fields = ["title", "slug", "aliases", "story"]
    prepopulated_fields = {"slug": ["title"]}
    filter_horizontal = ["answers", "right", "unacceptable", "chosen"]
    inlines = [StoryFactRows, TurnedDownRows]
    fieldsets = [
        (None, {"fields": ["title", "slug", "aliases", "story"]}),
        ("Where it was read", {"fields": ["address", "source", "decided"]}),
        ("How it counts", {"fields": [("group", "strength"), "aside"]}),
        ("Answers", {"fields": ["answers"]}),
        ("What was decided", {"fields": ["weighed", "chosen", "outcome"]}),
        ("First places", {"fields": ["right", "unacceptable"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("right", "chosen")

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> QuerySet[Any] | None:
        if db_field.name == "answers":
            choices = Choice.objects.select_related("question")
            return choices.order_by("question__position", "question__slug", "position", "slug")
        return super().get_field_queryset(db, db_field, request)

    @admin.display(description="right")
    def right_places(self, scenario: Scenario) -> str:
        return ", ".join(map(str, scenario.right.all()))

    @admin.display(description="chosen")
    def chosen_places(self, scenario: Scenario) -> str:
        return ", ".join(map(str, scenario.chosen.all())) or "–"
