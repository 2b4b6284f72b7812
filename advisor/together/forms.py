from collections.abc import Sequence
from typing import Any

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from advisor.together.query import NAME_LENGTH
from advisor.together.query import Row as Person


class PeopleForm(forms.Form):
    """A name field for each person, and a link field for those without valid answers and for `joining` empty rows.

    Bound to rows that were read from the query string before.
    """

    def __init__(self, people: Sequence[Person], *, joining: int) -> None:
        super().__init__({key: value for one in people for key, value in _initial_values(one)})
        self.people = people
        valid = [person for person in people if person.is_read]
        others = [*(person for person in people if not person.is_read), *_empty_rows(people, joining)]
        for person in (*valid, *others):
            self.fields[str(person.number)] = _name_field(person)
        for person in others:
            self.fields[f"{person.number}.link"] = _link_field(person)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_errors = False  # the page shows them once, at the top
        self.helper.layout = Layout(
            _name_row(valid),
            *map(_person_row, others),
            StrictButton("Put together", type="submit", css_class="btn-primary"),
        )

    def clean(self) -> dict[str, Any]:
        for person in self.people:
            if person.problem:
                who = person.name or f"Person {person.number}"
                self.add_error(f"{person.number}.link", f"{who}: {person.problem}")
        return super().clean() or {}


def _initial_values(person: Person) -> list[tuple[str, str]]:
    return [(str(person.number), person.name), (f"{person.number}.link", person.link)]


def _empty_rows(people: Sequence[Person], joining: int) -> list[Person]:
    last = max((person.number for person in people), default=0)
    return [Person(number=number, name="", link="") for number in range(last + 1, last + 1 + joining)]


def _name_field(person: Person) -> forms.CharField:
    return forms.CharField(label=f"Name of person {person.number}", required=False, max_length=NAME_LENGTH)


def _link_field(person: Person) -> forms.CharField:
    attributes = {"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}
    return forms.CharField(
        label=f"Result link of person {person.number}", required=False, widget=forms.TextInput(attrs=attributes)
    )


def _name_row(people: Sequence[Person]) -> Row:
    return Row(*(Column(str(person.number), css_class="col-sm-6 col-md-4") for person in people))


def _person_row(person: Person) -> Row:
    name = Column(str(person.number), css_class="col-md-4")
    return Row(name, Column(f"{person.number}.link", css_class="col-md-8"))
