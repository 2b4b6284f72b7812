"""The page of pending changes, on which they are ticked, marked as ready, and published."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from comparisons.admin.links import AT_ONCE, Line, Links, portion
from comparisons.admin.publishing.assigning import AssignForm, assign_posted
from comparisons.admin.publishing.changes_list import ChangesList
from comparisons.admin.publishing.publish import NoteForm, try_to_publish
from comparisons.admin.publishing.rights import (
    PublishingSite,
    editor,
    may_assign,
    may_mark_ready,
    may_publish,
    may_see_changes,
)
from comparisons.admin.publishing.selection import elsewhere, ticks_in
from comparisons.admin.publishing.work import Work
from comparisons.catalogue.changes.diff import Subject, by_subject, diff
from comparisons.catalogue.checks import Problem, Severity, check
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import counted
from comparisons.editions import publishing
from comparisons.editions.pending import ChangedMeanwhile, Pending, mark_ready, pending, take_back
from comparisons.editions.publishing import edition_digest
from comparisons.editions.store import DamagedEdition
from comparisons.editions.unpublished import unpublished_count
from comparisons.working_copy import read_catalogue

# For how many errors a change that fixes them is looked for.
_MOST_MENDED = 10


def unpublished(count: Callable[[], int] = unpublished_count) -> int | None:
    """Return the number of unpublished changes, or None if the current edition is damaged."""
    try:
        return count()
    except DamagedEdition:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def changes_page(request: HttpRequest, site: PublishingSite) -> HttpResponse:
    """Show the pending changes, and what publishing the ticked ones would do; on POST, tick others or mark as ready."""
    if not may_see_changes(request):
        raise PermissionDenied
    page = _Page(request, site)
    if request.method != "POST":
        page.ticked = page.opened()
        return page.response(NoteForm(initial={"note": request.GET.get("note", "")}))
    if "ready" in request.POST or "not_ready" in request.POST:
        return _mark(request)
    if "assign" in request.POST and not page.is_damaged:
        assign_posted(request, list(ticks_in(request.POST)))
        return redirect("admin:changes")
    page.tick_others()
    return page.response(NoteForm(initial={"note": request.POST.get("note", "")}))


def _mark(request: HttpRequest) -> HttpResponse:
    """Mark the ticked changes as ready, or take one mark back."""
    if not may_mark_ready(request):
        raise PermissionDenied("You can view the changes, but not mark them.")
    if "not_ready" in request.POST:
        take_back([request.POST["not_ready"]])
        return redirect("admin:changes")
    try:
        marked = mark_ready(ticks_in(request.POST), by=editor(request))
    except (ChangedMeanwhile, DamagedEdition) as refusal:
        messages.error(request, f"Nothing was marked. {refusal}")
    else:
        text = f"{counted(marked, 'change')} marked as ready." if marked else "Nothing was marked. Tick what is ready."
        messages.success(request, text)
    return redirect("admin:changes")


@require_POST
def publish_page(request: HttpRequest, site: PublishingSite) -> HttpResponse:
    """Publish what is ticked with a note, if it is what the page has shown. If not, show the page again with both."""
    if not may_publish(request):
        raise PermissionDenied("Only publishers publish. You can mark changes as ready on the page of changes.")
    page, form = _Page(request, site), NoteForm(request.POST)
    page.ticked = page.posted()
    if not form.is_valid():
        return page.response(form)
    by, note = editor(request), form.cleaned_data["note"]
    if page.is_damaged:
        published = try_to_publish(request, lambda: publishing.publish(by=by, note=note))
    elif page.may_go_out():
        ticks, shown = ticks_in(request.POST), request.POST["shown"]
        published = try_to_publish(request, lambda: publishing.publish_some(ticks, by=by, note=note, expected=shown))
    else:
        published = False
    return redirect("admin:index") if published else page.response(form)


class _Page:
    """What the page shows of the pending changes. `ticked` are those that the editor has ticked."""

    def __init__(self, request: HttpRequest, site: PublishingSite) -> None:
        self.request, self.site = request, site
        try:
            found, self.is_damaged = pending(), False
        except DamagedEdition:
            found, self.is_damaged = _everything(), True
        self.work = Work(found, editor(request).get_username())
        self.found: Pending = found
        self.ticked: set[Subject] = set()

    def opened(self) -> set[Subject]:
        """Return what is ticked when the page is opened; of a damaged edition nothing can be left out."""
        if self.is_damaged:
            return self.work.everything
        return self.work.ticked_at_first(self.request, may_publish=may_publish(self.request))

    def posted(self) -> set[Subject]:
        """Return the posted ticks. A form without any sign of ticks is an old one, for all changes."""
        if self.is_damaged or "shown" not in self.request.POST:
            return self.work.everything
        return {self.found.by_name[name] for name in ticks_in(self.request.POST) if name in self.found.by_name}

    def tick_others(self) -> None:
        """Tick what a button of the page asks for: 'all', 'ready', or '+' or '-' before the name of a group."""
        self.ticked, asked = self.posted(), self.request.POST.get("tick", "")
        if asked.startswith("+"):
            self.ticked |= self.work.named(asked[1:])
        elif asked.startswith("-"):
            self.ticked -= self.work.named(asked[1:])
        elif asked:
            self.ticked = self.work.named(asked)

    def may_go_out(self) -> bool:
        """Tell whether the posted ticks are those whose effect was shown, and add a message if not."""
        ticks = ticks_in(self.request.POST)
        if not self.found.changes:
            messages.warning(self.request, "Nothing has changed since the current edition.")
            return False
        try:
            chosen = self.found.chosen(ticks)
        except ChangedMeanwhile as refusal:
            messages.error(self.request, f"Nothing was published. {refusal}")
            return False
        if not self.ticked:
            messages.warning(self.request, "Nothing was published. Tick what you want to publish.")
            return False
        if edition_digest(self.found.result(chosen)) != self.request.POST.get("shown"):
            text = "Nothing is published yet: check below what the ticked changes would do, then publish them."
            messages.warning(self.request, text)
            return False
        return True

    def response(self, form: NoteForm) -> HttpResponse:
        needed = self.found.needed_by(self.ticked)
        going = {*self.ticked, *needed}
        result = self.found.result(going) if going != self.work.everything else self.found.working_copy
        page = Paginator(list(self.found.changes), AT_ONCE).get_page(self.number)
        shown = list(page.object_list)
        listed = ChangesList(self.request, self.work, going, needed)
        context = self.site.each_context(self.request) | {
            "title": "Unpublished changes",
            "form": form,
            "is_damaged": self.is_damaged,
            "count": len(self.found.changes),
            "going": len(going),
            "staying": len(self.found.changes) - len(going),
            "needed": listed.needed_lines(),
            "groups": listed.groups(shown),
            "elsewhere": elsewhere(self.found, going, shown),
            "shown": edition_digest(result),
            "page": page,
            "ready": len(self.work.ready),
            "mine": len(self.work.mine),
            "may_mark": may_mark_ready(self.request),
            "assign_form": AssignForm() if may_assign(self.request) else None,
            "may_discard_all": may_publish(self.request) and bool(self.found.edition),
            **self.problems(going, result),
        }
        if going and self.found.edition and not context["errors"]:
            context |= self.site.consequences(self.found.published, result)
        return render(self.request, "admin/changes.html", context)

    @property
    def number(self) -> str:
        return self.request.POST.get("page") or self.request.GET.get("page", "")

    def problems(self, going: set[Subject], result: Catalogue) -> dict[str, Any]:
        """Return errors of what would be published, those of the working copy besides, and warnings."""
        links = Links(self.work.rows, self.found.working_copy, self.found.published)
        today = timezone.localdate()
        of_copy = check(self.found.working_copy, today)
        found = check(result, today) if going != self.work.everything else of_copy
        errors = [one for one in found if one.severity is Severity.ERROR]
        warnings = [one for one in (found if going else of_copy) if one.severity is Severity.WARNING]
        path = reverse("admin:changes")
        return {
            "errors": [self.error(links, one, going, of_copy, index) for index, one in enumerate(errors)],
            "other_errors": links.of_problems(
                one for one in of_copy if one.severity is Severity.ERROR and one not in errors
            ),
            "warnings": portion(self.request, warnings, links.of_problem, name="warnings", path=path),
        }

    def error(self, links: Links, problem: Problem, going: set[Subject], of_copy: Any, index: int) -> Line:
        """Return an error with the change that fixes it, if one does that is not ticked."""
        line = links.of_problem(problem)
        if problem in of_copy or index >= _MOST_MENDED:
            return line
        subject = self.found.mending(going, problem)
        if subject is None:
            return line
        return Line(f"{line.text}. Tick this too: {self.found.sentences(subject)}", line.address)


def _everything() -> Pending:
    """Return the whole working copy as pending, for when the current edition cannot be read."""
    working_copy = read_catalogue()
    changes = by_subject(diff(Catalogue(), working_copy))
    return Pending(edition=0, published=Catalogue(), working_copy=working_copy, changes=changes)
