"""Moving a score to another criterion, with its reason, sources and history."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.models import CHANGE
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from comparisons.admin.history import log_entry
from comparisons.admin.publishing.rights import editor
from comparisons.admin.sheets.beside import others_in_words, scale_in_words, values_on
from comparisons.admin.versions.keeping import editing
from comparisons.models import Criterion, Score


def possible(score: Score) -> QuerySet[Any]:
    """Return the criteria that a score can move to: in use, with the same scale, and unknown of its framework."""
    own = score.criterion
    criteria = Criterion.objects.in_use().filter(scale_type=own.scale_type, unit=own.unit)
    if own.scale_type == Criterion.ScaleType.KINDS:
        return criteria.none()  # each has kinds of its own
    return criteria.exclude(scores__framework=score.framework).in_page_order()


@require_http_methods(["GET", "HEAD", "POST"])
def move_page(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """Ask to which criterion a score goes, show what its value means there, and do it."""
    page = site.get_model_admin(Score)
    score = get_object_or_404(Score.objects.select_related("framework", "criterion"), pk=pk)
    if not page.has_change_permission(request, score):
        raise PermissionDenied
    targets = possible(score)
    to = targets.filter(slug=request.GET.get("to", "")).first()
    if request.method == "POST" and to is not None and (moved := _moved(request, score, to)):
        messages.success(request, f"The score is now on {to}. Check that value and reason fit.")
        return redirect(reverse("admin:comparisons_score_change", args=[moved.pk]))
    context = site.each_context(request) | {
        "title": f"Move to another criterion: {score}",
        "opts": page.opts,
        "score": score,
        "targets": targets,
        "to": to,
        "scale": scale_in_words(score.criterion),
        "scale_there": scale_in_words(to) if to else "",
        "others": others_in_words(values_on(to)) if to else "",
    }
    return render(request, "admin/move_score.html", context)


def _moved(request: HttpRequest, seen: Score, to: Criterion) -> Score | None:
    """Move a score as it was shown; None if somebody has changed it since."""
    with editing():
        score = Score.objects.filter(pk=seen.pk).select_related("framework", "criterion").first()
        if score is None or request.POST.get("seen") != str(score.revision) or not possible(score).filter(pk=to.pk):
            messages.error(request, "Nothing was moved: somebody changed the score meanwhile. Look again.")
            return None
        message = f"Criterion from “{score.criterion}” to “{to}”."
        score.criterion, score.revision = to, score.revision + 1
        score.save()
        log_entry(editor(request), score, CHANGE, message).save()
    return score
