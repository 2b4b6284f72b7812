from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

CHOICES = [("one", "One"), ("other", "The other")]


class SampleForm(forms.Form):
    """One field of each kind that the site's forms use."""

    words = forms.CharField(label="Words", help_text="A line that helps.", required=False)
    wrong = forms.CharField(label="Something missing", error_messages={"required": "Say what is missing."})
    choice = forms.ChoiceField(label="One of several", choices=CHOICES, required=False)
    one = forms.ChoiceField(label="One", choices=CHOICES, widget=forms.RadioSelect, required=False)
    many = forms.MultipleChoiceField(
        label="Any number", choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("", "Send", css_class="btn btn-primary"))
