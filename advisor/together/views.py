from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from msgspec import Struct
from msgspec.structs import replace

from advisor.answers.query import EDITION, MalformedQuery, edition_number, told_as_dropped
from advisor.answers.request import asked_edition
from advisor.operations.metrics import counts_advice
from advisor.together.forms import PeopleForm
from advisor.together.group import group_of
from advisor.together.page import together_page
from advisor.together.people import (
    LEAST,
    MOST,
    Person,
    Row,
    answer_pairs,
    dropped_names,
    edition_of_links,
    given_people,
    people_of,
    people_query,
    read_row,
    split,
    told_words,
)
from comparisons.editions import Edition, UnknownEdition
from comparisons.nearest import NotInCatalogue
from comparisons.views.decorators import nothing_published

# How many rows the form has at least, while there is room for more people.
_ROWS = 3


class Gathering(Struct, frozen=True):
    """Who an address puts together, read in the words of one edition: `pinned`, or the current one."""

    edition: Edition
    pinned: int | None
    rows: list[Row]
    told: list[str]

    @property
    def people(self) -> tuple[Person, ...]:
        return people_of(self.rows)

    def query(self, people: tuple[Person, ...], pinned: int | None, *told: str) -> str:
        return people_query(people, self.edition.catalogue, pinned, told)


@counts_advice
@require_safe
def together(request: HttpRequest) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    try:
        gathering = _gathering(request, split(query))
    except MalformedQuery as error:
        return render(request, "400.html", {"message": str(error)}, status=400)
    except UnknownEdition:
        return nothing_published(request)
    if not all(row.is_read for row in gathering.rows):
        return render(request, "advisor/together/start.html", _form_context(gathering), status=400)
    right = gathering.query(gathering.people, gathering.pinned, *gathering.told)
    if query != right:
        return HttpResponseRedirect(_address(right))
    if len(gathering.people) < LEAST:
        return render(request, "advisor/together/start.html", _form_context(gathering))
    return render(request, "advisor/together/together.html", _form_context(gathering) | _page_context(gathering))


def _gathering(request: HttpRequest, pairs: list[tuple[str, str]]) -> Gathering:
    """Read an address. Raises MalformedQuery, NotInCatalogue, UnknownEdition."""
    given, others = given_people(pairs)
    pinned = edition_number(pairs)
    named = edition_of_links(given) if pinned is None else pinned
    try:
        found = asked_edition(request, named)
    except NotInCatalogue as error:
        if pinned is not None:
            raise
        problem = f"{error.message} Take edition={named} out of the link."
        rows = [Row(number=one.number, name=one.name, link=one.link, problem=problem) for one in given]
        return Gathering(edition=asked_edition(request, None), pinned=None, rows=rows, told=[])
    rows = [read_row(one, found.catalogue, found.number) for one in given]
    return Gathering(
        edition=found,
        pinned=named,
        rows=rows,
        told=[*told_as_dropped(pairs), *others, *dropped_names(rows)],
    )


def _address(query: str) -> str:
    return reverse("advisor:together") + (f"?{query}" if query else "")


def _form_context(gathering: Gathering) -> dict[str, Any]:
    rows, catalogue = gathering.rows, gathering.edition.catalogue
    told, elsewhere = told_words(gathering.told, gathering.people)
    carried = [pair for row in rows if row.is_read for pair in answer_pairs(row.number, row.answers, catalogue)]
    pinned = [] if gathering.pinned is None else [(EDITION, gathering.pinned)]
    joining = min(MOST - len(rows), max(1, _ROWS - len(rows)))
    return {
        "edition": gathering.edition,
        "told": told,
        "elsewhere": elsewhere,
        "form": PeopleForm(rows, joining=joining),
        "carried": [*pinned, *carried],
        "people": _people(gathering),
        "most": MOST,
    }


def _people(gathering: Gathering) -> list[dict[str, str]]:
    """Return everyone's name, their own result and the address without them."""
    people, catalogue = gathering.people, gathering.edition.catalogue
    return [
        {
            "name": one.name,
            "result": f"{reverse('advisor:result')}?{replace(one.answers, edition=gathering.pinned).query(catalogue)}",
            "without": _address(
                gathering.query(tuple(other for other in people if other is not one), gathering.pinned)
            ),
        }
        for one in people
    ]


def _page_context(gathering: Gathering) -> dict[str, Any]:
    people, catalogue = gathering.people, gathering.edition.catalogue
    page = together_page(catalogue, group_of(catalogue, people))
    return {
        "page": page,
        "people": [
            one | {"takes": takes, "absence": page.absences.get(one["name"], "")}
            for one, takes in zip(_people(gathering), page.takes, strict=True)
        ],
        "pinned": _address(gathering.query(people, gathering.edition.number)),
        "current": _address(gathering.query(people, None)),
        "is_pinned": gathering.pinned is not None,
    }
