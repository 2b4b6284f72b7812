"""Publishing from the admin: permission, note, messages and log."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join

from comparisons import models
from comparisons.admin.fields import PlainText
from comparisons.catalogue.value import Catalogue
from comparisons.editions import store
from comparisons.editions.publishing import NothingToPublish, UnsoundCatalogue
from comparisons.editions.store import DamagedEdition, UnknownEdition

LONGEST_NOTE = 500
_MOST_PROBLEMS = 10

# Fetched by name, since this package does not import the site's.
security = logging.getLogger("advisor.security")

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


class PublishingSite(AdminSite):
    """What publishing asks of the site around it. A site that knows more overrides both methods."""

    def holds_back(self, request: HttpRequest) -> bool:
        """Tell whether a login must pass another factor before it may use its right to publish."""
        return False

    def consequences(self, old: Catalogue, new: Catalogue) -> dict[str, Any]:
        """Return what pages show besides the differences when one catalogue is to replace another.

        `consequences_template` in it names the template that shows it.
        """
        return {}

    def removal(
        self, request: HttpRequest, page: Any, rows: Sequence[Any], hidden: Sequence[tuple[str, str]] = ()
    ) -> HttpResponse:
        """Answer a request to delete or retire rows of a page; `hidden` are fields that lead back to it."""
        raise NotImplementedError


def may_publish(request: HttpRequest) -> bool:
    """Whether the user has the permission and the site does not hold the login back (PublishingSite.holds_back)."""
    return request.user.has_perm("comparisons.add_edition") and not getattr(request, "held_back", False)


def editor(request: HttpRequest) -> User:
    assert isinstance(request.user, User), "the admin lets nobody else in"
    return request.user


def try_to_publish(request: HttpRequest, publish: Publish) -> bool:
    """Publish, add a message, and return whether it succeeded. A failure rolls back nothing else."""
    try:
        with transaction.atomic():
            edition = publish()
            keep_in_history(request, edition.number, ADDITION, edition.note)
    except UnsoundCatalogue as error:
        messages.error(request, _errors_message(error))
    except (NothingToPublish, UnknownEdition, DamagedEdition) as error:
        messages.warning(request, str(error))
    else:
        text = 'Edition {} is published: visitors see it now. <a href="/">View the site</a>'
        messages.success(request, format_html(text, edition.number))
        return True
    return False


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
