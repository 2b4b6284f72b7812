from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.html import format_html
from django.utils.safestring import SafeString

from advisor.answers.query import TOPICS
from comparisons.catalogue.slugs import NOT_SURE
from comparisons.catalogue.value import Choice, Question

# The attributes of each choice's input.
_CHOICE = {"class": "form-check-input"}


class Checkboxes(forms.CheckboxSelectMultiple):
    """Checkboxes; `exclusive` values cannot be combined with others. The script clears the others."""

    def __init__(self, exclusive: Collection[str]) -> None:
        super().__init__(_CHOICE)
        self.exclusive = exclusive

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"] |= {"data-alone": True} if value in self.exclusive else {}
        return option


class QuestionForm(forms.Form):
    """A question with its choices and 'Not sure', which is no answer.

    Without `required`, so does choosing nothing.
    """

    def __init__(self, *args: Any, question: Question, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields[question.slug] = _field(question)
        self.fields[question.slug].required = required

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.get(self.question.slug)
        if not isinstance(chosen, list) or len(chosen) < 2:
            return cleaned
        exclusive = _exclusive(self.question)
        for slug in chosen:
            if slug in exclusive:
                self.add_error(
                    self.question.slug,
                    f"“{exclusive[slug]}” cannot be combined with other answers. Untick it, or untick the others.",
                )
                break
        return cleaned

    @property
    def choices(self) -> tuple[list[BoundWidget], list[BoundWidget]]:
        """The choices to render: the answers, and those that say that none of them applies, which stand last."""
        choices = list(self[self.question.slug])
        exclusive = _exclusive(self.question) if self.question.multiple else (NOT_SURE,)
        first = len(choices)
        while first and str(choices[first - 1].data["value"]) in exclusive:
            first -= 1
        return choices[:first], choices[first:]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The slugs of the choices of a valid form; empty for 'Not sure'."""
        chosen = self.cleaned_data[self.question.slug]
        slugs = chosen if isinstance(chosen, list) else [chosen]
        return tuple(slug for slug in slugs if slug not in ("", NOT_SURE))


class TopicsForm(forms.Form):
    """The topics of questions, to pick those that matter."""

    topics = forms.MultipleChoiceField(
        label="What matters in your project?",
        widget=forms.CheckboxSelectMultiple(_CHOICE),
        error_messages={
            "required": "Tick at least one topic, or choose “Ask me about all of them”.",
            "invalid_choice": "“%(value)s” is not one of the topics. Please choose from the list.",
        },
    )

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields[TOPICS]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(question.slug, question.topic) for question in questions]


def _exclusive(question: Question) -> dict[str, str]:
    """Return the texts of the choices that cannot be combined with others, by slug."""
    return {choice.slug: choice.text for choice in question.choices if choice.exclusive} | {NOT_SURE: "Not sure"}


def _field(question: Question) -> forms.Field:
    choices = [(choice.slug, _label(choice)) for choice in question.choices]
    choices.append((NOT_SURE, format_html("{}", "Not sure")))
    errors = {"invalid_choice": "“%(value)s” is not one of the answers. Please choose from the list."}
    if question.multiple:
        errors["required"] = "Choose at least one answer, or “Not sure”."
        return forms.MultipleChoiceField(
            choices=choices, label=question.text, widget=Checkboxes(_exclusive(question)), error_messages=errors
        )
    errors["required"] = "Choose an answer, or “Not sure”."
    return forms.ChoiceField(
        choices=choices, label=question.text, widget=forms.RadioSelect(_CHOICE), error_messages=errors
    )


def _label(choice: Choice) -> SafeString:
    if not choice.help:
        return format_html("{}", choice.text)
    return format_html('{} <span class="choice-help">{}</span>', choice.text, choice.help)
