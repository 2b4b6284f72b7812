"""Publishing what one form has saved, and nothing else that is pending."""

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest

from comparisons.admin.links import key_of
from comparisons.admin.publishing.publish import NoteForm, try_to_publish
from comparisons.admin.publishing.rights import editor, may_publish
from comparisons.admin.publishing.selection import address_of_ticks
from comparisons.catalogue.changes.diff import Subject, by_subject, covering, diff
from comparisons.catalogue.value import Catalogue
from comparisons.editions import publishing
from comparisons.editions.pending import Pending, pending
from comparisons.editions.store import DamagedEdition


def publish_saved(request: HttpRequest, row: Model, before: Catalogue, note: str, *, at_once: bool) -> str:
    """Do what `PublishingSite.publish_saved` says.

    Nothing is published without a sound note, or if what was saved needs other changes.
    """
    if not may_publish(request):
        messages.warning(request, "Nothing was published: you may not publish. Mark it as ready for those who do.")
        return ""
    try:
        found = pending()
    except DamagedEdition as error:
        messages.warning(request, str(error))
        return address_of_ticks([], note)
    chosen, form = saved_changes(found, row, before), NoteForm({"note": note})
    address = address_of_ticks([subject.name for subject in chosen], note)
    if not chosen:
        messages.warning(request, "Nothing was published: visitors see this already as it is.")
        return ""
    if not at_once:
        messages.warning(request, "It is not published yet. Your note for visitors is kept here, to publish it.")
        return address
    if not form.is_valid():
        messages.warning(request, str(form.errors["note"][0]))
        return address
    ticks, text = publishing.ticks_of(found, chosen), form.cleaned_data["note"]
    done = try_to_publish(request, lambda: publishing.publish_some(ticks, by=editor(request), note=text))
    return "" if done else address


def saved_changes(found: Pending, row: Model, before: Catalogue) -> tuple[Subject, ...]:
    """Return the pending changes of a row, and those of other things that its form has changed."""
    own = Subject(str(row._meta.model_name), key_of(row))
    touched = by_subject(diff(before, found.working_copy))
    covered = (covering(subject, found.changes) for subject in (own, *touched))
    return found.in_order(subject for subject in covered if subject is not None)
