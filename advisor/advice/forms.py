from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from advisor.advice.page import Priority
from advisor.advice.priorities import Level
from advisor.advice.words import importance_words
from advisor.wizard.answers import LEVEL, NEED
from comparisons.catalogue.value import Catalogue, Criterion, Importance, MeasuredScale

IMPORTANCES = [(importance.value, importance_words(importance).capitalize()) for importance in Importance]


class PrioritiesForm(forms.Form):
    """Every criterion's importance, and the least that will do. Unbound: the result page reads the address itself."""

    def __init__(
        self, *, catalogue: Catalogue, levels: Iterable[Level], needs: dict[str, float], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for level in levels:
            criterion = catalogue.criterion_by_slug[level.criterion]
            self.fields[LEVEL + level.criterion] = forms.ChoiceField(
                label=f"Importance of {criterion.name}",
                choices=IMPORTANCES,
                required=False,
                initial=level.importance.value,
            )
            self.fields[NEED + level.criterion] = forms.FloatField(
                label=f"Must-have for {criterion.name}: {_hint(criterion)}",
                required=False,
                min_value=0,
                initial=needs.get(level.criterion),
            )

    def rows(self, priorities: Iterable[Priority]) -> list[dict[str, Any]]:
        """Return each criterion with its two fields."""
        return [
            {
                "criterion": priority.criterion,
                "level": priority.level,
                "percent": priority.percent,
                "because": priority.because,
                "importance": self[LEVEL + priority.criterion.slug],
                "need": self[NEED + priority.criterion.slug],
                "hint": _hint(priority.criterion),
            }
            for priority in priorities
        ]


def _hint(criterion: Criterion) -> str:
    """Say what a must-have figure means: 'or more, of 10'."""
    scale = criterion.scale
    if not isinstance(scale, MeasuredScale):
        return "or more, of 10"
    return f"{scale.unit} or {'fewer' if scale.best < scale.worst else 'more'}"
