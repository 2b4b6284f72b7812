from typing import Any

from comparisons.admin.questions.starting_points import AnswersAdmin, AnswersForm


class PackageForm(AnswersForm):
    """Takes the names of packages in any order and spacing."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "brings" in cleaned:
            cleaned["brings"] = " ".join(sorted(set(cleaned["brings"].split())))
        return cleaned


class PackageAdmin(AnswersAdmin):
    form = PackageForm
    list_display = ["slug", "kind", "extends", "meaning"]
    list_filter = ["kind"]
    search_fields = ["slug", "meaning", "extends"]
    fieldsets = [
        (None, {"fields": [("slug", "kind"), "meaning", ("extends", "brings")]}),
        ("Answers", {"fields": ["answers"]}),
    ]
