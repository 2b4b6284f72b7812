"""The matrix page. A submitted form is saved completely or not at all."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from comparisons.admin.matrix.cells import Change
from comparisons.admin.matrix.grid import Grid, Rights, filled_in, grid_of
from comparisons.admin.matrix.saving import save
from comparisons.admin.matrix.selection import Selection, selected
from comparisons.admin.publishing.rights import editor
from comparisons.admin.versions.keeping import editing
from comparisons.catalogue.wording import counted
from comparisons.models import Score


@require_http_methods(["GET", "HEAD", "POST"])
def matrix_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    scores, context = site.get_model_admin(Score), site.each_context(request)
    if not scores.has_view_permission(request):
        raise PermissionDenied
    rights = Rights(scores.has_change_permission(request), scores.has_add_permission(request))
    if request.method != "POST":
        selection = selected(request)
        grid = grid_of(selection.frameworks, selection.criteria, rights)
        return _render(request, grid, selection, context)
    if not (rights.change or rights.add):
        raise PermissionDenied
    with editing():
        grid, changes = filled_in(request.POST, rights)
        if grid.with_problems or grid.orphaned:
            return _render(request, grid, selected(request), context | {"sound": len(changes)}, status=422)
        save(changes, editor(request))
    _add_messages(request, changes)
    return redirect(request.get_full_path())


def _render(
    request: HttpRequest, grid: Grid, selection: Selection, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context |= {
        "title": "Score matrix",
        "grid": grid,
        "selection": selection,
        "confidences": Score.CONFIDENCES,
    }
    return render(request, "admin/matrix.html", context, status=status)


def _add_messages(request: HttpRequest, changes: Sequence[Change]) -> None:
    added = sum(change.added for change in changes)
    changed = len(changes) - added
    if not changes:
        messages.info(request, "Nothing was saved, because nothing had changed.")
    if changed:
        messages.success(request, f"{_scores(changed)} changed. Check that the reasons still fit.")
    if added:
        bare = sum(change.added and not change.cited for change in changes)
        judged = f", {bare} of them as a judgement until you add a source" if bare else ""
        messages.success(request, f"{_scores(added)} added{judged}.")


def _scores(number: int) -> str:
    return counted(number, "score was", "scores were")
