"""The page that links to everything that stands on a public page. The footer of public pages leads here."""

from urllib.parse import urlencode, urlsplit

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comparisons.admin.from_page.contents import contents_of
from comparisons.admin.publishing.rights import may_see_changes
from comparisons.working_copy import read_catalogue

_LONGEST = 2000


@never_cache
def from_referer(request: HttpRequest) -> HttpResponse:
    """Lead to the page for the public page that somebody comes from, which browsers name within a site.

    The address keeps it, so that it is there after a login too.
    """
    came_from = urlsplit(request.headers.get("Referer", "")[:_LONGEST])
    page = came_from.path if came_from.netloc == request.get_host() else ""
    query = {"page": f"{page}?{came_from.query}" if came_from.query else page} if page else {}
    return HttpResponseRedirect(f"{reverse('admin:from-page')}{f'?{urlencode(query)}' if query else ''}")


@require_safe
def from_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    if not may_see_changes(request):
        raise PermissionDenied
    address = request.GET.get("page", "")[:_LONGEST].strip()
    context = site.each_context(request) | {
        "title": "Edit what stands on a page",
        "address": address,
        "found": contents_of(address, read_catalogue()) if address else None,
    }
    return render(request, "admin/from_page.html", context)
