"""What a request of the wizard or of the result asks: an edition, and answers in its words."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from msgspec import Struct

from advisor.answers.flow import asked_questions
from advisor.answers.query import (
    Answers,
    MalformedQuery,
    Reading,
    corrected_query,
    edition_number,
    query_pairs,
    read_answers,
    told_as_dropped,
)
from comparisons.catalogue.value import Catalogue, Question
from comparisons.editions.store import Edition, UnknownEdition, edition
from comparisons.rendering.addresses import address
from comparisons.search.suggestions import NotInCatalogue
from comparisons.views.decorators import current_edition_of, nothing_published

P = ParamSpec("P")

# Where a question's form leads to, as its button says, and where its page was opened from: no part of the answers.
TO = "to"
FROM = "from"
NEXT, REVIEW, RESULT = "next", "review", "result"
# The two frameworks that the result page holds against each other; no part of the answers either.
VERSUS = "versus"


class ReviewLine(Struct, frozen=True):
    """A question, the texts of the choices made, and the address that changes them and leads back."""

    question: Question
    choices: list[str]
    is_asked: bool
    address: str


class Visit(Struct, frozen=True):
    """`told` are names of what an earlier address held and this one cannot, `lost` of what this one cannot hold.

    `came_from` is REVIEW or RESULT when one answer is to be changed, NEXT on the way back through the questions.
    """

    edition: Edition
    answers: Answers
    told: list[str]
    to: str = ""
    came_from: str = ""
    lost: tuple[str, ...] = ()
    versus: tuple[str, ...] = ()

    @property
    def catalogue(self) -> Catalogue:
        return self.edition.catalogue

    def address(
        self,
        name: str,
        *args: str,
        answers: Answers | None = None,
        came_from: str = "",
        lost: tuple[str, ...] = (),
    ) -> str:
        """Return the address of a page with these answers, or with others, and what it has to tell besides."""
        return page_address(name, *args, query=self.query(answers, came_from=came_from, lost=lost))

    def result_address(self, answers: Answers) -> str:
        """Return the address of the result with other answers."""
        return self.address("result", answers=answers)

    def query(self, answers: Answers | None = None, *, came_from: str = "", lost: tuple[str, ...] = ()) -> str:
        """Return what such an address says after its question mark."""
        return _query(Reading(answers=answers or self.answers, dropped=lost), self.catalogue, came_from=came_from)

    def review_lines(self, came_from: str = REVIEW) -> list[ReviewLine]:
        """Return a line for every question of the catalogue; `came_from` is the page that its address leads back to."""
        asked = asked_questions(self.catalogue, self.answers)
        query = self.query(came_from=came_from)
        return [
            ReviewLine(
                question=question,
                choices=[c.text for c in question.choices if c.slug in self.answers.choices.get(question.slug, ())],
                is_asked=question in asked,
                address=page_address("question", question.slug, query=query),
            )
            for question in self.catalogue.questions
        ]


def page_address(name: str, *args: str, query: str) -> str:
    return _joined(address(f"advisor:{name}", *args), query)


def on_answers(
    view: Callable[Concatenate[HttpRequest, Visit, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give a page the visit that its address asks for.

    An address that could be written better is corrected by a redirect, which says what was dropped.
    """

    @require_safe
    @wraps(view)
    def on_visit(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            pairs = query_pairs(request.META.get("QUERY_STRING", ""))
            read_edition = asked_edition(request, edition_number(pairs))
        except MalformedQuery as error:
            return render(request, "400.html", {"message": str(error)}, status=400)
        except UnknownEdition:
            return nothing_published(request)
        visit = _visit(read_edition, pairs)
        whole = Reading(answers=visit.answers, dropped=(*visit.told, *visit.lost))
        right = _query(whole, visit.catalogue, came_from=visit.came_from, versus=visit.versus)
        if not visit.to and request.META.get("QUERY_STRING", "") != right:
            return HttpResponseRedirect(_joined(request.path, right))
        return view(request, visit, *args, **kwargs)

    return on_visit


def asked_edition(request: HttpRequest, number: int | None) -> Edition:
    """Return the edition of a number, or the current one. Raises NotInCatalogue; UnknownEdition before the first."""
    if number is None:
        return current_edition_of(request)
    try:
        return edition(number)
    except UnknownEdition as error:
        raise NotInCatalogue(str(error), [(reverse("comparisons:editions"), "All editions")]) from error


def _visit(read_edition: Edition, pairs: list[tuple[str, str]]) -> Visit:
    way = {key: value for key, value in pairs if _is_way(key, value)}
    said = [(key, value) for key, value in pairs if not _is_way(key, value)]
    reading = read_answers(said, read_edition.catalogue)
    return Visit(
        edition=read_edition,
        answers=reading.answers,
        told=told_as_dropped(said),
        to=way.get(TO, ""),
        came_from=way.get(FROM, ""),
        lost=reading.dropped,
        versus=_versus(pairs, read_edition.catalogue),
    )


def _is_way(key: str, value: str) -> bool:
    """Tell whether a pair says where to go or what to show, and nothing of the project."""
    return key in (TO, VERSUS) or (key == FROM and value in (NEXT, REVIEW, RESULT))


def _versus(pairs: Iterable[tuple[str, str]], catalogue: Catalogue) -> tuple[str, ...]:
    """Return the two frameworks named, or none: whatever else stands there is left out without a word."""
    named = tuple(value for key, value in pairs if key == VERSUS)
    known = {framework.slug for framework in catalogue.published_frameworks}
    return named if len(named) == len(set(named) & known) == 2 else ()


def _query(reading: Reading, catalogue: Catalogue, *, came_from: str, versus: tuple[str, ...] = ()) -> str:
    way = [(FROM, came_from)] if came_from else []
    way += [(VERSUS, slug) for slug in versus]
    return "&".join(part for part in (corrected_query(reading, catalogue), urlencode(way)) if part)


def _joined(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
