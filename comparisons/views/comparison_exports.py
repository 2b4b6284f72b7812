"""A comparison as CSV and Markdown, and the page that chooses its criteria and their order."""

from datetime import UTC

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from msgspec import Struct

from comparisons.catalogue.days import in_words
from comparisons.catalogue.names import Names
from comparisons.catalogue.slugs import comparison_slug
from comparisons.catalogue.value import Criterion, Framework
from comparisons.content.comparison import compare
from comparisons.content.comparison_documents import Origin, as_markdown, as_table
from comparisons.editions.store import Edition
from comparisons.files.csv_escaping import as_csv
from comparisons.rendering.addresses import address
from comparisons.views.compare import on_comparison
from comparisons.views.comparison_options import CRITERION, EDITION, OPTIONS, asked_options
from comparisons.views.comparison_page import chosen_of, comparison_address, option_pairs, with_options
from comparisons.views.decorators import PINNED

_FILE_OPTIONS = {EDITION: OPTIONS[EDITION], CRITERION: OPTIONS[CRITERION]}
# Spreadsheet programs recognize UTF-8 by the byte order mark.
_BYTE_ORDER_MARK = "\ufeff"


@on_comparison(_FILE_OPTIONS)
def comparison_csv(request: HttpRequest, edition: Edition, frameworks: list[Framework]) -> HttpResponse:
    """Answer with a row for each criterion, and a column for each framework's value, reason and sources."""
    options = asked_options(request, Names(edition.catalogue))
    compared = chosen_of(compare(edition.catalogue, frameworks), options)
    table = as_csv(as_table(edition.catalogue, compared, _origin(request, edition, frameworks, options)))
    return _file(f"{_BYTE_ORDER_MARK}{table}", "text/csv", f"{_name(frameworks)}.csv", options)


@on_comparison(_FILE_OPTIONS)
def comparison_markdown(request: HttpRequest, edition: Edition, frameworks: list[Framework]) -> HttpResponse:
    """Answer with a table, the reasons and their sources."""
    options = asked_options(request, Names(edition.catalogue))
    compared = chosen_of(compare(edition.catalogue, frameworks), options)
    text = as_markdown(edition.catalogue, compared, _origin(request, edition, frameworks, options))
    return _file(text, "text/markdown", f"{_name(frameworks)}.md", options)


def _origin(request: HttpRequest, edition: Edition, frameworks: list[Framework], options: dict[str, str]) -> Origin:
    slugs = [framework.slug for framework in frameworks]
    pinned = comparison_address(slugs, options | {EDITION: str(edition.number)})
    day = in_words(edition.published_at.astimezone(UTC).date())
    return Origin(edition=edition.number, day=day, address=request.build_absolute_uri(pinned))


def _name(frameworks: list[Framework]) -> str:
    return comparison_slug([framework.slug for framework in frameworks])


def _file(text: str, content_type: str, name: str, options: dict[str, str]) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"}
    # A file that names its edition never changes.
    headers |= {"Cache-Control": PINNED} if EDITION in options else {}
    return HttpResponse(text, content_type=f"{content_type}; charset=utf-8", headers=headers)


class ChosenCriterion(Struct, frozen=True):
    """A criterion in the order chosen, and the addresses of this page with it elsewhere; "" where it cannot go."""

    criterion: Criterion
    up: str
    down: str
    out: str


@on_comparison(OPTIONS)
def comparison_criteria(request: HttpRequest, edition: Edition, frameworks: list[Framework]) -> HttpResponse:
    """Show the form that chooses the criteria of a comparison. Links change their order."""
    catalogue = edition.catalogue
    options = asked_options(request, Names(catalogue))
    chosen = options.get(CRITERION, "").split()
    slugs = [framework.slug for framework in frameworks]
    path = address("comparisons:comparison-criteria", comparison_slug(slugs))
    others = {key: value for key, value in options.items() if key != CRITERION}

    def here(criteria: list[str]) -> str:
        return with_options(path, slugs, {**others, CRITERION: " ".join(criteria)} if criteria else others)

    groups = [
        (group, [one for one in catalogue.rated_criteria if one.group == group.slug and one.slug not in chosen])
        for group in catalogue.groups
    ]
    context = {
        "edition": edition,
        "names": [framework.name_with_status for framework in frameworks],
        "page": comparison_address(slugs, {}),
        "back": comparison_address(slugs, options),
        "chosen": [
            ChosenCriterion(
                criterion=catalogue.criterion_by_slug[slug],
                up=here(_swapped(chosen, place - 1)) if place else "",
                down=here(_swapped(chosen, place)) if place < len(chosen) - 1 else "",
                out=here([one for one in chosen if one != slug]),
            )
            for place, slug in enumerate(chosen)
        ],
        "groups": [(group, criteria) for group, criteria in groups if criteria],
        "others": option_pairs(others),
    }
    return render(request, "comparisons/comparison_criteria.html", context)


def _swapped(slugs: list[str], place: int) -> list[str]:
    """Return the slugs with the one at a place and the next one exchanged."""
    return [*slugs[:place], slugs[place + 1], slugs[place], *slugs[place + 2 :]]
