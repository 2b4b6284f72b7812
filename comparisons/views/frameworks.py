"""The list of frameworks with its filters, and the page of each framework."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from msgspec import UNSET

from comparisons.applications.reading import application_of
from comparisons.cards.framework import badge, framework_card
from comparisons.catalogue.expected_slugs import AGE, FRAMEWORK_TYPE
from comparisons.catalogue.house_rules import RINGS
from comparisons.catalogue.memo import memo
from comparisons.catalogue.names import Names, extension_meant, frameworks_inside, slug_now
from comparisons.catalogue.slugs import comparison_slug
from comparisons.catalogue.value import CRITERIA, FRAMEWORKS, Catalogue, Criterion, Extension, Framework, Status
from comparisons.content.browse import SORTS, fitting
from comparisons.content.claims import wrong_first
from comparisons.content.comparison import MOST_COMPARED, cell_of
from comparisons.content.profile import profile_of
from comparisons.content.structured_data import Trail, about_framework
from comparisons.decisions.finding import chosen_by, year_of
from comparisons.editions.store import Edition
from comparisons.measurements.results import measured_of, shipped_results
from comparisons.rendering.addresses import address
from comparisons.search.not_found import Addresses, NotInCatalogue
from comparisons.views.decorators import moved_to, on_current_edition
from comparisons.views.forms import FilterForm

View = Callable[..., HttpResponse]

# How many criteria a framework of the list is said to be furthest ahead on.
_MERITS = 3
# The filter that names a criterion.
BEST = "best"


@on_current_edition
def framework_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    catalogue = edition.catalogue
    form = FilterForm(_with_slugs(catalogue, request.GET), catalogue=catalogue)
    is_valid = form.is_valid()
    if is_valid and request.get_full_path() != form.address(request.path):
        return HttpResponseRedirect(form.address(request.path))
    form.add_counts()
    listed = fitting(catalogue, form.filters)
    best = catalogue.criterion_by_slug.get(form.filters.best)
    context = {
        "edition": edition,
        "form": form,
        "chosen": form.chosen(request.path),
        "listed": [
            (one, _type_cell(catalogue, one.framework), _furthest_ahead(catalogue, one.framework)) for one in listed
        ],
        "retired": [f for f in catalogue.public_frameworks.values() if f.status is Status.RETIRED],
        "total": len(catalogue.published_frameworks),
        "best": best,
        "sort": SORTS.get(form.filters.sort, ""),
        "most": MOST_COMPARED,
        "are_good": all(one.is_good for one in listed),
    }
    return render(request, "comparisons/framework_list.html", context, status=200 if is_valid else 400)


def _furthest_ahead(catalogue: Catalogue, framework: Framework) -> tuple[tuple[Criterion, str], ...]:
    known = _furthest_ahead_by_framework(catalogue)
    if framework.slug not in known:
        best = [standing.cell.criterion for standing in profile_of(catalogue, framework).best[:_MERITS]]
        known[framework.slug] = tuple((criterion, _merit_name(catalogue, criterion)) for criterion in best)
    return known[framework.slug]


def _merit_name(catalogue: Catalogue, criterion: Criterion) -> str:
    """Return the name of a criterion among those that a framework is best or weakest at. Nobody is weak at an age."""
    return "Years in use" if criterion.slug == slug_now(catalogue, CRITERIA, AGE) else criterion.name


@memo
def _furthest_ahead_by_framework(catalogue: Catalogue) -> dict[str, tuple[tuple[Criterion, str], ...]]:
    """Return what each framework is best at, which `_furthest_ahead` adds when it is first needed."""
    return {}


def _with_slugs(catalogue: Catalogue, query: QueryDict) -> QueryDict:
    """Return the query with the slug of the criterion that frameworks are best at, where it has an old name."""
    given = query.get(BEST, "")
    slug = Names(catalogue).slug(CRITERIA, given)
    if slug in (None, given):
        return query
    changed = query.copy()
    changed[BEST] = slug
    return changed


def on_framework(*, serves_aliases: bool = False) -> Callable[[View], View]:
    """Decorate a view that takes the current edition and the framework in the URL.

    Other spellings of its slug redirect to it for good. With `serves_aliases`, its old names get the answer itself:
    for images on other sites, where redirects may not be followed.
    """

    def decorate(view: View) -> View:
        @on_current_edition
        @wraps(view)
        def on_one(request: HttpRequest, edition: Edition, /, slug: str, **kwargs: str) -> HttpResponse:
            framework = find_framework(edition.catalogue, slug)
            if slug != framework.slug and not (serves_aliases and slug in framework.aliases):
                return moved_to(request, framework.slug)
            return view(request, edition, framework, **kwargs)

        return on_one

    return decorate


@on_framework()
def framework_detail(request: HttpRequest, edition: Edition, framework: Framework) -> HttpResponse:
    catalogue = edition.catalogue
    profile = profile_of(catalogue, framework)
    numbers = {slug: n for n, slug in enumerate(_cited(framework), start=1)}
    context = {
        "edition": edition,
        "framework": framework,
        "type": _type_cell(catalogue, framework),
        "profile": profile,
        "best": [(one, _merit_name(catalogue, one.cell.criterion)) for one in profile.best],
        "weakest": [(one, _merit_name(catalogue, one.cell.criterion)) for one in profile.weakest],
        "others": len(catalogue.published_frameworks) - (framework.status is Status.PUBLISHED),
        "race": _race(catalogue, framework),
        "numbers": numbers,
        "cited_sources": [catalogue.source_by_slug[slug] for slug in numbers],
        "shows_reasons": request.GET.get("reasons") == "shown",
        "alternatives": [
            (catalogue.public_frameworks[other], comparison_slug([framework.slug, other]))
            for other in framework.alternatives
            if other in catalogue.public_frameworks
        ],
        "base": catalogue.public_frameworks.get(framework.built_on),
        "built_upon": catalogue.built_upon.get(framework.slug, ()),
        "application": application_of(framework),
        "measured": measured_of(framework, shipped_results()),
        "decisions": [(one, year_of(one)) for one in chosen_by(catalogue).get(framework.slug, ())],
        "claims": wrong_first(claim for claim in catalogue.claims if framework.slug in claim.frameworks),
        "sources": catalogue.source_by_slug,
        "linked_data": about_framework(framework, _trail(request, framework)),
        "badge": badge(framework, edition.number),
        "card_address": reverse("comparisons:framework-card", args=[framework.slug]),
        "card_alt": framework_card(catalogue, framework).alt,
    }
    return render(request, "comparisons/framework_detail.html", context)


@on_current_edition
def house_rules(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show the house rules by ring. Where there are none, there is no such page."""
    if not edition.catalogue.has_house_rules:
        raise Http404("This site has no house rules.")
    public = edition.catalogue.public_frameworks.values()
    ruled = [(framework, framework.house_rule) for framework in public if framework.house_rule is not UNSET]
    rings = [
        (name, meaning, [(framework, rule) for framework, rule in ruled if rule.ring is ring])
        for ring, (name, meaning) in RINGS.items()
    ]
    return render(request, "comparisons/house_rules.html", {"edition": edition, "rings": rings})


def _cited(framework: Framework) -> list[str]:
    """Return the sources of all statements and facts, each once, in the order in which the page has them."""
    extensions = [said for one in framework.extensions for said in (*one.adds, *one.limits)]
    said = (*framework.suited_for, *framework.not_suited_for, *framework.strengths, *framework.drawbacks)
    cited = [one.sources for one in (*said, *extensions)] + [fact.sources for fact in framework.facts]
    return list(dict.fromkeys(slug for sources in cited for slug in sources))


def _race(catalogue: Catalogue, framework: Framework) -> str:
    """Return the query that asks for advice between a framework and its alternatives; "" if there is no choice."""
    published = {one.slug for one in catalogue.published_frameworks}
    slugs = sorted({framework.slug, *framework.alternatives} & published)
    return urlencode({"among": slugs}, doseq=True) if framework.slug in slugs and len(slugs) > 1 else ""


def find_framework(catalogue: Catalogue, typed: str) -> Framework:
    """Return the public framework that is meant. Raises NotInCatalogue, which offers those with similar names."""
    slug = Names(catalogue).meant(FRAMEWORKS, typed)
    if slug is None or slug not in catalogue.public_frameworks:
        raise no_framework(catalogue, typed)
    return catalogue.public_frameworks[slug]


def no_framework(catalogue: Catalogue, typed: str) -> NotInCatalogue:
    """Return the error for a name that is none of a framework. For an extension it leads to its framework."""
    found = extension_meant(catalogue, typed)
    if found is None:
        pages = framework_pages(catalogue)
        inside = [pages[slug] for slug in frameworks_inside(catalogue, typed)]
        error = NotInCatalogue.named("framework", typed, pages)
        return NotInCatalogue(error.message, list(dict.fromkeys([*inside, *error.nearest])))
    framework, extension = found
    place = f"{address('comparisons:framework', framework.slug)}#extension-{extension.slug}"
    return NotInCatalogue(is_extension(framework, extension), [(place, f"{extension.name}, at {framework.name}")])


def is_extension(framework: Framework, extension: Extension) -> str:
    return f"{extension.name} is an extension of {framework.name}, and is compared as a part of it."


def framework_pages(catalogue: Catalogue) -> Addresses:
    """Return address and name of each public framework, by its slug and its aliases."""
    return {
        name: (address("comparisons:framework", framework.slug), framework.name)
        for framework in catalogue.public_frameworks.values()
        for name in (framework.slug, *framework.aliases)
    }


def _trail(request: HttpRequest, framework: Framework) -> Trail:
    return [
        ("Frameworks", request.build_absolute_uri(reverse("comparisons:frameworks"))),
        (framework.name, request.build_absolute_uri(reverse("comparisons:framework", args=[framework.slug]))),
    ]


def _type_cell(catalogue: Catalogue, framework: Framework) -> object:
    criterion = catalogue.criterion_by_slug.get(slug_now(catalogue, CRITERIA, FRAMEWORK_TYPE))
    return cell_of(framework, criterion) if criterion else None
