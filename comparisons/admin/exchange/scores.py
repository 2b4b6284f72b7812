"""Scores as lines of a table. What nobody knows has no line."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from import_export.fields import Field

from comparisons.admin.exchange.resources import Day, Number, RowResource, Slugs, Text
from comparisons.admin.fit import misfits
from comparisons.models import Criterion, Framework, Kind, Score, Source

__all__ = ["ScoreResource"]

_TEXTS = ("confidence", "reason", "version")


class Value(Field):  # type: ignore[misc]
    """A number, or the slug of a kind where the criterion has kinds."""

    def get_value(self, instance: Score) -> float | str | None:
        return instance.kind.slug if instance.kind else instance.value

    def save(self, instance: Score, row: Mapping[str, Any], is_m2m: bool = False, **kwargs: Any) -> None:
        if instance.criterion.scale_type == Criterion.ScaleType.KINDS:
            instance.value, instance.kind = None, _kind(instance.criterion, str(row["value"]).strip())
            return
        instance.value, instance.kind = self.clean(row), None
        if instance.value is None:
            raise ValueError("Give a value. What is unknown has no row: leave it out, or delete the score on its page.")


class ScoreResource(RowResource):
    framework = Field("framework__slug")
    criterion = Field("criterion__slug")
    value = Value("value")
    relative_error = Field("relative_error")
    confidence = Field("confidence")
    reason = Field("reason")
    sources = Field("source_slugs")
    reviewed_on = Field("reviewed_on")
    version = Field("version")

    class Meta:
        import_id_fields = ("framework", "criterion")
        model = Score

    def __init__(self, form_fields: Mapping[str, forms.Field]) -> None:
        self.frameworks = {row.slug: row for row in Framework.objects.all()}
        criteria = Criterion.objects.order_by("group__position", "group__slug", "position", "slug")
        self.criteria = {row.slug: row for row in criteria.prefetch_related("kinds")}
        self.sources = dict(Source.objects.values_list("slug", "pk"))
        super().__init__()
        column = Score._meta.get_field
        for name in _TEXTS:
            self.fields[name].widget = Text(form_fields[name], column(name))
        for name in ("value", "relative_error"):
            self.fields[name].widget = Number(form_fields[name], column(name))
        self.fields["relative_error"].default = 0.0
        self.fields["reviewed_on"].widget = Day(column("reviewed_on"))
        self.fields["sources"].widget = Slugs("source", self.sources)

    def rows(self) -> Sequence[Score]:
        """In the order of the pages; each knows its own framework, criterion and kind without asking."""
        cited: dict[int, list[str]] = {}
        slugs = {pk: slug for slug, pk in self.sources.items()}
        for score, source in Score.sources.through.objects.values_list("score_id", "source_id"):
            cited.setdefault(score, []).append(slugs[source])
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

    def new_row(self, key: tuple[str, ...]) -> Score:
        framework, criterion = self.frameworks.get(key[0]), self.criteria.get(key[1])
        errors = {}
        if framework is None:
            errors["framework"] = f"There is no framework named “{key[0][:60]}”: add it first."
        if criterion is None:
            errors["criterion"] = f"There is no criterion named “{key[1][:60]}”."
        if framework is None or criterion is None:
            raise ValidationError(errors)
        row = Score(framework=framework, criterion=criterion)
        row.source_slugs = ()  # type: ignore[attr-defined]
        return row

    def misfits(self, row: Score) -> dict[str, str]:
        found = misfits(row.criterion, row.value, row.kind, row.relative_error)
        return {"value" if name == "kind" else name: message for name, message in found}


def _kind(criterion: Criterion, slug: str) -> Kind:
    kinds = {kind.slug: kind for kind in criterion.kinds.all()}
    if slug not in kinds:
        raise ValueError(f"Choose one of the kinds of {criterion}: {', '.join(kinds)}.")
    return kinds[slug]
