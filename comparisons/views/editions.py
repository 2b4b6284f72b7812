"""The pages of editions, and feeds of what editions changed.

There are feeds of all changes, of those of one framework, and of those of the frameworks of a comparison.
"""

import re
from collections.abc import Sequence

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from comparisons.catalogue.public import cited_sources, public_changes, public_claims
from comparisons.catalogue.slugs import comparison_slug
from comparisons.catalogue.value import Framework
from comparisons.content.edition_changes import ChangedSubject, changed_subjects
from comparisons.editions.changelog import EDITIONS_COVERED, Step, history, steps_of
from comparisons.editions.current import Name, database_is_away
from comparisons.editions.feeds import ATOM_TYPE, JSON_TYPE, Feed, as_atom, as_json_feed, entries_of
from comparisons.editions.store import Edition, UnknownEdition, edition, edition_and_the_one_before, editions
from comparisons.search.not_found import NotInCatalogue
from comparisons.views.compare import on_comparison
from comparisons.views.decorators import OtherSites, nothing_published, on_current_edition, other_sites_may, untracked
from comparisons.views.frameworks import on_framework

# Formats of feeds, as in the names of their routes.
ATOM, JSON = "atom", "json"
# So many changes are shown without a click.
_FEW_CHANGES = 20
# What an address may name as the number of an edition, and what it is told otherwise.
_EDITION_NUMBER = re.compile("[1-9][0-9]{0,8}")
_NO_NUMBER = "An edition is a whole number, as in since=1."


@require_safe
@untracked
def edition_list(request: HttpRequest) -> HttpResponse:
    rows = editions()
    if not rows:
        return nothing_published(request)
    changed = _changed_subjects(
        [Name(row.number, row.digest, row.published_at) for row in rows[: EDITIONS_COVERED + 1]]
    )
    listed = [(row, changed.get(row.number, ())) for row in rows]
    return render(request, "comparisons/edition_list.html", {"edition": rows[0], "editions": listed})


def _changed_subjects(names: Sequence[Name]) -> dict[int, tuple[ChangedSubject, ...]]:
    """Return what the newest of these editions changed, by number; nothing for the first edition."""
    if database_is_away():
        return {}
    return {step.number: changed_subjects(step.changes) for step in steps_of(names) if not step.is_first}


@require_safe
@untracked
def edition_detail(request: HttpRequest, number: int) -> HttpResponse:
    """Show an edition, and what changed since the one before or since any older one that `since` names."""
    typed = request.GET.get("since")
    if typed and not _EDITION_NUMBER.fullmatch(typed):
        return render(request, "400.html", {"message": _NO_NUMBER}, status=400)
    since = int(typed) if typed else None
    if typed is not None and (since is None or since >= number - 1):
        is_newer = since is not None and since > number
        return redirect(_since_address(since, number) if is_newer else _since_address(number, None))
    try:
        shown, before = edition_and_the_one_before(number) if since is None else (edition(number), edition(since))
    except UnknownEdition as error:
        nearest = [(reverse("comparisons:editions"), "All editions")]
        raise NotInCatalogue(str(error), nearest) from error
    changes = public_changes(before.catalogue, shown.catalogue) if before else ()
    context = {
        "edition": shown,
        "before": before,
        "since": since,
        "changes": len(changes),
        "changed": changed_subjects(changes),
        "are_few": len(changes) <= _FEW_CHANGES,
        "sources": len(cited_sources(shown.catalogue)),
        "claims": len(public_claims(shown.catalogue)),
    }
    return render(request, "comparisons/edition_detail.html", context)


def _since_address(number: int | None, since: int | None) -> str:
    path = reverse("comparisons:edition", args=[number])
    return path if since is None else f"{path}?since={since}"


@other_sites_may(OtherSites.READ)
@on_current_edition
def edition_feed(request: HttpRequest, edition: Edition, form: str) -> HttpResponse:
    return _answer(_feed(request, edition, "editions", "What changes in the framework advisor"), form)


@other_sites_may(OtherSites.READ)
@on_framework()
def framework_feed(request: HttpRequest, edition: Edition, framework: Framework, form: str) -> HttpResponse:
    title = f"{framework.name_with_status} in the framework advisor"
    return _answer(_feed(request, edition, "framework", title, [framework]), form)


@other_sites_may(OtherSites.READ)
@on_comparison(None)
def comparison_feed(request: HttpRequest, edition: Edition, frameworks: list[Framework], form: str) -> HttpResponse:
    title = f"{' or '.join(framework.name_with_status for framework in frameworks)} in the framework advisor"
    return _answer(_feed(request, edition, "comparison", title, frameworks), form)


def _feed(request: HttpRequest, edition: Edition, page: str, title: str, frameworks: Sequence[Framework] = ()) -> Feed:
    """Return the feed for the page with route name `page`; without frameworks, of all changes."""
    args = [comparison_slug([framework.slug for framework in frameworks])] if frameworks else []
    steps = history(edition.number)
    host = request.get_host().partition(":")[0]
    entries = entries_of(
        steps,
        lambda step: f"tag:{host},{step.published_at:%Y-%m-%d}:{_path_then(page, frameworks, step)}/{step.number}",
        lambda number: request.build_absolute_uri(reverse("comparisons:edition", args=[number])),
        {name for framework in frameworks for name in (framework.slug, *framework.aliases)},
    )
    return Feed(
        title=title,
        address=request.build_absolute_uri(reverse(f"comparisons:{page}", args=args)),
        atom=request.build_absolute_uri(reverse(f"comparisons:{page}-{ATOM}", args=args)),
        json=request.build_absolute_uri(reverse(f"comparisons:{page}-{JSON}", args=args)),
        updated_at=entries[0].published_at if entries else steps[-1].published_at,
        entries=entries,
    )


def _path_then(page: str, frameworks: Sequence[Framework], step: Step) -> str:
    """Return the path of a page under the slugs of an edition, so that renaming leaves the ids of entries alone."""
    names = [(framework.slug, *framework.aliases) for framework in frameworks]
    slugs = [next((name for name in own if name in step.frameworks), own[0]) for own in names]
    return reverse(f"comparisons:{page}", args=[comparison_slug(slugs)] if slugs else []).strip("/")


def _answer(feed: Feed, form: str) -> HttpResponse:
    if form == ATOM:
        return HttpResponse(as_atom(feed), content_type=ATOM_TYPE)
    return HttpResponse(msgspec.json.encode(as_json_feed(feed)), content_type=JSON_TYPE)
