from typing import Any

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.http import QueryDict

from comparisons.catalogue.checks.texts import UNFIT
from comparisons.models.corrections import LONGEST_CONTACT, LONGEST_SOURCE, LONGEST_TEXT

# The field that people do not see, and that programs fill in.
TRAP = "homepage"


class Words(forms.CharField):
    """A text of at most `max_length` characters. Line ends count once, as in browsers."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if UNFIT.search(value):
            raise forms.ValidationError(f"{self.label}: there is a control character in it. Please type it again.")


def _words(label: str, longest: int, **options: Any) -> Words:
    too_long = f"{label}: please use at most {longest:,} characters; these are %(show_value)d."
    errors = {"max_length": too_long, **options.pop("error_messages", {})}
    return Words(label=label, max_length=longest, error_messages=errors, **options)


class CorrectionForm(forms.Form):
    """What is wrong, a source and a contact. `edition` is the one that the visitor read."""

    text = _words(
        "What is wrong?",
        LONGEST_TEXT,
        help_text="What it says, and what would be right.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Please say what is wrong. Nothing has been sent yet."},
    )
    source = _words(
        "Where can we check it?",
        LONGEST_SOURCE,
        required=False,
        help_text="Optional. A link, a page of the manual, a version you tried.",
    )
    contact = _words(
        "How can we reach you?",
        LONGEST_CONTACT,
        required=False,
        help_text="Optional, for questions only. Deleted once your correction is closed, and after 90 days at most.",
    )
    homepage = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    edition = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the page has the token
        self.helper.form_show_errors = False  # the page shows them once, at the top
        self.helper.layout = Layout(
            "text",
            "source",
            "contact",
            Div(Field(TRAP), css_class="leave-empty"),
            "edition",
            StrictButton("Send", type="submit", css_class="btn-primary"),
            HTML("<a class='btn btn-link' href='{{ back }}'>Back without sending</a>"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get(TRAP):
            # A person whose browser filled it in only has to press the button again.
            given = self.data.dict() if isinstance(self.data, QueryDict) else self.data
            self.data = {**given, TRAP: ""}
            raise forms.ValidationError(
                "Nothing has been sent yet: a field that only programs fill in was not empty. It is empty now, so "
                "please send it again."
            )
        return cleaned

    def edition_read(self, current: int) -> int:
        """Return the number of the edition that the visitor read, the current one if the form does not say."""
        said = self.cleaned_data["edition"]
        number = int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else current
        return number if 1 <= number <= current else current
