"""The form that picks frameworks, their comparison, and the comparison in a frame for pages of other sites."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from comparisons.cards.comparison import comparison_alt
from comparisons.cards.framework import is_named_after
from comparisons.catalogue.names import Compared, Names, compared, extension_meant, frameworks_inside, slug_now
from comparisons.catalogue.value import FRAMEWORKS, VERSUS, Catalogue, Framework, Status
from comparisons.content.browse import likely_pairs
from comparisons.content.choose_when import choose_when
from comparisons.content.comparison import MOST_COMPARED, Comparison, Row, claims_about, compare
from comparisons.content.structured_data import about_comparison
from comparisons.editions.store import Edition
from comparisons.links.repair import Parameters, repaired
from comparisons.rendering.addresses import address
from comparisons.rendering.fragments import Pieces
from comparisons.rendering.jinja import framed
from comparisons.search.not_found import NotInCatalogue, nearest_slugs
from comparisons.views.decorators import OtherSites, on_current_edition, other_sites_may
from comparisons.views.forms import PickForm, frameworks_by_kind, options_by_kind
from comparisons.views.frameworks import framework_pages, is_extension, pair_slug

View = Callable[..., HttpResponse]

DIFFERENCES = {"rows": "differences"}
SWAPPED = {"axes": "swapped"}

_OPTIONS = {key: frozenset([value]) for key, value in (DIFFERENCES | SWAPPED).items()}

_PAIRS_OFFERED = 8
# The most rows in a frame, which is small.
_EMBEDDED_ROWS = 8
# Characters of an unknown word that are shown.
_LONGEST_WORD = 60


@on_current_edition
def pick(request: HttpRequest, edition: Edition) -> HttpResponse:
    named = frozenset(framework_pages(edition.catalogue))
    given = _given(request, Parameters(listed=_OPTIONS | {"f": named, "with": named}, free=frozenset(["go"])))
    names = Names(edition.catalogue)
    if not {"f", "go"} & {key for key, _ in given}:
        meant = [names.meant(FRAMEWORKS, name) for key, name in given if key == "with"]
        chosen = [slug for slug in meant if slug in edition.catalogue.public_frameworks]
        return _pick_page(request, edition, PickForm(catalogue=edition.catalogue, initial={"f": chosen}))
    # The form that adds a framework to a comparison may send an empty choice, which adds nothing.
    picked = [names.meant(FRAMEWORKS, name) or name for key, name in given if key == "f" and name]
    form = PickForm({"f": picked}, catalogue=edition.catalogue)
    if not form.is_valid():
        return _pick_page(request, edition, form, status=400)
    return redirect(_address(form.cleaned_data["f"], _options(request)))


def on_comparison(options: Mapping[str, str] | None, *, serves_aliases: bool = False) -> Callable[[View], View]:
    """Decorate a view that takes the current edition and the frameworks that are named in the URL.

    Fewer than two or too many frameworks get the form that picks them, with status 400. Other URLs redirect for good
    to the canonical one: slugs sorted, and no query but `options`. With None, the query is not checked. With
    `serves_aliases`, old names get the answer itself: for frames and images, where redirects may not be followed.
    """

    def decorate(view: View) -> View:
        @on_current_edition
        @wraps(view)
        def on_frameworks(request: HttpRequest, edition: Edition, /, slugs: str, **kwargs: str) -> HttpResponse:
            found = compared(Names(edition.catalogue), slugs)
            if found.unknown:
                raise no_comparison(edition.catalogue, found)
            frameworks = [edition.catalogue.public_frameworks[slug] for slug in found.slugs]
            if not 2 <= len(frameworks) <= MOST_COMPARED:
                picked = PickForm({"f": [f.slug for f in frameworks]}, catalogue=edition.catalogue)
                return _pick_page(request, edition, picked, status=400)
            canonical = _canonical(request, frameworks, options or {})
            is_canonical = canonical == (request.path if options is None else request.get_full_path())
            names_aliases = serves_aliases and found.is_exact and {*slugs.split(VERSUS)} != {*found.slugs}
            if not is_canonical and not (names_aliases and not request.GET):
                # Other names lead here for good; order and query are put right as the page's own links change them.
                renamed = {*slugs.split(VERSUS)} != {*found.slugs}
                return HttpResponsePermanentRedirect(canonical) if renamed else redirect(canonical)
            return view(request, edition, frameworks, **kwargs)

        return on_frameworks

    return decorate


def _canonical(request: HttpRequest, frameworks: list[Framework], options: Mapping[str, str]) -> str:
    assert request.resolver_match is not None, "a view is called through its route"
    path = address(request.resolver_match.view_name, pair_slug([f.slug for f in frameworks]))
    return _with_query(path, _asked_for(request, options))


def no_comparison(catalogue: Catalogue, found: Compared) -> NotInCatalogue:
    """Return the error for names of which some are unknown. It offers the comparisons that may be meant."""
    pages, words = framework_pages(catalogue), found.unknown[:MOST_COMPARED]
    extensions = {word: extension for word in words if (extension := extension_meant(catalogue, word))}
    unknown = [word for word in words if word not in extensions]
    near = [name for word in unknown for name in frameworks_inside(catalogue, word) or nearest_slugs([word], pages)[:1]]
    likely = {*found.slugs, *(framework.slug for framework, _ in extensions.values())}
    likely |= {slug_now(catalogue, FRAMEWORKS, name) for name in near}
    message = [is_extension(*extension) for extension in extensions.values()]
    if unknown:
        message.append(f"There is no framework named {' or '.join(f'“{word[:_LONGEST_WORD]}”' for word in unknown)}.")
    offers = [_comparison_offer(catalogue, slugs) for slugs in dict.fromkeys((tuple(sorted(likely)), found.slugs))]
    offers += [pages[slug] for slug in sorted(likely)]
    return NotInCatalogue(" ".join(message), [offer for offer in offers if offer][: MOST_COMPARED + 2])


def _comparison_offer(catalogue: Catalogue, slugs: Sequence[str]) -> tuple[str, str] | None:
    if not 2 <= len(slugs) <= MOST_COMPARED:
        return None
    names = [catalogue.public_frameworks[slug].name_with_status for slug in slugs]
    return _address(slugs, {}), f"{', '.join(names[:-1])} and {names[-1]}"


@on_comparison(DIFFERENCES | SWAPPED)
def comparison(request: HttpRequest, edition: Edition, frameworks: list[Framework]) -> HttpResponse:
    options = _options(request)
    name = f"{' or '.join(framework.name_with_status for framework in frameworks)}?"
    origin = f"{request.scheme}://{request.get_host()}"
    trail = [("Compare", origin + address("comparisons:pick")), (name, origin + request.path)]
    context = {
        "name": name,
        "origin": origin,
        "linked_data": about_comparison(frameworks, trail),
        **_context(edition, frameworks, options),
    }
    return framed(request, "comparisons/comparison.html", "comparisons/comparison.jinja", context)


def _pick_page(request: HttpRequest, edition: Edition, form: PickForm, status: int = 200) -> HttpResponse:
    options = _options(request)
    picked = form["f"].value() or []
    pairs = likely_pairs(edition.catalogue, among=picked if len(picked) == 1 else [])
    context = {
        "edition": edition,
        "form": form,
        "picked": picked,
        "kinds": frameworks_by_kind(edition.catalogue),
        "pairs": [(a, b, _address([a.slug, b.slug], options)) for a, b in pairs[:_PAIRS_OFFERED]],
        "options": options,
    }
    return render(request, "comparisons/pick.html", context, status=status)


def _options(request: HttpRequest) -> dict[str, str]:
    return _asked_for(request, DIFFERENCES | SWAPPED)


def _asked_for(request: HttpRequest, options: Mapping[str, str]) -> dict[str, str]:
    given = dict(_given(request, Parameters(listed=_OPTIONS)))
    return {key: value for key, value in options.items() if given.get(key) == value}


def _given(request: HttpRequest, known: Parameters) -> tuple[tuple[str, str], ...]:
    """Return the pairs of the query as they were before somebody handed the link on."""
    pairs = [(key, value) for key, values in request.GET.lists() for value in values]
    return repaired(pairs, known, completes=False).pairs


def _address(slugs: Iterable[str], options: Mapping[str, str]) -> str:
    return _with_query(address("comparisons:comparison", pair_slug(list(slugs))), options)


def _with_query(path: str, options: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(options)}" if options else path


def _context(edition: Edition, frameworks: list[Framework], options: dict[str, str]) -> dict[str, object]:
    catalogue = edition.catalogue
    full = compare(catalogue, frameworks)
    shown = full.only_differences() if "rows" in options else full
    slugs = [framework.slug for framework in frameworks]
    pair = pair_slug(slugs)
    reasons = {one.framework.slug: one for one in choose_when(catalogue, frameworks)}
    return {
        "edition": edition,
        "pieces": Pieces(edition),
        "comparison": shown,
        "whole": full,
        "leads": [(framework, full.leads(framework), reasons.get(framework.slug)) for framework in frameworks],
        "claims": claims_about(catalogue, frameworks),
        "sources": catalogue.source_by_slug,
        "together": " and ".join(framework.name_with_status for framework in frameworks),
        "pair": pair,
        "canonical": _address(slugs, {}),
        "card_address": address("comparisons:comparison-card", pair),
        "atom": address("comparisons:comparison-atom", pair),
        "feed": address("comparisons:comparison-json", pair),
        "card_alt": comparison_alt(full),
        "options": options,
        "toggle_rows": _address(slugs, _toggled(options, DIFFERENCES)),
        "toggle_axes": _address(slugs, _toggled(options, SWAPPED)),
        "same_rows": sum(not row.differs for row in full.rows),
        "selection": [
            (framework, _without(framework, slugs, options), cells)
            for framework, cells in zip(frameworks, shown.columns, strict=True)
        ],
        "to_add": options_by_kind(catalogue, without=slugs) if len(slugs) < MOST_COMPARED else [],
        "pick_query": urlencode({"with": slugs} | options, doseq=True),
        **_advice(frameworks),
    }


def _advice(frameworks: list[Framework]) -> dict[str, object]:
    """Return the query of the advice between these frameworks, without retired ones; "" if fewer than two are left."""
    offered = [framework for framework in frameworks if framework.status is Status.PUBLISHED]
    slugs = [framework.slug for framework in offered]
    return {
        "retired": [framework.name for framework in frameworks if framework.status is Status.RETIRED],
        "advised": [framework.name for framework in offered],
        "among_query": urlencode({"among": slugs}, doseq=True) if len(slugs) > 1 else "",
    }


def _without(framework: Framework, slugs: list[str], options: dict[str, str]) -> str:
    """Return the URL of the comparison of the others; '' if only one would be left."""
    others = [slug for slug in slugs if slug != framework.slug]
    return _address(others, options) if len(others) > 1 else ""


def _toggled(options: dict[str, str], option: dict[str, str]) -> dict[str, str]:
    known = DIFFERENCES | SWAPPED
    (key,) = option
    return {k: v for k, v in known.items() if (k in options) != (k == key)}


@other_sites_may(OtherSites.FRAME)
@on_comparison({}, serves_aliases=True)
def comparison_embed(request: HttpRequest, edition: Edition, frameworks: list[Framework]) -> HttpResponse:
    pair = pair_slug([framework.slug for framework in frameworks])
    full = compare(edition.catalogue, frameworks)
    context = {
        "edition": edition,
        "comparison": full,
        "rows": _embedded_rows(full),
        "page": request.build_absolute_uri(reverse("comparisons:comparison", args=[pair])),
    }
    return render(request, "comparisons/embed.html", context)


def _embedded_rows(comparison: Comparison) -> list[Row]:
    """Return the rows that differ most, without criteria named after a framework ('Familiarity to Django users')."""
    rows = comparison.most_different()
    meaningful = (row for row in rows if not any(is_named_after(row.criterion, f) for f in comparison.frameworks))
    return list(meaningful)[:_EMBEDDED_ROWS]
