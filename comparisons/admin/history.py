"""Messages of the admin log: the old and new values of changed fields, and the values of deleted rows."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.auth.models import User
from django.db.models import Model
from django.forms.boundfield import BoundField

from comparisons.admin.conflicts import in_words, stored, values_of

Message = list[dict[str, dict[str, Any]]]


def change_message(form: Any, formsets: Iterable[Any], add: bool, secret: Sequence[str] = ()) -> Message:
    """Return a message for Django's log, in which both values follow the name of each field."""
    message: Message = []
    if add:
        message.append({"added": {}})
    elif form.changed_data:
        message.append({"changed": {"fields": changed_fields(form, secret)}})
    for formset in formsets:
        message += _rows(formset)
    return message


def changed_fields(form: Any, secret: Sequence[str] = ()) -> list[str]:
    """Return 'Summary from “old” to “new”' for each changed field, and only the name for `secret` ones."""
    fields = [form[name] for name in form.changed_data if name in form.fields]
    return [str(bound.label) if bound.name in secret else _from_to(bound) for bound in fields]


def values_as_text(form: Any) -> str:
    """Return the values of a row that is about to be deleted: 'Reason “text”, Sources “Manual”'."""
    fields = [form[name] for name in form.fields if name not in ("id", "seen_revision", "DELETE")]
    words = [(str(bound.label), in_words(bound, stored(bound))) for bound in fields if any(stored(bound))]
    return ", ".join(f"{label} “{text}”" for label, text in words)


def log_entry(author: User, row: Model, action: int, message: str) -> LogEntry:
    """Return an entry on a row, not saved: those of many rows are saved together."""
    return log_entry_on(author, type(row), row.pk, str(row), action, message)


def log_entry_on(author: User, model: type[Model], pk: int, name: str, action: int, message: str) -> LogEntry:
    """Return an entry on a row that need not exist any longer."""
    return LogEntry(
        user=author,
        content_type=get_content_type_for_model(model),
        object_id=str(pk),
        object_repr=name[:200],
        action_flag=action,
        change_message=message,
    )


def _from_to(bound: BoundField) -> str:
    return f"{bound.label} from “{in_words(bound, stored(bound))}” to “{in_words(bound, values_of(bound))}”"


def _rows(formset: Any) -> Message:
    forms = {id(form.instance): form for form in formset.forms}
    message: Message = [{"added": _named(row)} for row in formset.new_objects]
    for row, _ in formset.changed_objects:
        message.append({"changed": {**_named(row), "fields": changed_fields(forms[id(row)])}})
    for row in formset.deleted_objects:
        message.append({"deleted": {**_named(row), "object": f"{row}: {values_as_text(forms[id(row)])}"}})
    return message


def _named(row: Any) -> dict[str, Any]:
    return {"name": str(row._meta.verbose_name), "object": str(row)}
