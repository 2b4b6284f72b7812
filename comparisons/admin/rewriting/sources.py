"""Merging two sources: what cites the one cites the other, which takes over its names."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from msgspec.structs import replace

from comparisons.admin.rewriting.proposal import Proposal, missing_rights
from comparisons.catalogue.removal.decisions import Action, Decision
from comparisons.catalogue.removal.removed import removed
from comparisons.catalogue.removal.uses import uses_of
from comparisons.catalogue.slugs import aliases_of
from comparisons.catalogue.value import Catalogue
from comparisons.models import Source, WorkingCopy
from comparisons.working_copy import read_catalogue


def merged(catalogue: Catalogue, slug: str, into: str) -> Catalogue:
    """Return the catalogue with one source instead of two; addresses with the names of both lead to it."""
    goes = catalogue.source_by_slug[slug]
    uses = uses_of(catalogue, "source", [(slug,)])
    left = removed(catalogue, "source", [(slug,)], {one.kind: Decision(Action.REPLACE, into) for one in uses})
    sources = (
        replace(one, aliases=aliases_of(into, [*one.aliases, slug, *goes.aliases])) if one.slug == into else one
        for one in left.sources
    )
    return replace(left, sources=tuple(sources))


@require_http_methods(["GET", "HEAD", "POST"])
def merge_page(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """Ask into which other source one goes, show what would change, and do it."""
    page = site.get_model_admin(Source)
    if not page.has_change_permission(request):
        raise PermissionDenied
    source = get_object_or_404(Source, pk=pk)
    others = Source.objects.exclude(pk=pk).order_by("title", "slug")
    into = others.filter(slug=request.GET.get("into", "")).first()
    context: dict[str, Any] = {"opts": page.opts, "source": source, "others": others, "into": into}
    if into is not None:
        with transaction.atomic():
            if request.method == "POST":
                WorkingCopy.objects.lock()
            old = read_catalogue()
            proposal = Proposal(old, merged(old, source.slug, into.slug))
            forbidden = missing_rights(request.user, proposal.changes)
            if request.method == "POST" and not forbidden and not proposal.problems:
                if request.POST.get("seen") == proposal.seen:
                    proposal.carry_out(request, f"When “{source}” was merged into “{into}”")
                    messages.success(request, f"“{source}” is merged into “{into}”. Its old addresses lead there.")
                    return redirect(reverse("admin:comparisons_source_change", args=[into.pk]))
                messages.error(request, "Nothing was merged: somebody changed one of them meanwhile. Look again.")
            context |= {"proposal": proposal, "lines": proposal.lines, "forbidden": forbidden}
    context = site.each_context(request) | {"title": f"Merge into another source: {source}", **context}
    return render(request, "admin/merge_sources.html", context)
