"""Forms of the public pages: search, filters, and the choice of frameworks to compare."""

from collections.abc import Container, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.validators import RegexValidator
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from comparisons.catalogue.expected_slugs import FRAMEWORK_TYPE, KIND_QUESTION, SIZE_QUESTION
from comparisons.catalogue.memo import memo
from comparisons.catalogue.names import Names, slug_now
from comparisons.catalogue.public import public_claims
from comparisons.catalogue.value import CRITERIA, FRAMEWORKS, Catalogue, KindScale, Status
from comparisons.content.browse import AGES, SORTS, Filters, by_kind, counts
from comparisons.content.claims import NOT_CHECKED, VERDICTS
from comparisons.content.comparison import MOST_COMPARED
from comparisons.content.facts import INTERFACES
from comparisons.decisions.finding import DecisionFilters, chosen_by, question_named, years
from comparisons.search.index import Collection

# Kinds with slugs and <option> elements of their frameworks.
Options = list[tuple[str, list[tuple[str, SafeString]]]]

# In a larger catalogue, the list of frameworks to add has those of the compared kinds only.
_MAX_OPTIONS = 100


class WordsField(forms.CharField):
    """Search words, separated by single spaces."""

    default_validators = [
        RegexValidator(
            # Tabs and line ends count as spaces; Django itself refuses the null character.
            "[\x01-\x08\x0e-\x1f\x7f]",
            message="There is a control character among the words. Please type them again.",
            inverse_match=True,
        )
    ]

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            max_length=100,
            error_messages={"max_length": "Please use at most 100 characters; these are %(show_value)d."},
        )

    def clean(self, value: Any) -> str:
        return " ".join(super().clean(value).split())


class FilterField(forms.ChoiceField):
    """A choice; `unknown` is the error message for another value."""

    def __init__(self, label: str, unknown: str, options: Iterable[str] = ()) -> None:
        errors = {"invalid_choice": unknown}
        super().__init__(label=label, required=False, error_messages=errors, choices=[(o, o) for o in options])


class FrameworkField(FilterField):
    """A choice among frameworks, by any name that one has or had: the address gets its slug."""

    def offer(self, catalogue: Catalogue, everything: str, slugs: Iterable[str]) -> None:
        """Offer the public ones of these frameworks by name, after the choice of all."""
        public = [slug for slug in slugs if slug in catalogue.public_frameworks]
        names = {slug: catalogue.public_frameworks[slug].name_with_status for slug in public}
        self.choices = [("", everything), *sorted(names.items(), key=lambda pair: pair[1].casefold())]
        self._names = Names(catalogue)

    def to_python(self, value: Any) -> str:
        typed: str = super().to_python(value)
        return self._names.meant(FRAMEWORKS, typed) or typed


class AddressForm(forms.Form):
    """A form whose fields are the query string of its page."""

    def address(self, path: str, *, without: str = "") -> str:
        """Return the canonical URL of the page with this query: fields in order, empty ones left out."""
        given = {name: self.cleaned_data.get(name) for name in self.fields if name != without}
        query = urlencode({name: value for name, value in given.items() if value})
        return f"{path}?{query}" if query else path


class FindForm(AddressForm):
    q = WordsField(label="Search")
    only = FilterField(label="Only", unknown="There are no “%(value)s” to search.", options=Collection)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return cleaned if cleaned.get("q") else {"q": ""}

    @property
    def only_collection(self) -> Collection | None:
        only = self.cleaned_data.get("only")
        return Collection(only) if only else None


class SourceForm(AddressForm):
    q = WordsField(label="Title, publisher or word")
    framework = FrameworkField(label="Used for", unknown="There is no framework “%(value)s”.")

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_frameworks(self, catalogue, "Everything", catalogue.public_frameworks)
        self.helper = _filter_helper(q="col-12 col-md-4", framework="col-6 col-md-4")


class ClaimForm(AddressForm):
    framework = FrameworkField(label="About", unknown="There are no claims about “%(value)s”.")
    verdict = FilterField(label="Verdict", unknown="There is no verdict “%(value)s”.")

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        claims = public_claims(catalogue)
        about = {slug for claim in claims for slug in claim.frameworks}
        given = {claim.verdict for claim in claims}
        verdicts = {verdict or NOT_CHECKED: verdict or "not checked" for verdict in VERDICTS if verdict in given}
        _offer_frameworks(self, catalogue, "Everything", about)
        _offer(self, "verdict", "Any", {value: label.capitalize() for value, label in verdicts.items()})
        self.helper = _filter_helper(framework="col-6 col-md-4", verdict="col-6 col-md-4")


class DecisionForm(AddressForm):
    q = WordsField(label="Word")
    kind = FilterField(label="Kind of project", unknown="There is no kind of project “%(value)s”.")
    size = FilterField(label="Size", unknown="There is no size “%(value)s”.")
    framework = FrameworkField(label="Chose", unknown="No project here chose “%(value)s”.")
    since = FilterField(label="Decided", unknown="There is no year “%(value)s” to begin with.")

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in (("kind", KIND_QUESTION), ("size", SIZE_QUESTION)):
            found = question_named(catalogue, question)
            _offer(self, name, "Any", {one.slug: one.text for one in found.choices} if found else {})
        _offer_frameworks(self, catalogue, "Any framework", chosen_by(catalogue))
        _offer(self, "since", "Any year", {str(year): f"{year} or later" for year in years(catalogue)})
        column = "col-6 col-md-4"
        self.helper = _filter_helper(kind=column, size=column, framework=column, since=column, q=column)

    @property
    def filters(self) -> DecisionFilters:
        return DecisionFilters(**{name: value for name, value in self.cleaned_data.items() if value})


class FilterForm(AddressForm):
    q = WordsField(label="Name or word")
    kind = FilterField(label="Framework type", unknown="There is no framework type “%(value)s”.")
    interface = FilterField(label="Server interface", unknown="There is no server interface “%(value)s”.")
    licence = FilterField(label="Licence", unknown="No framework has the licence “%(value)s”.")
    age = FilterField(label="Age", unknown="There is no age “%(value)s”.")
    best = FilterField(label="Best at", unknown="Frameworks are not compared by “%(value)s”.")
    sort = FilterField(label="Sort", unknown="Frameworks cannot be sorted by “%(value)s”.")

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._catalogue = catalogue
        self._labels = _labels(catalogue)
        for name, labels in self._labels.items():
            self._offer(name, labels)
        sort = self.fields["sort"]
        assert isinstance(sort, forms.ChoiceField)
        sort.choices = [("", "By name, or best first"), *((sort, words.capitalize()) for sort, words in SORTS.items())]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_errors = False  # the page lists them once, at the top

    @property
    def uses_more(self) -> bool:
        """Whether a filter is in use that the page folds away."""
        return any(self.cleaned_data.get(name) for name in ("interface", "licence", "age"))

    @property
    def filters(self) -> Filters:
        """The valid values."""
        return Filters(**{name: value for name, value in self.cleaned_data.items() if value})

    def chosen(self, path: str) -> list[tuple[str, str]]:
        """Return each active filter as text, with the URL of the page without it."""
        return [
            (f"{self.fields[name].label}: {self._label(name, value)}", self.address(path, without=name))
            for name, value in self.cleaned_data.items()
            if value and name != "sort"
        ]

    def add_counts(self) -> None:
        """Append to the label of each option how many frameworks pass if it is chosen."""
        found = counts(self._catalogue, self.filters, self._labels)
        for name, labels in self._labels.items():
            self._offer(name, {value: f"{label} ({found[name][value]})" for value, label in labels.items()})

    def _label(self, name: str, value: str) -> str:
        return self._labels[name][value] if name in self._labels else value

    def _offer(self, name: str, labels: Mapping[str, str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        if name == "best":
            field.choices = [("", "Anything"), *_by_group(self._catalogue, labels)]
        else:
            field.choices = [("", "Any"), *labels.items()]


def _filter_helper(**columns: str) -> FormHelper:
    """Return the layout of a row of filters: the CSS classes of the columns by field, then a button."""
    helper = FormHelper()
    helper.form_method = "get"
    helper.disable_csrf = True
    helper.form_show_errors = False  # the page lists them once, at the top
    button = StrictButton("Filter", type="submit", css_class="btn-primary")
    fields = (Column(name, css_class=css_class) for name, css_class in columns.items())
    helper.layout = Layout(Row(*fields, Column(button, css_class="col-auto find-button")))
    return helper


def _offer(form: forms.Form, name: str, everything: str, labels: Mapping[str, str]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", everything), *labels.items()]


def _offer_frameworks(form: forms.Form, catalogue: Catalogue, everything: str, slugs: Iterable[str]) -> None:
    field = form.fields["framework"]
    assert isinstance(field, FrameworkField)
    field.offer(catalogue, everything, slugs)


class PickForm(forms.Form):
    f = forms.MultipleChoiceField(
        label="Frameworks",
        error_messages={
            "required": "Choose at least two frameworks.",
            "invalid_choice": "There is no framework named %(value)s.",
        },
    )

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picks = self.fields["f"]
        assert isinstance(picks, forms.MultipleChoiceField)
        picks.choices = frameworks_by_kind(catalogue)

    def clean_f(self) -> list[str]:
        slugs = sorted(set(self.cleaned_data["f"]))
        if len(slugs) < 2:
            raise forms.ValidationError("Choose at least two frameworks. One is chosen.")
        if len(slugs) > MOST_COMPARED:
            raise forms.ValidationError(
                f"Choose at most {MOST_COMPARED} frameworks; {len(slugs)} do not fit side by side. "
                f"Untick at least {len(slugs) - MOST_COMPARED}."
            )
        return slugs


def frameworks_by_kind(catalogue: Catalogue) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return slugs and names of all frameworks that can be compared, by the name of their kind."""
    retired = tuple(f for f in catalogue.public_frameworks.values() if f.status is Status.RETIRED)
    kinds = [*((kind.name, kind.frameworks) for kind in by_kind(catalogue)), ("Retired", retired)]
    return [(name, [(f.slug, f.name) for f in frameworks]) for name, frameworks in kinds if frameworks]


def _labels(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Return the labels of each filter's options, by filter and value."""
    licences = {framework.licence for framework in catalogue.published_frameworks if framework.licence}
    return {
        "kind": _kinds(catalogue),
        "interface": {interface.value: label for interface, label in INTERFACES.items()},
        "licence": {licence: licence for licence in sorted(licences, key=str.casefold)},
        "age": {age: band.label for age, band in AGES.items()},
        "best": {criterion.slug: criterion.name for criterion in catalogue.rated_criteria},
    }


def _kinds(catalogue: Catalogue) -> dict[str, str]:
    criterion = catalogue.criterion_by_slug.get(slug_now(catalogue, CRITERIA, FRAMEWORK_TYPE))
    if criterion is None or not isinstance(criterion.scale, KindScale):
        return {}
    return {kind.slug: kind.name for kind in criterion.scale.kinds}


def _by_group(catalogue: Catalogue, labels: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return criteria and their labels under the names of their groups."""
    group_of = {criterion.slug: criterion.group for criterion in catalogue.criteria}
    grouped = [
        (group.name, [(slug, label) for slug, label in labels.items() if group_of[slug] == group.slug])
        for group in catalogue.groups
    ]
    return [(name, own) for name, own in grouped if own]


def options_by_kind(catalogue: Catalogue, without: Container[str]) -> list[tuple[str, SafeString]]:
    """Return the options for frameworks to add, by kind; kinds without options are left out.

    If there are too many for a list, only the kinds of the frameworks in `without` are offered. The page on which
    frameworks are picked offers all.
    """
    kinds = _all_options(catalogue)
    if sum(len(options) for _, options in kinds) > _MAX_OPTIONS:
        compared = [(kind, options) for kind, options in kinds if any(slug in without for slug, _ in options)]
        return _offered(compared, without) or _offered(kinds, without)
    return _offered(kinds, without)


def _offered(kinds: Options, without: Container[str]) -> list[tuple[str, SafeString]]:
    offered = [(kind, [html for slug, html in options if slug not in without]) for kind, options in kinds]
    return [(kind, mark_safe("\n".join(options))) for kind, options in offered if options]  # noqa: S308  (formatted)


@memo
def _all_options(catalogue: Catalogue) -> Options:
    return [
        (kind, [(slug, format_html('<option value="{}">{}</option>', slug, name)) for slug, name in frameworks])
        for kind, frameworks in frameworks_by_kind(catalogue)
    ]
