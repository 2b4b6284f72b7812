"""What the query of a comparison asks for: an edition, criteria in an order, and how the table is laid out."""

import re
from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import reverse

from comparisons.catalogue.names import Names
from comparisons.catalogue.value import CRITERIA, Catalogue
from comparisons.editions import store
from comparisons.editions.store import Edition, UnknownEdition
from comparisons.links.repair import Parameters, repaired
from comparisons.search.not_found import NotInCatalogue

# An option that names an edition, and one that names criteria, as often as there are any, in the order wanted.
EDITION, CRITERION = "edition", "criterion"
# Options of a comparison and their values, in the order in which addresses have them; those that depend on the edition
# have none here. One that is not given has its usual value. Several criteria are one value, with spaces between them.
OPTIONS = {
    EDITION: frozenset[str](),
    CRITERION: frozenset[str](),
    "rows": frozenset(["all", "differences"]),
    "axes": frozenset(["swapped"]),
    "reasons": frozenset(["shown"]),
}

_EDITION_NUMBER = re.compile("[1-9][0-9]{0,8}")


class MalformedEdition(ValueError):
    """The address names no edition where it should. The message is a sentence for the visitor."""


def asked_edition(
    request: HttpRequest, current: Edition, options: Mapping[str, frozenset[str]]
) -> tuple[Edition, Names]:
    """Return the edition that an address names, or the current one, and the names that things have in it.

    Raises MalformedEdition, and NotInCatalogue if there is no such edition.
    """
    numbers = {value for value in request.GET.getlist(EDITION) if value} if EDITION in options else set()
    if not numbers:
        return current, Names(current.catalogue)
    if len(numbers) > 1 or not _EDITION_NUMBER.fullmatch(number := numbers.pop()):
        raise MalformedEdition("An edition is one whole number, as in edition=1.")
    try:
        edition = store.edition(int(number))
    except UnknownEdition as error:
        raise NotInCatalogue(str(error), [(reverse("comparisons:editions"), "All editions")]) from error
    return edition, Names(edition.catalogue, current.catalogue)


def option_parameters(catalogue: Catalogue) -> Parameters:
    """Return the options that an address of a comparison may hold, with all names of criteria."""
    named = frozenset(name for criterion in catalogue.rated_criteria for name in (criterion.slug, *criterion.aliases))
    others = {key: values for key, values in OPTIONS.items() if values}
    return Parameters(listed={CRITERION: named, **others}, ruled={EDITION: _is_edition})


def _is_edition(text: str) -> bool:
    return _EDITION_NUMBER.fullmatch(text) is not None


def asked_options(request: HttpRequest, names: Names) -> dict[str, str]:
    """Return the options of an address that are known, in the order of OPTIONS. Criteria keep the order they have."""
    given = given_pairs(request, option_parameters(names.catalogue))
    rated = {criterion.slug for criterion in names.catalogue.rated_criteria}
    slugs = [names.slug(CRITERIA, value) for key, value in given if key == CRITERION]
    criteria = " ".join(dict.fromkeys(slug for slug in slugs if slug in rated))
    last = {key: value for key, value in dict(given).items() if value in OPTIONS.get(key, ())}
    number = next((value for key, value in given if key == EDITION and _EDITION_NUMBER.fullmatch(value)), "")
    found = {EDITION: number, CRITERION: criteria, **last}
    return {key: found[key] for key in OPTIONS if found.get(key)}


def given_pairs(request: HttpRequest, known: Parameters) -> tuple[tuple[str, str], ...]:
    """Return the pairs of the query as they were before somebody handed the link on."""
    pairs = [(key, value) for key, values in request.GET.lists() for value in values]
    return repaired(pairs, known, completes=False).pairs
