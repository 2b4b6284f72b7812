"""The page of a sheet. What was sent is saved completely or not at all."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from comparisons.admin.history import change_message, log_entry
from comparisons.admin.publishing.rights import editor
from comparisons.admin.sheets.beside import last_sources
from comparisons.admin.sheets.rows import Row, form_class, left_over, rows_of, scores_of_framework, scores_on_criterion
from comparisons.admin.versions.keeping import editing
from comparisons.catalogue.value import Status
from comparisons.catalogue.wording import counted
from comparisons.models import Criterion, Framework, Score


class Sheet(Struct, frozen=True):
    """What a sheet is about: a framework or a criterion."""

    subject: Framework | Criterion
    scores: list[Score]
    title: Callable[[Score], str]


def framework_sheet(pk: int) -> Sheet:
    framework = get_object_or_404(Framework, pk=pk)
    return Sheet(framework, scores_of_framework(framework), lambda score: str(score.criterion))


def criterion_sheet(pk: int) -> Sheet:
    criterion = get_object_or_404(Criterion.objects.prefetch_related("kinds"), pk=pk)
    return Sheet(criterion, scores_on_criterion(criterion), lambda score: _name_and_status(score.framework))


def _name_and_status(framework: Framework) -> str:
    """Return 'Flask', or 'Elm (draft)' for what visitors do not see or choose."""
    is_plain = framework.status == Status.PUBLISHED
    return str(framework) if is_plain else f"{framework} ({framework.get_status_display().lower()})"


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_page(request: HttpRequest, pk: int, site: AdminSite, sheet_of: Callable[[int], Sheet]) -> HttpResponse:
    page = site.get_model_admin(Score)
    if not page.has_view_permission(request):
        raise PermissionDenied
    may_change, may_add = page.has_change_permission(request), page.has_add_permission(request)
    form = form_class(partial(page.formfield_for_dbfield, request=request))
    rows = partial(rows_of, form=form, may_change=may_change, may_add=may_add)
    if request.method != "POST":
        sheet = sheet_of(pk)
        last = last_sources(request, sheet.subject) if isinstance(sheet.subject, Framework) else []
        return _shown(request, site, sheet, rows(sheet.scores, title=sheet.title, last_sources=last))
    if not (may_change or may_add):
        raise PermissionDenied
    with editing():
        sheet = sheet_of(pk)
        sent = rows(sheet.scores, title=sheet.title, data=request.POST)
        lost = left_over(request.POST, sent)
        changed = [row for row in sent if row.form and row.form.has_changed()]
        if lost or not _all_valid(changed):
            return _shown(request, site, sheet, sent, lost=lost, status=422)
        _save(changed, editor(request))
    _tell(request, changed)
    return redirect(request.get_full_path())


def _all_valid(rows: Sequence[Row]) -> bool:
    """Whether all rows can be saved. Each is validated, so that the page tells everything that is wrong."""
    valid = [row.form.is_valid() for row in rows if row.form]
    return all(valid)


def _save(rows: Sequence[Row], author: User) -> None:
    """Save the rows, each with an entry in the history of its score."""
    entries = []
    for row in rows:
        form: Any = row.form
        is_new = row.is_unknown
        message = json.dumps(change_message(form, (), is_new))
        score = form.save()
        entries.append(log_entry(author, score, ADDITION if is_new else CHANGE, message))
    LogEntry.objects.bulk_create(entries)


def _tell(request: HttpRequest, rows: Sequence[Row]) -> None:
    bare = sum(not row.form.cleaned_data["sources"] for row in rows if row.form)
    if rows:
        without = f" {bare} of them without a source." if bare else ""
        messages.success(request, f"{counted(len(rows), 'score was', 'scores were')} saved.{without}")
    else:
        messages.info(request, "Nothing was saved, because nothing had changed.")


def _shown(
    request: HttpRequest,
    site: AdminSite,
    sheet: Sheet,
    rows: Sequence[Row],
    *,
    lost: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    page = site.get_model_admin(Score)
    forms = [row.form for row in rows if row.form]
    context = site.each_context(request) | {
        "title": f"All scores {'of' if isinstance(sheet.subject, Framework) else 'on'} {sheet.subject}",
        "subject": sheet.subject,
        "opts": sheet.subject._meta,
        "rows": rows,
        "unknown": sum(row.is_unknown for row in rows),
        "lost": lost,
        "troubled": [row for row in rows if row.form and row.form.is_bound and row.form.errors],
        "may_edit": bool(forms),
        "media": page.media + forms[0].media if forms else page.media,
        "help_texts": [(field.label, field.help_text) for field in forms[0] if field.help_text] if forms else [],
    }
    return render(request, "admin/sheet.html", context, status=status)
