"""Publishing from the admin: note, messages and log."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.db import transaction
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from comparisons import models
from comparisons.admin.fields import PlainText
from comparisons.admin.publishing.rights import LONGEST_NOTE, editor, security
from comparisons.catalogue.changes.diff import by_subject, diff
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import counted
from comparisons.editions import store
from comparisons.editions.pending import ChangedMeanwhile
from comparisons.editions.publishing import NeedsMore, NothingToPublish, UnsoundCatalogue
from comparisons.editions.store import DamagedEdition, UnknownEdition
from comparisons.editions.unpublished import unpublished_count

_MOST_PROBLEMS = 10

Publish = Callable[[], store.Edition]


class NoteForm(forms.Form):
    """The note that visitors read about an edition. It is required."""

    note = PlainText(
        max_length=LONGEST_NOTE,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        error_messages={
            "required": "Nothing was published yet: say in a few words what has changed.",
            "max_length": f"Nothing was published yet: a note has at most {LONGEST_NOTE} characters.",
        },
    )


def try_to_publish(request: HttpRequest, publish: Publish) -> bool:
    """Publish, add a message, and return whether it succeeded. A failure rolls back nothing else."""
    try:
        with transaction.atomic():
            edition = publish()
            keep_in_history(request, edition.number, ADDITION, edition.note)
    except UnsoundCatalogue as error:
        messages.error(request, _errors_message(error))
    except ChangedMeanwhile as refusal:
        messages.error(request, f"Nothing was published. {refusal}")
    except NeedsMore as error:
        messages.warning(request, f"Nothing was published yet: this needs {counted(len(error.needed), 'change')} more.")
    except (NothingToPublish, UnknownEdition, DamagedEdition) as error:
        messages.warning(request, str(error))
    else:
        text = 'Edition {} is published with {}: visitors see it now. {} <a href="/">View the site</a>'
        messages.success(request, format_html(text, edition.number, *_went_and_stay(edition)))
        return True
    return False


def _went_and_stay(edition: store.Edition) -> tuple[str, str]:
    """Return how many changes an edition has brought, and how many stay unpublished, in words."""
    try:
        before = store.edition(edition.number - 1).catalogue
    except UnknownEdition:
        before = Catalogue()
    except DamagedEdition:
        return "the whole catalogue", ""
    stay = unpublished_count()
    verb = "stays" if stay == 1 else "stay"
    return (
        counted(len(by_subject(diff(before, edition.catalogue))), "change"),
        f"{counted(stay, 'change')} {verb} unpublished." if stay else "",
    )


def keep_in_history(request: HttpRequest, number: int, action: int, message: str) -> None:
    """Log an action on an edition."""
    row = models.Edition.objects.without_data().get(number=number)
    LogEntry.objects.log_actions(editor(request).pk, [row], action, message, single_object=True)
    done = "published" if action == ADDITION else "taken into the working copy"
    security.info("edition %s %s by %r", number, done, editor(request).username)


def _errors_message(error: UnsoundCatalogue) -> str:
    problems = [(str(problem),) for problem in error.problems[:_MOST_PROBLEMS]]
    more = len(error.problems) - len(problems)
    if more:
        problems.append((f"… and {more} more",))
    items = format_html_join("", "<li>{}</li>", problems)
    return format_html("Nothing was published: the catalogue has errors. Correct them first.<ul>{}</ul>", items)
