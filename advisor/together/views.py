from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from msgspec import Struct
from msgspec.structs import replace

from advisor.answers.query import COMPLETED, EDITION, MalformedQuery, already_dropped, retired_criteria
from advisor.answers.request import asked_edition
from advisor.operations.metrics import counts_advice
from advisor.together.forms import PeopleForm
from advisor.together.group import group_of
from advisor.together.page import together_page
from advisor.together.query import (
    LEAST,
    MOST,
    Person,
    Row,
    answer_pairs,
    completed_names,
    dropped_names,
    dropped_words,
    edition_of_links,
    edition_of_page,
    people_of,
    people_query,
    raw_people,
    read_row,
    split,
)
from comparisons.editions.store import Edition, UnknownEdition
from comparisons.search.not_found import NotInCatalogue
from comparisons.views.decorators import nothing_published

# The form has at least this many rows, up to MOST.
_ROWS = 3


class PageState(Struct, frozen=True):
    """The people of a URL and the edition they are read with. `pinned` is its number, or None for the current one.

    `dropped` are the keys that could not be read, `completed` the answers that were cut off and completed.
    """

    edition: Edition
    pinned: int | None
    rows: list[Row]
    dropped: list[str]
    completed: list[str] = []

    @property
    def people(self) -> tuple[Person, ...]:
        return people_of(self.rows)

    def query(self, people: tuple[Person, ...], pinned: int | None) -> str:
        return people_query(people, self.edition.catalogue, pinned)

    @property
    def canonical(self) -> str:
        """The query of this page, with what it reports."""
        return people_query(self.people, self.edition.catalogue, self.pinned, self.dropped, self.completed)


@counts_advice
@require_safe
def together(request: HttpRequest) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    try:
        state = _read_query(request, split(query))
    except MalformedQuery as error:
        return render(request, "400.html", {"message": str(error)}, status=400)
    except UnknownEdition:
        return nothing_published(request)
    if not all(row.is_read for row in state.rows):
        return render(request, "advisor/together/start.html", _form_context(state), status=400)
    if query != state.canonical:
        return HttpResponseRedirect(_address(state.canonical))
    if len(state.people) < LEAST:
        return render(request, "advisor/together/start.html", _form_context(state))
    return render(request, "advisor/together/together.html", _form_context(state) | _page_context(request, state))


def _read_query(request: HttpRequest, pairs: list[tuple[str, str]]) -> PageState:
    """Read the people of a query string. Raises MalformedQuery, NotInCatalogue, UnknownEdition."""
    given, others = raw_people(pairs)
    pinned = edition_of_page(pairs)
    named = edition_of_links(given) if pinned is None else pinned
    try:
        found = asked_edition(request, named)
    except NotInCatalogue as error:
        if pinned is not None:
            raise
        problem = f"{error.message} Take edition={named} out of the link."
        rows = [Row(number=one.number, name=one.name, link=one.link, problem=problem) for one in given]
        return PageState(edition=asked_edition(request, None), pinned=None, rows=rows, dropped=[])
    today = asked_edition(request, None).catalogue
    rows = [read_row(one, found.catalogue, found.number, today) for one in given]
    return PageState(
        edition=found,
        pinned=named,
        rows=rows,
        dropped=[*already_dropped(pairs), *others, *dropped_names(rows)],
        completed=[*already_dropped(pairs, COMPLETED), *completed_names(rows)],
    )


def _address(query: str) -> str:
    return reverse("advisor:together") + (f"?{query}" if query else "")


def _form_context(state: PageState) -> dict[str, Any]:
    rows, catalogue = state.rows, state.edition.catalogue
    words, elsewhere = dropped_words(state.dropped, state.people)
    carried = [pair for row in rows if row.is_read for pair in answer_pairs(row.number, row.answers, catalogue)]
    pinned = [] if state.pinned is None else [(EDITION, state.pinned)]
    joining = min(MOST - len(rows), max(1, _ROWS - len(rows)))
    return {
        "edition": state.edition,
        "dropped": words,
        "retired": retired_criteria(state.dropped, state.edition.catalogue),
        "completed": dropped_words(state.completed, state.people)[0],
        "shared_address": _address(state.query(state.people, state.pinned)),
        "elsewhere": elsewhere,
        "form": PeopleForm(rows, joining=joining),
        "carried": [*pinned, *carried],
        "people": _people(state),
        "most": MOST,
    }


def _people(state: PageState) -> list[dict[str, str]]:
    """Return each person's name, the URL of their own result and that of the page without them."""
    people, catalogue = state.people, state.edition.catalogue
    return [
        {
            "name": one.name,
            "result": f"{reverse('advisor:result')}?{replace(one.answers, edition=state.pinned).query(catalogue)}",
            "without": _address(state.query(tuple(other for other in people if other is not one), state.pinned)),
        }
        for one in people
    ]


def _page_context(request: HttpRequest, state: PageState) -> dict[str, Any]:
    people, catalogue = state.people, state.edition.catalogue
    page = together_page(catalogue, group_of(catalogue, people))
    return {
        "page": page,
        "people": [
            one | {"takes": takes, "absence": page.absences.get(one["name"], "")}
            for one, takes in zip(_people(state), page.takes, strict=True)
        ],
        "pinned": _address(state.query(people, state.edition.number)),
        "current": _address(state.query(people, None)),
        "invite": f"{request.build_absolute_uri(_address(state.query(people, state.pinned)))}#add",
        "is_pinned": state.pinned is not None,
    }
