from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms

from comparisons.catalogue.value import Catalogue, KindScale

MOST = 6


def get_form_helper(submit: str) -> FormHelper:
    """A form that asks for a page: no token, no state."""
    helper = FormHelper()
    helper.form_method = "get"
    helper.disable_csrf = True
    helper.form_show_errors = False  # the page says them once, on top
    helper.add_input(Submit("go", submit, css_class="btn btn-primary"))
    return helper


class FindForm(forms.Form):
    q = forms.CharField(label="Name or word", required=False, max_length=100)
    kind = forms.ChoiceField(label="Framework type", required=False)

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ChoiceField)
        kinds.choices = [("", "All"), *kind_choices(catalogue)]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Row(
                Column("q", css_class="col-sm-6 col-lg-5"),
                Column("kind", css_class="col-sm-6 col-lg-4"),
                Column(
                    Submit("", "Find", css_class="btn btn-primary"),
                    css_class="col-12 col-lg-auto find-button",
                ),
            )
        )


class PickForm(forms.Form):
    f = forms.MultipleChoiceField(
        label="Frameworks",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least two frameworks.",
            "invalid_choice": "There is no framework named %(value)s.",
        },
    )

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picks = self.fields["f"]
        assert isinstance(picks, forms.MultipleChoiceField)
        picks.choices = [(slug, framework.name) for slug, framework in catalogue.public_frameworks.items()]
        self.helper = get_form_helper("Compare")

    def clean_f(self) -> list[str]:
        slugs = sorted(set(self.cleaned_data["f"]))
        if len(slugs) < 2:
            raise forms.ValidationError("Choose at least two frameworks.")
        if len(slugs) > MOST:
            raise forms.ValidationError(f"Choose at most {MOST} frameworks; {len(slugs)} do not fit side by side.")
        return slugs


def kind_choices(catalogue: Catalogue) -> list[tuple[str, str]]:
    criterion = catalogue.criterion_by_slug.get("framework-type")
    if criterion is None or not isinstance(criterion.scale, KindScale):
        return []
    return [(kind.slug, kind.name) for kind in criterion.scale.kinds]
