from crispy_forms.helper import FormHelper
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.utils.safestring import SafeString, mark_safe

from advisor.advice.wording import importance_words
from advisor.answers.query import LEVEL, REQUIREMENT
from comparisons.catalogue.value import Criterion, Importance, MeasuredScale

IMPORTANCES = [(importance.value, importance_words(importance).capitalize()) for importance in Importance]


class PriorityForm(forms.Form):
    """The importance of a criterion, and a requirement on it. Never bound: `on_answers` reads the query."""

    def __init__(
        self,
        criterion: Criterion,
        importance: Importance | None = None,
        bound: float | None = None,
        answered: float | None = None,
    ) -> None:
        super().__init__()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.fields[LEVEL + criterion.slug] = forms.ChoiceField(
            label=f"Importance of {criterion.name}",
            choices=IMPORTANCES,
            required=False,
            initial=importance.value if importance else None,
        )
        self.fields[REQUIREMENT + criterion.slug] = forms.FloatField(
            label=f"Must-have for {criterion.name}: {bound_hint(criterion)}",
            required=False,
            min_value=0,
            initial=_plain(bound),
        )
        if answered is not None:
            self.fields[REQUIREMENT + criterion.slug].widget.attrs["placeholder"] = _plain(answered)


def importance_field(criterion: Criterion, importance: Importance) -> SafeString:
    return _field(PriorityForm(criterion, importance=importance), LEVEL + criterion.slug)


def requirement_field(criterion: Criterion, bound: float | None, answered: float | None) -> SafeString:
    """Return the field of a requirement. It holds the one set by hand, and hints at the one that answers set."""
    return _field(PriorityForm(criterion, bound=bound, answered=answered), REQUIREMENT + criterion.slug)


def _plain(bound: float | None) -> str | None:
    """Return a number as a visitor would write it: 9, not 9.0."""
    return None if bound is None else f"{bound:g}"


def _field(form: PriorityForm, name: str) -> SafeString:
    return mark_safe(str(as_crispy_field(form[name])).strip())  # noqa: S308  (rendered, so it is escaped)


def bound_hint(criterion: Criterion) -> str:
    """Return the unit and direction of a requirement: 'or more, out of 10'."""
    scale = criterion.scale
    if not isinstance(scale, MeasuredScale):
        return "or more, out of 10"
    return f"{scale.unit} or {'fewer' if scale.best < scale.worst else 'more'}"
