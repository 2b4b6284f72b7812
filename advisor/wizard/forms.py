from collections.abc import Collection
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comparisons.catalogue.value import NOT_SURE, Choice, Question


class Checkboxes(forms.CheckboxSelectMultiple):
    """Checkboxes of which some stand alone: the script clears the others when one of these is ticked."""

    def __init__(self, alone: Collection[str]) -> None:
        super().__init__()
        self.alone = alone

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"] |= {"data-alone": True} if value in self.alone else {}
        return option


class QuestionForm(forms.Form):
    """One question. 'Not sure' is always possible and is no answer; nor is nothing, where that is allowed."""

    def __init__(self, *args: Any, question: Question, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields[question.slug] = _field(question)
        self.fields[question.slug].required = required
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_labels = False
        self.helper.form_show_errors = False  # the page says them once, on top

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        made = cleaned.get(self.question.slug)
        if not isinstance(made, list) or len(made) < 2:
            return cleaned
        alone = _alone(self.question)
        for slug in made:
            if slug in alone:
                self.add_error(self.question.slug, f"“{alone[slug]}” stands alone: clear it, or clear the others.")
                break
        return cleaned

    @property
    def chosen(self) -> tuple[str, ...]:
        """The choices of a valid form; none when the visitor is not sure."""
        made = self.cleaned_data[self.question.slug]
        slugs = made if isinstance(made, list) else [made]
        return tuple(slug for slug in slugs if slug not in ("", NOT_SURE))


def _alone(question: Question) -> dict[str, str]:
    """The choices that contradict all others, with their texts."""
    return {choice.slug: choice.text for choice in question.choices if choice.exclusive} | {NOT_SURE: "Not sure"}


def _field(question: Question) -> forms.Field:
    choices = [(choice.slug, _label(choice)) for choice in question.choices]
    choices.append((NOT_SURE, format_html("{}", "Not sure")))
    errors = {"invalid_choice": "“%(value)s” is not one of the answers. Please choose from the list."}
    if question.multiple:
        errors["required"] = "Choose at least one answer, or “Not sure”."
        return forms.MultipleChoiceField(
            choices=choices, label=question.text, widget=Checkboxes(_alone(question)), error_messages=errors
        )
    errors["required"] = "Choose an answer, or “Not sure”."
    return forms.ChoiceField(choices=choices, label=question.text, widget=forms.RadioSelect, error_messages=errors)


def _label(choice: Choice) -> SafeString:
    if not choice.help:
        return format_html("{}", choice.text)
    return format_html('{} <span class="choice-help">{}</span>', choice.text, choice.help)
