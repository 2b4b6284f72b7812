"""The form that picks frameworks, their comparison, and the comparison in a frame for pages of other sites."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from msgspec.structs import replace

from comparisons.catalogue.names import Compared, Names, compared, extension_meant, frameworks_inside, slug_now
from comparisons.catalogue.slugs import VERSUS, comparison_slug
from comparisons.catalogue.value import FRAMEWORKS, Catalogue, Framework
from comparisons.content.browse import likely_pairs
from comparisons.content.comparison import MOST_COMPARED, compare
from comparisons.content.structured_data import about_comparison
from comparisons.editions.store import Edition
from comparisons.rendering.addresses import address
from comparisons.rendering.frames import data_block, framed
from comparisons.search.not_found import NotInCatalogue
from comparisons.search.similar import nearest_slugs
from comparisons.views.comparison_options import (
    OPTIONS,
    MalformedEdition,
    asked_edition,
    asked_options,
    given_pairs,
    option_parameters,
)
from comparisons.views.comparison_page import comparison_address, comparison_page, option_pairs, with_options
from comparisons.views.decorators import OtherSites, on_current_edition, other_sites_may
from comparisons.views.forms import PickForm, frameworks_by_kind, options_by_kind
from comparisons.views.frameworks import framework_pages, is_extension

View = Callable[..., HttpResponse]

_PAIRS_OFFERED = 8
# What the frame of a comparison shows of it.
_IN_FRAME = ("name", "together", "canonical", "card_address", "card_alt", "atom", "feed", "linked_data")
# The most rows in a frame, which is small.
_EMBEDDED_ROWS = 8
# Characters of an unknown word that are shown.
_LONGEST_WORD = 60


@on_current_edition
def pick(request: HttpRequest, edition: Edition) -> HttpResponse:
    named = frozenset(framework_pages(edition.catalogue))
    known = option_parameters(edition.catalogue)
    listed = {**known.listed, "f": named, "with": named}
    given = given_pairs(request, replace(known, listed=listed, free=frozenset(["go"])))
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
    return redirect(comparison_address(form.cleaned_data["f"], asked_options(request, Names(edition.catalogue))))


def on_comparison(
    options: Mapping[str, frozenset[str]] | None, *, serves_aliases: bool = False
) -> Callable[[View], View]:
    """Decorate a view that takes the current edition and the frameworks that are named in the URL.

    Fewer than two or too many frameworks get the form that picks them, with status 400. Other URLs redirect for good
    to the canonical one: slugs sorted, and no query but `options`. With None, the query is not checked. With
    `serves_aliases`, old names get the answer itself: for frames and images, where redirects may not be followed.
    """

    def decorate(view: View) -> View:
        @on_current_edition
        @wraps(view)
        def on_frameworks(request: HttpRequest, edition: Edition, /, slugs: str, **kwargs: str) -> HttpResponse:
            try:
                edition, names = asked_edition(request, edition, options or {})
            except MalformedEdition as error:
                return render(request, "400.html", {"message": str(error)}, status=400)
            found = compared(names, slugs)
            if found.unknown:
                raise no_comparison(edition.catalogue, found)
            frameworks = [edition.catalogue.public_frameworks[slug] for slug in found.slugs]
            if not 2 <= len(frameworks) <= MOST_COMPARED:
                picked = PickForm({"f": [f.slug for f in frameworks]}, catalogue=edition.catalogue)
                return _pick_page(request, edition, picked, status=400)
            canonical = _canonical(request, frameworks, options or {}, names)
            is_canonical = canonical == (request.path if options is None else request.get_full_path())
            names_aliases = serves_aliases and found.is_exact and {*slugs.split(VERSUS)} != {*found.slugs}
            if not is_canonical and not (names_aliases and not request.GET):
                # Other names lead here for good; order and query are put right as the page's own links change them.
                renamed = {*slugs.split(VERSUS)} != {*found.slugs}
                return HttpResponsePermanentRedirect(canonical) if renamed else redirect(canonical)
            return view(request, edition, frameworks, **kwargs)

        return on_frameworks

    return decorate


def _canonical(
    request: HttpRequest, frameworks: list[Framework], options: Mapping[str, frozenset[str]], names: Names
) -> str:
    assert request.resolver_match is not None, "a view is called through its route"
    slugs = [framework.slug for framework in frameworks]
    path = address(request.resolver_match.view_name, comparison_slug(slugs))
    asked = asked_options(request, names) if options else {}
    return with_options(path, slugs, {key: value for key, value in asked.items() if key in options})


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
    return comparison_address(slugs, {}), f"{', '.join(names[:-1])} and {names[-1]}"


@on_comparison(OPTIONS)
def comparison(request: HttpRequest, edition: Edition, frameworks: list[Framework]) -> HttpResponse:
    options = asked_options(request, Names(edition.catalogue))
    name = f"{' or '.join(framework.name_with_status for framework in frameworks)}?"
    origin = f"{request.scheme}://{request.get_host()}"
    trail = [("Compare", origin + address("comparisons:pick")), (name, origin + request.path)]
    context: dict[str, Any] = {
        "name": name,
        "origin": origin,
        "linked_data": data_block(about_comparison(frameworks, trail)),
        "to_add": _to_add(edition.catalogue, [framework.slug for framework in frameworks]),
        **comparison_page(edition, frameworks, options),
    }
    values = {name: context[name] for name in _IN_FRAME}
    return framed(request, "comparisons/comparison.html", "comparisons/comparison.jinja", context, values)


def _to_add(catalogue: Catalogue, slugs: list[str]) -> list[tuple[str, SafeString]]:
    return options_by_kind(catalogue, without=slugs) if len(slugs) < MOST_COMPARED else []


def _pick_page(request: HttpRequest, edition: Edition, form: PickForm, status: int = 200) -> HttpResponse:
    options = asked_options(request, Names(edition.catalogue))
    picked = form["f"].value() or []
    pairs = likely_pairs(edition.catalogue, among=picked if len(picked) == 1 else [])
    context = {
        "edition": edition,
        "form": form,
        "picked": picked,
        "most": MOST_COMPARED,
        "kinds": frameworks_by_kind(edition.catalogue),
        "pairs": [(a, b, comparison_address([a.slug, b.slug], options)) for a, b in pairs[:_PAIRS_OFFERED]],
        "options": option_pairs(options),
    }
    return render(request, "comparisons/pick.html", context, status=status)


@other_sites_may(OtherSites.FRAME)
@on_comparison({}, serves_aliases=True)
def comparison_embed(request: HttpRequest, edition: Edition, frameworks: list[Framework]) -> HttpResponse:
    pair = comparison_slug([framework.slug for framework in frameworks])
    full = compare(edition.catalogue, frameworks)
    context = {
        "edition": edition,
        "comparison": full,
        "rows": full.most_different()[:_EMBEDDED_ROWS],
        "page": request.build_absolute_uri(reverse("comparisons:comparison", args=[pair])),
    }
    return render(request, "comparisons/embed.html", context)
