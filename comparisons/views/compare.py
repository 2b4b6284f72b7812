from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from comparisons.cards.comparison import comparison_alt
from comparisons.catalogue.value import Catalogue, Framework
from comparisons.choosing import choosing
from comparisons.claims import claims_here
from comparisons.comparison import compare
from comparisons.editions import Edition
from comparisons.forms import MOST, PickForm, frameworks_by_kind
from comparisons.linked_data import about_comparison
from comparisons.options import options_by_kind
from comparisons.pairs import likely_pairs
from comparisons.rendering.addresses import address
from comparisons.rendering.fragments import Pieces
from comparisons.rendering.jinja import framed
from comparisons.views.frameworks import find_framework, pair_slug
from comparisons.views.on_edition import on_current_edition

DIFFERENCES = {"rows": "differences"}
SWAPPED = {"axes": "swapped"}

_PAIRS_OFFERED = 8


@on_current_edition
def pick(request: HttpRequest, edition: Edition) -> HttpResponse:
    if "f" not in request.GET and "go" not in request.GET:
        chosen = [slug for slug in request.GET.getlist("with") if slug in edition.catalogue.public_frameworks]
        return _pick_page(request, edition, PickForm(catalogue=edition.catalogue, initial={"f": chosen}))
    # The form that adds a framework to a comparison may send an empty choice: then it stays as it is.
    picked = [slug for slug in request.GET.getlist("f") if slug]
    form = PickForm({"f": picked}, catalogue=edition.catalogue)
    if not form.is_valid():
        return _pick_page(request, edition, form, status=400)
    return redirect(_address(form.cleaned_data["f"], _options(request)))


@on_current_edition
def comparison(request: HttpRequest, edition: Edition, slugs: str) -> HttpResponse:
    frameworks = find_frameworks(edition.catalogue, slugs)
    if not 2 <= len(frameworks) <= MOST:
        return pick_again(request, edition, frameworks)
    options = _options(request)
    canonical = _address([f.slug for f in frameworks], options)
    if request.get_full_path() != canonical:
        return redirect(canonical)
    name = f"{' or '.join(framework.name for framework in frameworks)}?"
    origin = f"{request.scheme}://{request.get_host()}"
    trail = [("Compare", origin + address("comparisons:pick")), (name, origin + request.path)]
    context = {
        "name": name,
        "origin": origin,
        "linked_data": about_comparison(frameworks, trail),
        **_context(edition, frameworks, options),
    }
    return framed(request, "comparisons/comparison.html", "comparisons/comparison.jinja", context)


def find_frameworks(catalogue: Catalogue, slugs: str) -> list[Framework]:
    """Return the frameworks that the address of a comparison names, sorted. Raises NotInCatalogue."""
    return [find_framework(catalogue, slug) for slug in sorted(set(slugs.split("-vs-")))]


def pick_again(request: HttpRequest, edition: Edition, frameworks: list[Framework]) -> HttpResponse:
    """Answer an address that names too few or too many."""
    picked = PickForm({"f": [f.slug for f in frameworks]}, catalogue=edition.catalogue)
    return _pick_page(request, edition, picked, status=400)


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
    """The known options among those asked for; an address with others is corrected."""
    known = DIFFERENCES | SWAPPED
    return {key: value for key, value in known.items() if request.GET.get(key) == value}


def _address(slugs: Iterable[str], options: Mapping[str, str]) -> str:
    path = address("comparisons:comparison", pair_slug(list(slugs)))
    return f"{path}?{urlencode(options)}" if options else path


def _context(edition: Edition, frameworks: list[Framework], options: dict[str, str]) -> dict[str, object]:
    catalogue = edition.catalogue
    whole = compare(catalogue, frameworks)
    shown = whole.only_differences() if "rows" in options else whole
    slugs = [framework.slug for framework in frameworks]
    pair = pair_slug(slugs)
    suits = {one.framework.slug: one for one in choosing(catalogue, frameworks)}
    return {
        "edition": edition,
        "pieces": Pieces(edition),
        "comparison": shown,
        "whole": whole,
        "leads": [(framework, whole.leads(framework), suits.get(framework.slug)) for framework in frameworks],
        "claims": claims_here(catalogue, frameworks),
        "sources": catalogue.source_by_slug,
        "together": " and ".join(framework.name for framework in frameworks),
        "pair": pair,
        "canonical": _address(slugs, {}),
        "card_address": address("comparisons:comparison-card", pair),
        "atom": address("comparisons:comparison-atom", pair),
        "feed": address("comparisons:comparison-json", pair),
        "card_alt": comparison_alt(whole),
        "options": options,
        "toggle_rows": _address(slugs, _toggled(options, DIFFERENCES)),
        "toggle_axes": _address(slugs, _toggled(options, SWAPPED)),
        "same_rows": sum(not row.differs for row in whole.rows),
        "selection": [
            (framework, _without(framework, slugs, options), cells)
            for framework, cells in zip(frameworks, shown.columns, strict=True)
        ],
        "to_add": options_by_kind(catalogue, without=slugs) if len(slugs) < MOST else [],
        "pick_query": urlencode({"with": slugs} | options, doseq=True),
        "among_query": urlencode({"among": slugs}, doseq=True),
    }


def _without(framework: Framework, slugs: list[str], options: dict[str, str]) -> str:
    """The comparison of the others; nowhere if only one would be left."""
    others = [slug for slug in slugs if slug != framework.slug]
    return _address(others, options) if len(others) > 1 else ""


def _toggled(options: dict[str, str], option: dict[str, str]) -> dict[str, str]:
    known = DIFFERENCES | SWAPPED
    (key,) = option
    return {k: v for k, v in known.items() if (k in options) != (k == key)}
