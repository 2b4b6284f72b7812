"""The page of one unpublished change: what it changes, comments on it, who is to look at it, whether it is ready."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from comparisons.admin.fields import PlainText
from comparisons.admin.publishing.assigning import AssignForm, assign_posted
from comparisons.admin.publishing.changes_list import ChangesList
from comparisons.admin.publishing.rights import (
    PublishingSite,
    editor,
    may_assign,
    may_comment,
    may_mark_ready,
    may_publish,
    may_see_changes,
)
from comparisons.admin.publishing.work import Work
from comparisons.catalogue.changes.diff import Subject
from comparisons.editions.pending import ChangedMeanwhile, mark_ready, pending, take_back
from comparisons.editions.review import LONGEST_COMMENT, close_comment, comment_on
from comparisons.editions.store import DamagedEdition


class CommentForm(forms.Form):
    text = PlainText(
        label="Comment",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        error_messages={
            "required": "Nothing was kept: write something first.",
            "max_length": f"A comment has at most {LONGEST_COMMENT} characters. Nothing is kept yet.",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change_page(request: HttpRequest, site: PublishingSite, name: str) -> HttpResponse:
    """Show a change, or do what a button of its page asks for."""
    if not may_see_changes(request):
        raise PermissionDenied
    try:
        work = Work(pending(), editor(request).get_username())
    except DamagedEdition as damage:
        messages.error(request, str(damage))
        return redirect("admin:changes")
    subject = work.found.by_name.get(name)
    if subject is None:
        messages.warning(request, "This change is not pending any more: it was published, discarded or undone.")
        return redirect("admin:review")
    if request.method != "POST":
        return _page(request, site, work, subject, CommentForm())
    if "comment" in request.POST:
        form = CommentForm(request.POST)
        if not form.is_valid():
            return _page(request, site, work, subject, form)
        _check(may_comment(request))
        comment_on(work.found, subject, form.cleaned_data["text"], by=editor(request))
        messages.success(request, "Your comment is kept with the change.")
    else:
        _do(request, subject)
    return redirect("admin:review-change", name)


def _do(request: HttpRequest, subject: Subject) -> None:
    if key := request.POST.get("done", ""):
        _check(may_comment(request))
        close_comment(subject.name, int(key) if key.isdecimal() and len(key) < 19 else 0, by=editor(request))
    elif "assign" in request.POST:
        assign_posted(request, [subject.name])
    elif "not_ready" in request.POST:
        _check(may_mark_ready(request))
        take_back([subject.name])
    elif "ready" in request.POST:
        _check(may_mark_ready(request))
        try:
            mark_ready({subject.name: request.POST.get("seen", "")}, by=editor(request))
        except (ChangedMeanwhile, DamagedEdition) as refusal:
            messages.error(request, f"Nothing was marked. {refusal}")


def _check(is_allowed: bool) -> None:
    if not is_allowed:
        raise PermissionDenied("You can view the changes, but not comment on them or mark them.")


def _page(request: HttpRequest, site: PublishingSite, work: Work, subject: Subject, form: CommentForm) -> HttpResponse:
    needed = work.found.needed_by([subject])
    listed = ChangesList(request, work, {subject}, needed)
    entry, assigned = listed.entry(subject), work.assignments.get(subject)
    context = site.each_context(request) | {
        "title": f"Review: {entry.about}",
        "one": entry,
        "seen": work.found.seen(subject),
        "needed": listed.needed_lines(),
        "comments": work.comments.get(subject, ()),
        "form": form,
        "assigned": assigned,
        "assign_form": AssignForm(assigned_to=entry.assigned_to),
        "may_comment": may_comment(request),
        "may_assign": may_assign(request),
        "may_mark": may_mark_ready(request),
        "may_publish": may_publish(request),
    }
    return render(request, "admin/review_change.html", context)
