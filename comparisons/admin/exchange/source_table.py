"""Sources as a table."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from comparisons.admin.exchange.columns import Day, Text
from comparisons.admin.exchange.names import Names
from comparisons.admin.exchange.tables import FormFields, Key, Table, alias_misfits, slugs_by_row_name
from comparisons.models import Source


class SourceTable(Table):
    """Sources, without what cites them."""

    model = Source
    columns = ("slug", "title", "publisher", "address", "published", "accessed", "note", "aliases")
    keys = ("slug",)
    updated = (*columns[1:], "revision")

    def __init__(self, form_fields: FormFields) -> None:
        field = Source._meta.get_field
        self.fields = {name: Text(name, form_fields[name], field(name)) for name in self.columns}
        self.fields["accessed"] = Day("accessed", form_fields["accessed"], field("accessed"))
        self.stored = self.by_key(Source.objects.order_by("slug"))
        self.slugs = slugs_by_row_name(self.stored.values())
        self.names = Names("source", {slug: [row.title, *row.aliases.split()] for (slug,), row in self.stored.items()})

    def key(self, texts: Key) -> Key:
        return (self.names.found(texts[0]),)

    def expect(self, keys: Iterable[Key]) -> None:
        """Nothing to note: no source names another."""

    def new_row(self, key: Key) -> Source:
        try:
            return Source(slug=self.fields["slug"].clean(key[0]))
        except ValidationError as error:
            raise ValidationError({"slug": " ".join(error.messages)}) from error

    def misfits(self, row: Source) -> dict[str, str]:
        return alias_misfits(row.slug, row.aliases.split(), self.slugs)
