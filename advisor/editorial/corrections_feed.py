"""A feed of new corrections for editors. Feed readers cannot log in, so its address has a token, an editor's own.

The token is derived from the editor's password hash, so that it ends when the password changes, and from the secret
key. It lets its holder read what visitors wrote, without their contacts, and nothing else. It stands in the query,
which is never logged.
"""

import hmac
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from comparisons.admin.fields import could_be_key
from comparisons.editions.feeds import ATOM_TYPE, Entry, Feed, as_atom
from comparisons.models import Correction

_ENTRIES = 50


def feed_address(user: User) -> str:
    """Return the address of an editor's own feed."""
    return f"{reverse('admin:corrections_feed')}?{urlencode({'login': user.pk, 'token': _token(user)})}"


def _token(user: User) -> str:
    words = f"{user.pk}:{user.password}"
    return salted_hmac("advisor.corrections.feed", words, algorithm="sha256").hexdigest()[:40]


@require_safe
def corrections_feed(request: HttpRequest) -> HttpResponse:
    login, token = request.GET.get("login", ""), request.GET.get("token", "")
    found = User.objects.filter(pk=login, is_staff=True, is_active=True) if could_be_key(login) else User.objects.none()
    user = found.first()
    if user is None or not hmac.compare_digest(token.encode(), _token(user).encode()):
        raise Http404("No feed of an editor has this address.")
    if not user.has_perm("comparisons.view_correction"):
        raise Http404("This login may not see corrections.")
    rows = list(Correction.objects.waiting().order_by("-sent_at", "-pk")[:_ENTRIES])
    desk = request.build_absolute_uri(reverse("admin:desk"))
    feed = Feed(
        title="Corrections to the framework advisor",
        address=desk,
        atom=request.build_absolute_uri(),
        json="",
        updated_at=rows[0].sent_at if rows else user.date_joined,
        entries=tuple(_entry(request, row) for row in rows),
    )
    return HttpResponse(as_atom(feed), content_type=ATOM_TYPE)


def _entry(request: HttpRequest, row: Correction) -> Entry:
    said = (row.text, f"Source: {row.source}") if row.source else (row.text,)
    host = request.get_host().partition(":")[0]
    return Entry(
        id=f"tag:{host},{row.sent_at:%Y-%m-%d}:correction/{row.pk}",
        address=request.build_absolute_uri(reverse("admin:comparisons_correction_change", args=[row.pk])),
        title=row.title,
        published_at=row.sent_at,
        sentences=said,
        total=len(said),
    )
