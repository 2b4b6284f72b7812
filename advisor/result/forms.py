from crispy_forms.helper import FormHelper
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.utils.safestring import SafeString

from advisor.advice.words import importance_words
from advisor.answers.query import LEVEL, NEED
from comparisons.catalogue.value import Criterion, Importance, MeasuredScale
from comparisons.editions import Edition
from comparisons.fragments import Fragments, fragments_of

__all__ = ["PriorityFields", "hint"]

IMPORTANCES = [(importance.value, importance_words(importance).capitalize()) for importance in Importance]


class PriorityForm(forms.Form):
    """A criterion's importance, and the least that will do. Unbound: the result page reads the address itself."""

    def __init__(self, criterion: Criterion, importance: Importance | None = None, bound: float | None = None) -> None:
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
        self.fields[NEED + criterion.slug] = forms.FloatField(
            label=f"Must-have for {criterion.name}: {hint(criterion)}", required=False, min_value=0, initial=bound
        )


class PriorityFields:
    """The fields of all criteria, rendered once for an edition: a form of them all takes longer than the advice."""

    def __init__(self, edition: Edition) -> None:
        self.fragments = fragments_of(edition)

    def importance(self, criterion: Criterion, importance: Importance) -> SafeString:
        def render() -> str:
            return str(as_crispy_field(PriorityForm(criterion, importance=importance)[LEVEL + criterion.slug]))

        return self.fragments.piece(("importance", criterion.slug, importance), render)

    def need(self, criterion: Criterion, bound: float | None) -> SafeString:
        def render() -> str:
            return str(as_crispy_field(PriorityForm(criterion, bound=bound)[NEED + criterion.slug]))

        # What somebody types is theirs alone, and not worth keeping.
        fields = self.fragments if bound is None else Fragments()
        return fields.piece(("need", criterion.slug), render)


def hint(criterion: Criterion) -> str:
    """Say what a must-have figure means: 'or more, of 10'."""
    scale = criterion.scale
    if not isinstance(scale, MeasuredScale):
        return "or more, of 10"
    return f"{scale.unit} or {'fewer' if scale.best < scale.worst else 'more'}"
