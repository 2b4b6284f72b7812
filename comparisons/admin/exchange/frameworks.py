"""Frameworks as lines of a table: what they are. Their scores have a table of their own."""

from collections.abc import Mapping, Sequence
from typing import Any

import tablib
from django import forms
from django.core.exceptions import ValidationError
from import_export.fields import Field

from comparisons.admin.exchange.resources import Outcome, RowResource, Slugs, Text
from comparisons.models import Framework

__all__ = ["FrameworkResource"]


class FrameworkResource(RowResource):
    slug = Field("slug")
    name = Field("name")
    status = Field("status")
    summary = Field("summary")
    interface = Field("interface")
    licence = Field("licence")
    home_page = Field("home_page")
    documentation = Field("documentation")
    repository = Field("repository")
    first_release = Field("first_release")
    latest_version = Field("latest_version")
    latest_release = Field("latest_release")
    alternatives = Field("alternative_slugs")

    class Meta:
        import_id_fields = ("slug",)
        model = Framework

    def __init__(self, form_fields: Mapping[str, forms.Field]) -> None:
        super().__init__()
        for name in self.columns:
            if name != "alternatives":
                self.fields[name].widget = Text(form_fields[name], Framework._meta.get_field(name))
        self.known = {slug: None for (slug,) in self.stored}
        self.fields["alternatives"].widget = Slugs("framework", self.known)

    def rows(self) -> Sequence[Framework]:
        rows = list(Framework.objects.order_by("slug"))
        slugs = {row.pk: row.slug for row in rows}
        named: dict[int, list[str]] = {}
        links = Framework.alternatives.through.objects.values_list("from_framework_id", "to_framework_id")
        for one, other in links:
            named.setdefault(one, []).append(slugs[other])
        for row in rows:
            row.alternative_slugs = tuple(sorted(named.get(row.pk, ())))
        return rows

    def read(self, dataset: tablib.Dataset) -> Outcome:
        """New frameworks may name each other as alternatives."""
        self.known |= {str(slug).strip(): None for slug in dataset["slug"]}
        return super().read(dataset)

    def new_row(self, key: tuple[str, ...]) -> Framework:
        try:
            slug = self.fields["slug"].widget.clean(key[0])
        except ValueError as error:
            raise ValidationError({"slug": str(error)}) from error
        row = Framework(slug=slug)
        row.alternative_slugs = ()  # type: ignore[attr-defined]
        return row

    def misfits(self, row: Any) -> dict[str, str]:
        own = row.slug in row.alternative_slugs
        return {"alternatives": "A framework is not its own alternative."} if own else {}
