"""Scores and frameworks as tables."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from comparisons.admin.exchange.columns import Choice, Column, Day, RelativeError, Slugs, Text, Value, Version, as_text
from comparisons.admin.exchange.formats import Cell
from comparisons.admin.exchange.names import Names
from comparisons.admin.fields import misfits
from comparisons.models import Criterion, Framework, Score, Source

# The texts of a row's key columns.
Key = tuple[str, ...]
FormFields = Mapping[str, forms.Field]


class Table(ABC):
    """The rows of a model as a table. All rows are read at once, in a fixed number of queries.

    `columns` are in the order of an export; those of `keys` name a row, and those of `numbers` hold numbers. An import
    writes `updated` fields of the model, and the links of the column `linked`, if there is one.
    """

    model: ClassVar[type[Model]]
    columns: ClassVar[tuple[str, ...]]
    keys: ClassVar[tuple[str, ...]]
    updated: ClassVar[tuple[str, ...]]
    linked: ClassVar[str] = ""
    numbers: ClassVar[tuple[str, ...]] = ()
    fields: dict[str, Column]
    stored: dict[Key, Any]

    @abstractmethod
    def __init__(self, form_fields: FormFields) -> None:
        """Read all rows. `form_fields` are those of the model's page in the admin."""

    def cells(self, row: Any) -> list[Cell]:
        """Return the line that an export writes of a row."""
        return [self.fields[name].cell(row) for name in self.columns]

    def text(self, name: str, row: Any) -> str:
        """Return what an export writes of a row in one column, as text."""
        return as_text(self.fields[name].cell(row))

    def by_key(self, rows: Iterable[Any]) -> dict[Key, Any]:
        return {tuple(self.text(name, row) for name in self.keys): row for row in rows}

    @abstractmethod
    def key(self, texts: Key) -> Key:
        """Return the key of a line whose cells name its row by slugs or names; unknown ones stay as they are."""

    @abstractmethod
    def expect(self, keys: Iterable[Key]) -> None:
        """Take note of the keys of all lines, before the first of them is read."""

    @abstractmethod
    def new_row(self, key: Key) -> Any:
        """Return a new row of this key, not saved. Raises ValidationError with messages by column."""

    @abstractmethod
    def misfits(self, row: Any) -> dict[str, str]:
        """Return what is wrong with a row as a whole: messages by column."""


def _called(row: Any) -> list[str]:
    """Return the name of a row and its old ones."""
    return [row.name, *row.aliases.split()]


def slugs_by_row_name(rows: Iterable[Any]) -> dict[str, str]:
    """Return the slugs of rows by slug and by alias."""
    rows = tuple(rows)
    return {alias: row.slug for row in rows for alias in row.aliases.split()} | {row.slug: row.slug for row in rows}


def alias_misfits(slug: str, aliases: Sequence[str], slugs: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with the aliases of a row; `slugs` are those of all rows by slug and by alias."""
    if slug in aliases:
        return {"aliases": f"“{slug}” is its slug, and needs no other name."}
    if taken := [alias for alias in aliases if slugs.get(alias, slug) != slug]:
        return {"aliases": f"“{taken[0]}” leads to “{slugs[taken[0]]}”. A name leads to one thing."}
    return {}


class ScoreTable(Table):
    """Scores. An unknown one has no line."""

    model = Score
    columns = (
        "framework", "criterion", "value", "relative_error", "confidence", "reason", "sources", "reviewed_on",
        "version",
    )  # fmt: skip
    keys = ("framework", "criterion")
    updated = (
        "value", "kind", "relative_error", "confidence", "reason", "reviewed_on", "version", "revision",
    )  # fmt: skip
    linked = "sources"
    numbers = ("value", "relative_error")

    def __init__(self, form_fields: FormFields) -> None:
        self.frameworks = {row.slug: row for row in Framework.objects.all()}
        criteria = Criterion.objects.order_by("group__position", "group__slug", "position", "slug")
        self.criteria = {row.slug: row for row in criteria.prefetch_related("kinds")}
        sources = Source.objects.in_bulk()
        self.framework_names = Names(
            "framework",
            {slug: _called(row) for slug, row in self.frameworks.items()},
            " A new one is added first, on its own page or with a table of frameworks.",
        )
        self.criterion_names = Names("criterion", {slug: _called(row) for slug, row in self.criteria.items()})
        self.source_names = Names(
            "source",
            {row.slug: [row.title, str(row), row.address, *row.aliases.split()] for row in sources.values()},
            " A new one is added first, on its own page or with a table of sources.",
        )
        field = Score._meta.get_field
        self.fields = {
            "reason": Text("reason", form_fields["reason"], field("reason")),
            "version": Version("version", form_fields["version"], field("version")),
            "framework": Column("framework.slug"),
            "criterion": Column("criterion.slug"),
            "value": Value("value", form_fields["value"], field("value")),
            "relative_error": RelativeError("relative_error", form_fields["relative_error"], field("relative_error")),
            "confidence": Choice("confidence", form_fields["confidence"], field("confidence")),
            "sources": Slugs("source_slugs", self.source_names),
            "reviewed_on": Day("reviewed_on", form_fields["reviewed_on"], field("reviewed_on")),
        }
        self.stored = self.by_key(self._rows({pk: row.slug for pk, row in sources.items()}))

    def _rows(self, sources: dict[int, str]) -> Sequence[Score]:
        """Return all scores in the order of pages, with framework, criterion, kind and sources attached."""
        cited: dict[int, list[str]] = {}
        for score, source in Score.sources.through.objects.values_list("score_id", "source_id"):
            cited.setdefault(score, []).append(sources[source])
        frameworks = {row.pk: row for row in self.frameworks.values()}
        criteria = {row.pk: row for row in self.criteria.values()}
        kinds = {kind.pk: kind for row in self.criteria.values() for kind in row.kinds.all()}
        rows = list(Score.objects.order_by())
        for row in rows:
            row.framework, row.criterion = frameworks[row.framework_id], criteria[row.criterion_id]
            row.kind = kinds[row.kind_id] if row.kind_id else None
            row.source_slugs = tuple(sorted(cited.get(row.pk, ())))  # type: ignore[attr-defined]
        place = {pk: number for number, pk in enumerate(criteria)}
        return sorted(rows, key=lambda row: (row.framework.slug, place[row.criterion_id]))

    def key(self, texts: Key) -> Key:
        return self.framework_names.found(texts[0]), self.criterion_names.found(texts[1])

    def expect(self, keys: Iterable[Key]) -> None:
        """Nothing to note: no score names another."""

    def new_row(self, key: Key) -> Score:
        errors = {}
        for name, names, text in zip(self.keys, (self.framework_names, self.criterion_names), key, strict=True):
            try:
                names.slug(text)
            except ValidationError as error:
                errors[name] = error.messages
        if errors:
            raise ValidationError(errors)
        row = Score(framework=self.frameworks[key[0]], criterion=self.criteria[key[1]])
        row.source_slugs = ()  # type: ignore[attr-defined]
        return row

    def misfits(self, row: Score) -> dict[str, str]:
        found = misfits(row.criterion, row.value, row.kind, row.relative_error)
        return {"value" if name == "kind" else name: message for name, message in found}


class FrameworkTable(Table):
    """Frameworks, without their scores."""

    model = Framework
    columns = (
        "slug", "name", "status", "summary", "interface", "licence", "home_page", "documentation", "repository",
        "first_release", "latest_version", "latest_release", "aliases", "alternatives",
    )  # fmt: skip
    keys = ("slug",)
    updated = (*columns[1:-1], "revision")
    linked = "alternatives"

    def __init__(self, form_fields: FormFields) -> None:
        field = Framework._meta.get_field
        self.fields = {name: Text(name, form_fields[name], field(name)) for name in self.columns[:-1]}
        self.fields |= {name: Choice(name, form_fields[name], field(name)) for name in ("status", "interface")}
        self.fields["latest_version"] = Version(
            "latest_version", form_fields["latest_version"], field("latest_version")
        )
        self.stored = self.by_key(self._rows())
        self.slugs = slugs_by_row_name(self.stored.values())
        self.names = Names("framework", {slug: _called(row) for (slug,), row in self.stored.items()})
        self.fields["alternatives"] = Slugs("alternative_slugs", self.names)

    def _rows(self) -> Sequence[Framework]:
        rows = list(Framework.objects.order_by("slug"))
        slugs = {row.pk: row.slug for row in rows}
        named: dict[int, list[str]] = {}
        links = Framework.alternatives.through.objects.values_list("from_framework_id", "to_framework_id")
        for one, other in links:
            named.setdefault(one, []).append(slugs[other])
        for row in rows:
            row.alternative_slugs = tuple(sorted(named.get(row.pk, ())))
        return rows

    def key(self, texts: Key) -> Key:
        return (self.names.found(texts[0]),)

    def expect(self, keys: Iterable[Key]) -> None:
        """New frameworks may name one another as alternatives."""
        for (slug,) in keys:
            self.names.add(slug, *(_called(self.stored[slug,]) if (slug,) in self.stored else []))

    def new_row(self, key: Key) -> Framework:
        try:
            slug = self.fields["slug"].clean(key[0])
        except ValidationError as error:
            raise ValidationError({"slug": " ".join(error.messages)}) from error
        row = Framework(slug=slug)
        row.alternative_slugs = ()  # type: ignore[attr-defined]
        return row

    def misfits(self, row: Any) -> dict[str, str]:
        own = row.slug in row.alternative_slugs
        found = {"alternatives": "A framework is not its own alternative."} if own else {}
        return found | alias_misfits(row.slug, row.aliases.split(), self.slugs)
