"""The form in which an editor decides what becomes of each kind of uses of a thing."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from msgspec import Struct

from comparisons.admin.links import Line, Links
from comparisons.catalogue.removal.decisions import Action, Decision, Decisions, Uses

Targets = Sequence[tuple[str, str]]


class Kind(Struct, frozen=True):
    """One kind of uses on the page: its lines, and the fields of its decision, None if there is nothing to decide."""

    title: str
    lines: list[Line]
    what_happens: str
    action: BoundField | None
    target: BoundField | None


class RemovalForm(forms.Form):
    """A choice for each kind of uses that leaves one, and the things that take the place of what is removed."""

    seen = forms.CharField(widget=forms.HiddenInput)
    # Rendered as a checkbox that sends the digest of what it confirms.
    confirmed = forms.CharField(required=False)

    def __init__(self, found: Iterable[Uses], targets: Targets, noun: str, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.found, self.noun = tuple(found), noun
        replaceable = [uses for uses in self.found if Action.REPLACE in _actions(uses)]
        options = [("", f"Choose another {noun}"), *targets]
        if replaceable:
            self.fields["target"] = _select(options, f"The {noun} that takes its place, where that is chosen below")
        for uses in self.found:
            if len(uses.options) > 1:
                choices = [(option.action.value, option.label) for option in uses.options]
                self.fields[f"do-{uses.kind}"] = forms.ChoiceField(
                    label=uses.title, choices=choices, widget=forms.RadioSelect, initial=choices[0][0]
                )
        for uses in replaceable if len(replaceable) > 1 else ():
            own = [("", "The one chosen above"), *targets]
            self.fields[f"target-{uses.kind}"] = _select(own, f"Another {noun} here")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        open_kinds = [
            f"“{uses.title}”"
            for uses in self.found
            if self._action(uses, cleaned) is Action.REPLACE and not self._target(uses, cleaned)
        ]
        if open_kinds:
            where = ", ".join(open_kinds)
            self.add_error("target", f"Choose the {self.noun} that takes its place, or decide otherwise for {where}.")
        return cleaned

    @property
    def decisions(self) -> Decisions:
        """The decisions by kind of uses; for a form that is valid."""
        return {
            uses.kind: Decision(self._action(uses, self.cleaned_data), self._target(uses, self.cleaned_data))
            for uses in self.found
        }

    def _action(self, uses: Uses, cleaned: dict[str, Any]) -> Action:
        return Action(cleaned.get(f"do-{uses.kind}") or uses.options[0].action)

    def _target(self, uses: Uses, cleaned: dict[str, Any]) -> str:
        return str(cleaned.get(f"target-{uses.kind}") or cleaned.get("target") or "")

    def kinds(self, links: Links) -> list[Kind]:
        """Return what the page shows, with links to everything that would change."""
        return [
            Kind(
                title=uses.title,
                lines=[Line(use.text, links.address(use.thing, use.key)) for use in uses.uses],
                what_happens=uses.options[0].label if len(uses.options) == 1 else "",
                action=self._field(f"do-{uses.kind}"),
                target=self._field(f"target-{uses.kind}"),
            )
            for uses in self.found
        ]

    def _field(self, name: str) -> BoundField | None:
        return self[name] if name in self.fields else None


def _actions(uses: Uses) -> list[Action]:
    return [option.action for option in uses.options]


def _select(options: Targets, label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=options,
        required=False,
        error_messages={"invalid_choice": "That one is not there any more: choose another one."},
    )
