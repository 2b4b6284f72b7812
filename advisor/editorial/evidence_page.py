"""The admin page of the evidence desk: corrections and findings, and what editors do with them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from msgspec import Struct

from advisor.editorial.corrections_feed import feed_address
from advisor.editorial.desk_items import (
    Items,
    assign,
    can_be_reviewed,
    desk_items,
    is_reviewed,
    note_reviewed,
    put_back,
    state_of,
)
from advisor.editorial.evidence import findings
from advisor.editorial.evidence_rows import KINDS, Rows, in_order, since_words
from advisor.editorial.finding import Finding
from comparisons import models
from comparisons.admin.fields import could_be_key
from comparisons.admin.publishing.rights import editor
from comparisons.admin.versions.keeping import editing
from comparisons.catalogue.names import FACT, FRAMEWORK, SCORE, STATEMENTS
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import counted
from comparisons.corrections.deciding import forget
from comparisons.editions.current import Name
from comparisons.editions.store import DamagedEdition, current_edition
from comparisons.measurements.results import shipped_results
from comparisons.source_links.checking import links_found
from comparisons.working_copy import read_catalogue
from comparisons.working_copy.reviewing import Reviewed, mark_reviewed

FILTERS = ("kind", "framework", "criterion", "show")
# The kind of corrections, which are no findings.
CORRECTIONS = "correction"
SHOWS = {"new": "New since last week", "mine": "Assigned to me", "nobody": "Assigned to nobody", "reviewed": "Reviewed"}
_PER_PAGE, _CORRECTIONS_SHOWN = 100, 10
_WEEK = timedelta(days=7)

# The kind of a finding and the name of what it is about.
Key = tuple[str, str]


class LastWeek(Struct, frozen=True):
    """The day that today is compared with, and the findings of it."""

    day: date
    known: frozenset[Key]

    def is_new(self, finding: Finding) -> bool:
        return _key(finding) not in self.known


def _key(finding: Finding) -> Key:
    return finding.kind, finding.name


def last_week(now: datetime) -> LastWeek | None:
    """Return the findings of a week ago, None if nothing was published then or the edition cannot be read."""
    then = now - _WEEK
    row = models.Edition.objects.names().filter(published_at__lte=then).first()
    if row is None:
        return None
    try:
        return LastWeek(day=then.date(), known=_findings_of(Name(*row), then.date()))
    except DamagedEdition:
        return None


@lru_cache(maxsize=2)
def _findings_of(name: Name, day: date) -> frozenset[Key]:
    measured = {slug: one for slug, one in shipped_results().items() if one.day <= day.isoformat()}
    return frozenset(map(_key, findings(current_edition(name).catalogue, day, measured)))


def desk_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    if not request.user.has_perm("comparisons.view_score"):
        raise PermissionDenied
    if request.method == "POST":
        return _act(request)
    with suppress(DatabaseError):  # it is done at the next visit
        forget(timezone.now())
    catalogue, today, measured, items = read_catalogue(), timezone.localdate(), shipped_results(), desk_items()
    every, then = findings(catalogue, today, measured), last_week(timezone.now())
    is_open = {finding: not is_reviewed(catalogue, finding, items, today) for finding in every}
    chosen = {name: request.GET.get(name, "") for name in FILTERS}
    found = [finding for finding in every if is_open[finding] != (chosen["show"] == "reviewed")]
    shown = [finding for finding in found if _fits(finding, chosen, items, then, editor(request))]
    page = Paginator(in_order(catalogue, shown), _PER_PAGE).get_page(request.GET.get("page"))
    new = [finding for finding in found if then and then.is_new(finding)]
    context = site.each_context(request) | {
        "title": "Evidence desk",
        "groups": Rows(catalogue, measured, items, new).groups(page),
        "page": page,
        "total": len(found),
        "since": _since(then, [finding for finding in every if is_open[finding]]),
        "kinds": [(kind, words, Counter(f.kind for f in found)[kind]) for kind, words in KINDS.items()],
        "shows": SHOWS,
        "frameworks": catalogue.published_frameworks,
        "criteria": catalogue.criteria,
        "chosen": chosen,
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "links": links_found(),
        "may_review": request.user.has_perm("comparisons.change_score"),
        "editors": User.objects.filter(is_staff=True, is_active=True).order_by("username"),
        "feed": feed_address(editor(request)),
        **_corrections(request, chosen, page.number),
    }
    return render(request, "admin/desk.html", context)


def _since(then: LastWeek | None, found: Sequence[Finding]) -> str:
    if then is None:
        return ""
    now = set(map(_key, found))
    return since_words(len(now - then.known), len(then.known - now), then.day)


def _corrections(request: HttpRequest, chosen: dict[str, str], page: int) -> dict[str, Any]:
    """Return the corrections that wait, as far as they fit the filters, on the first page of those who may see them."""
    shown = chosen["kind"] in ("", CORRECTIONS) and chosen["show"] in ("", "mine", "nobody")
    if page != 1 or not shown or not request.user.has_perm("comparisons.view_correction"):
        return {}
    waiting = models.Correction.objects.waiting()
    if framework := chosen["framework"]:
        waiting = waiting.about(*(f"{kind}/{framework}" for kind in (SCORE, FACT, FRAMEWORK, *STATEMENTS)))
    if criterion := chosen["criterion"]:
        waiting = waiting.filter(about__startswith="score/", about__endswith=f"/{criterion}")
    if chosen["show"]:
        waiting = waiting.filter(assigned_to=editor(request) if chosen["show"] == "mine" else None)
    rows = waiting.likely_first().select_related("assigned_to")[:_CORRECTIONS_SHOWN]
    return {"corrections": rows, "corrections_waiting": waiting.order_by().count()}


def _fits(finding: Finding, chosen: dict[str, str], items: Items, then: LastWeek | None, user: User) -> bool:
    return all(
        (
            chosen["kind"] in ("", finding.kind),
            chosen["framework"] in ("", finding.framework),
            chosen["criterion"] in ("", finding.criterion, finding.other),
            _is_shown(finding, chosen["show"], items, then, user),
        )
    )


def _is_shown(finding: Finding, show: str, items: Items, then: LastWeek | None, user: User) -> bool:
    item = items.get(finding.name)
    to = item.assigned_to_id if item else None
    wanted = {"new": then is not None and then.is_new(finding), "mine": to == user.pk, "nobody": to is None}
    return wanted.get(show, True)


def _act(request: HttpRequest) -> HttpResponse:
    """Do what the pressed button says with the ticked rows."""
    if not request.user.has_perm("comparisons.change_score"):
        raise PermissionDenied
    scores, names = _ticked_scores(request.POST), _ticked_names(request.POST)
    do: Callable[[HttpRequest, Mapping[int, int], Mapping[str, str]], None] = {
        "assign": _assign,
        "put-back": _put_back,
    }.get(request.POST.get("do", ""), _review)
    if scores or names:
        do(request, scores, names)
    else:
        messages.warning(request, "Nothing was marked. Tick the scores that you have checked.")
    query = urlencode({name: request.GET[name] for name in (*FILTERS, "page") if request.GET.get(name)})
    return HttpResponseRedirect(reverse("admin:desk") + (f"?{query}" if query else ""))


def _ticked_scores(posted: QueryDict) -> dict[int, int]:
    """Return keys and shown revisions of the ticked scores. Malformed values are ignored."""
    pairs = (text.partition(":") for text in posted.getlist("score"))
    return {int(key): int(revision) for key, _, revision in pairs if could_be_key(key) and could_be_key(revision)}


def _ticked_names(posted: QueryDict) -> dict[str, str]:
    """Return the names of everything else that is ticked, with digests of what was shown."""
    pairs = (text.partition("#") for text in posted.getlist("item"))
    return {name: seen for name, _, seen in pairs}


def _names(scores: Mapping[int, int]) -> dict[int, str]:
    rows = models.Score.objects.filter(pk__in=scores).values_list("pk", "framework__slug", "criterion__slug")
    return {pk: f"score/{framework}/{criterion}" for pk, framework, criterion in rows}


def _known(names: Sequence[str]) -> tuple[Catalogue, list[Finding], date]:
    """Return the findings with these names; others are none of ours."""
    catalogue, today = read_catalogue(), timezone.localdate()
    wanted = set(names)
    return catalogue, [one for one in findings(catalogue, today, shipped_results()) if one.name in wanted], today


def _review(request: HttpRequest, scores: Mapping[int, int], names: Mapping[str, str]) -> None:
    """Date the scores today, and take these and everything else that is ticked off the desk."""
    with editing():
        reviewed = mark_reviewed(scores, by=editor(request), on=timezone.localdate()) if scores else Reviewed(0, [])
        marked = {name for pk, name in _names(scores).items() if pk in reviewed.keys}
        catalogue, found, today = _known([*marked, *names])
        # What the lab contradicts can be assigned, but not be called true.
        contradicted = {one.name for one in found if not can_be_reviewed(one)} - marked
        same = {one.name for one in found if state_of(catalogue, one) == names.get(one.name)} - contradicted
        noted = [one for one in found if one.name in marked | same]
        note_reviewed(catalogue, noted, by=editor(request), on=today)
    _say_reviewed(request, reviewed, others=len(same - marked), gone=len({*names} - same - contradicted))


def _say_reviewed(request: HttpRequest, reviewed: Reviewed, *, others: int, gone: int) -> None:
    if reviewed.marked:
        said = counted(reviewed.marked, "score is", "scores are")
        messages.success(request, f"{said} marked as reviewed today.")
    if others:
        messages.success(
            request, f"{counted(others, 'other row is', 'other rows are')} off the desk until they change."
        )
    for name in reviewed.changed:
        messages.warning(request, f"Not marked, because somebody has changed it: {name}. Check it again.")
    if gone:
        rows = counted(gone, "row has", "rows have")
        messages.warning(request, f"Not marked, because the desk has changed meanwhile: {rows} to be looked at again.")
    if not (reviewed.marked or reviewed.changed or others or gone):
        messages.warning(request, "Nothing was marked. What the lab contradicts has to be changed.")


def _put_back(request: HttpRequest, scores: Mapping[int, int], names: Mapping[str, str]) -> None:
    put_back([*_names(scores).values(), *names])
    messages.success(request, "Back on the desk.")


def _assign(request: HttpRequest, scores: Mapping[int, int], names: Mapping[str, str]) -> None:
    pk = request.POST.get("editor", "")
    to = User.objects.filter(pk=pk, is_staff=True, is_active=True).first() if could_be_key(pk) else None
    _, found, _ = _known([*_names(scores).values(), *names])
    ticked = sorted({one.name for one in found})
    assign(ticked, to)
    messages.success(request, f"{counted(len(ticked), 'row')} assigned to {to.get_username() if to else 'nobody'}.")
