"""Publishing from the admin: who may, what is said about it, and its two pages."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_GET, require_POST

from comparisons import editions, models
from comparisons.admin.links import Links
from comparisons.catalogue.check import Severity, check
from comparisons.catalogue.diff import diff
from comparisons.catalogue.value import Catalogue
from comparisons.editions import DamagedEdition, NothingToPublish, UnknownEdition, UnsoundCatalogue
from comparisons.working_copy import read_catalogue

__all__ = [
    "Publish",
    "changes_page",
    "editor",
    "keep_in_history",
    "may_publish",
    "publish_page",
    "try_to_publish",
    "unpublished",
]

_TOLD_AT_ONCE = 10
_LONGEST_NOTE = 500

# By name, since this package knows nothing of the site around it.
_security = logging.getLogger("advisor.security")

Publish = Callable[[], editions.Edition]


def may_publish(request: HttpRequest) -> bool:
    """The permission alone is not enough while the site holds a login back (EditorsSite.holds_back)."""
    return request.user.has_perm("comparisons.add_edition") and not getattr(request, "held_back", False)


def editor(request: HttpRequest) -> User:
    assert isinstance(request.user, User), "the admin lets nobody else in"
    return request.user


def unpublished() -> int | None:
    """Return how many changes wait to be published; None when the current edition cannot be read."""
    try:
        return len(editions.unpublished_changes())
    except DamagedEdition:
        return None


def try_to_publish(request: HttpRequest, publish: Publish) -> bool:
    """Publish and tell the editor what came of it. Whatever hinders it, nothing else is undone."""
    try:
        with transaction.atomic():
            edition = publish()
            keep_in_history(request, edition.number, ADDITION, edition.note)
    except UnsoundCatalogue as error:
        messages.error(request, _what_hinders(error))
    except (NothingToPublish, UnknownEdition, DamagedEdition) as error:
        messages.warning(request, str(error))
    else:
        text = 'Edition {} is published: visitors see it now. <a href="/">View the site</a>'
        messages.success(request, format_html(text, edition.number))
        return True
    return False


def keep_in_history(request: HttpRequest, number: int, action: int, message: str) -> None:
    """Note in the history of an edition what its editor did."""
    row = models.Edition.objects.without_data().get(number=number)
    LogEntry.objects.log_actions(editor(request).pk, [row], action, message, single_object=True)
    done = "published" if action == ADDITION else "taken into the working copy"
    _security.info("edition %s %s by %r", number, done, editor(request).username)


def _what_hinders(error: UnsoundCatalogue) -> str:
    problems = [(str(problem),) for problem in error.problems[:_TOLD_AT_ONCE]]
    more = len(error.problems) - len(problems)
    if more:
        problems.append((f"… and {more} more",))
    said = format_html_join("", "<li>{}</li>", problems)
    return format_html("Nothing was published: the catalogue has errors. Correct them first.<ul>{}</ul>", said)


@require_GET
def changes_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """What publishing would change, and what stands in its way."""
    if not may_publish(request):
        raise PermissionDenied
    working_copy = read_catalogue()
    published = _published()
    links = Links()
    problems = check(working_copy)
    context |= {
        "title": "Unpublished changes",
        "changes": links.of_changes(diff(published, working_copy), working_copy, published),
        "errors": links.of_problems(p for p in problems if p.severity is Severity.ERROR),
        "warnings": links.of_problems(p for p in problems if p.severity is Severity.WARNING),
        "longest_note": _LONGEST_NOTE,
    }
    return render(request, "admin/changes.html", context)


def _published() -> Catalogue:
    try:
        return editions.current_edition().catalogue
    except (UnknownEdition, DamagedEdition):
        return Catalogue()


@require_POST
def publish_page(request: HttpRequest) -> HttpResponse:
    if not may_publish(request):
        raise PermissionDenied
    note = "".join(c for c in request.POST.get("note", "") if c.isprintable()).strip()
    if len(note) > _LONGEST_NOTE:
        messages.error(request, f"Nothing was published: a note has at most {_LONGEST_NOTE} characters.")
        return redirect("admin:changes")
    published = try_to_publish(request, lambda: editions.publish(by=editor(request), note=note))
    return redirect("admin:index" if published else "admin:changes")
