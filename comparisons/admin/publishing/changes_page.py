"""The page of unpublished changes, from which they are published."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from msgspec import Struct

from comparisons.admin.links import Line, Links, portion
from comparisons.admin.publishing.publish import NoteForm, PublishingSite, editor, may_publish, try_to_publish
from comparisons.catalogue.checks import Severity, check
from comparisons.catalogue.diff import diff
from comparisons.catalogue.revert import Subject, by_subject
from comparisons.catalogue.value import Catalogue
from comparisons.editions import publishing, store
from comparisons.editions.store import DamagedEdition, UnknownEdition
from comparisons.editions.unpublished import unpublished_count
from comparisons.working_copy import read_catalogue


class Changed(Struct, frozen=True):
    """The changes of a subject as sentences, with the URLs of its form and of the page that discards them."""

    lines: list[Line]
    address: str
    discard: str


def unpublished(count: Callable[[], int] = unpublished_count) -> int | None:
    """Return the number of unpublished changes, or None if the current edition is damaged."""
    try:
        return count()
    except DamagedEdition:
        return None


@require_GET
def changes_page(request: HttpRequest, site: PublishingSite) -> HttpResponse:
    """Show the unpublished changes, their effect on the advice, and errors that prevent publishing."""
    if not may_publish(request):
        raise PermissionDenied
    initial = {"note": request.GET.get("note", "")}
    return _page(request, site, NoteForm(initial=initial))


@require_POST
def publish_page(request: HttpRequest, site: PublishingSite) -> HttpResponse:
    """Publish with a note. If that fails, show the page again with the note."""
    if not may_publish(request):
        raise PermissionDenied
    form = NoteForm(request.POST)
    if form.is_valid():
        note = form.cleaned_data["note"]
        if try_to_publish(request, lambda: publishing.publish(by=editor(request), note=note)):
            return redirect("admin:index")
    return _page(request, site, form)


def _page(request: HttpRequest, site: PublishingSite, form: NoteForm) -> HttpResponse:
    published, working_copy = _published(), read_catalogue()
    changes = diff(published or Catalogue(), working_copy)
    subjects = by_subject(changes)
    problems = check(working_copy, timezone.localdate())
    links, path = Links(), reverse("admin:changes")
    errors = links.of_problems(p for p in problems if p.severity is Severity.ERROR)
    warnings = [p for p in problems if p.severity is Severity.WARNING]

    def changed(subject: Subject) -> Changed:
        return Changed(
            lines=links.of_changes(subjects[subject], working_copy, published or Catalogue()),
            address=links.address(subject.thing, subject.key),
            discard=reverse("admin:discard", args=[subject.name]),
        )

    context = site.each_context(request) | {
        "title": "Unpublished changes",
        "form": form,
        "count": len(changes),
        "things": portion(request, list(subjects), changed, path=path),
        "can_discard": published is not None,
        "errors": errors,
        "warnings": portion(request, warnings, links.of_problem, name="warnings", path=path),
    }
    if changes and published is not None and not errors:
        context |= site.consequences(published, working_copy)
    return render(request, "admin/changes.html", context)


def _published() -> Catalogue | None:
    """Return the current edition's catalogue, or None if there is no edition or it is damaged."""
    try:
        return store.current_edition().catalogue
    except (UnknownEdition, DamagedEdition):
        return None
