from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from comparisons.cards.comparison import comparison_card
from comparisons.catalogue.value import Catalogue, Framework
from comparisons.choosing import choosing
from comparisons.comparison import Comparison, compare
from comparisons.editions import Edition
from comparisons.forms import MOST, PickForm
from comparisons.views.frameworks import find_framework, pair_slug
from comparisons.views.on_edition import on_current_edition

DIFFERENCES = {"rows": "differences"}
SWAPPED = {"axes": "swapped"}


@on_current_edition
def pick(request: HttpRequest, edition: Edition) -> HttpResponse:
    if "f" not in request.GET and "go" not in request.GET:
        chosen = [slug for slug in request.GET.getlist("with") if slug in edition.catalogue.public_frameworks]
        return _pick_page(request, edition, PickForm(catalogue=edition.catalogue, initial={"f": chosen}))
    form = PickForm(request.GET, catalogue=edition.catalogue)
    if not form.is_valid():
        return _pick_page(request, edition, form, status=400)
    return redirect("comparisons:comparison", pair_slug(form.cleaned_data["f"]))


@on_current_edition
def comparison(request: HttpRequest, edition: Edition, slugs: str) -> HttpResponse:
    frameworks = find_frameworks(edition.catalogue, slugs)
    if not 2 <= len(frameworks) <= MOST:
        return pick_again(request, edition, frameworks)
    canonical = reverse("comparisons:comparison", args=[pair_slug([f.slug for f in frameworks])])
    options = _options(request)
    if request.get_full_path() != canonical + _query(options):
        return redirect(canonical + _query(options))
    return render(request, "comparisons/comparison.html", _context(edition, frameworks, canonical, options))


def find_frameworks(catalogue: Catalogue, slugs: str) -> list[Framework]:
    """Return the frameworks that the address of a comparison names, sorted. Raises NotInCatalogue."""
    return [find_framework(catalogue, slug) for slug in sorted(set(slugs.split("-vs-")))]


def pick_again(request: HttpRequest, edition: Edition, frameworks: list[Framework]) -> HttpResponse:
    """Answer an address that names too few or too many."""
    picked = PickForm({"f": [f.slug for f in frameworks]}, catalogue=edition.catalogue)
    return _pick_page(request, edition, picked, status=400)


def _pick_page(request: HttpRequest, edition: Edition, form: PickForm, status: int = 200) -> HttpResponse:
    return render(request, "comparisons/pick.html", {"edition": edition, "form": form}, status=status)


def _options(request: HttpRequest) -> dict[str, str]:
    """The known options among those asked for; an address with others is corrected."""
    known = DIFFERENCES | SWAPPED
    return {key: value for key, value in known.items() if request.GET.get(key) == value}


def _query(options: dict[str, str]) -> str:
    return "?" + "&".join(f"{key}={value}" for key, value in options.items()) if options else ""


def _context(
    edition: Edition, frameworks: list[Framework], canonical: str, options: dict[str, str]
) -> dict[str, object]:
    whole = compare(edition.catalogue, frameworks)
    suits = {one.framework.slug: one for one in choosing(edition.catalogue, frameworks)}
    return {
        "edition": edition,
        "comparison": whole.only_differences() if "rows" in options else whole,
        "whole": whole,
        "leads": [(framework, whole.leads(framework), suits.get(framework.slug)) for framework in frameworks],
        "claims": _claims(edition.catalogue, frameworks),
        "sources": edition.catalogue.source_by_slug,
        "canonical": canonical,
        "card_address": reverse("comparisons:comparison-card", args=[pair_slug([f.slug for f in frameworks])]),
        "card_alt": comparison_card(whole).alt,
        "only_differences": "rows" in options,
        "is_swapped": "axes" in options,
        "toggle_rows": canonical + _query(_toggled(options, DIFFERENCES)),
        "toggle_axes": canonical + _query(_toggled(options, SWAPPED)),
        "hidden_rows": _hidden_rows(whole),
    }


def _toggled(options: dict[str, str], option: dict[str, str]) -> dict[str, str]:
    known = DIFFERENCES | SWAPPED
    (key,) = option
    return {k: v for k, v in known.items() if (k in options) != (k == key)}


def _hidden_rows(whole: Comparison) -> int:
    return sum(not row.differs for row in whole.rows)


def _claims(catalogue: Catalogue, frameworks: Iterable[Framework]) -> list[object]:
    slugs = {framework.slug for framework in frameworks}
    return [claim for claim in catalogue.claims if slugs & set(claim.frameworks)]
