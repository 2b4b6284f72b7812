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

from advisor.wizard.answers import (
    DROPPED,
    Answers,
    MalformedQuery,
    Reading,
    corrected_query,
    edition_number,
    query_pairs,
    read_answers,
    told_as_dropped,
)
from comparisons.catalogue.value import Catalogue
from comparisons.editions import Edition, UnknownEdition, edition
from comparisons.nearest import NotInCatalogue
from comparisons.views.on_edition import current_edition_of, nothing_published

P = ParamSpec("P")

# The button of a question's form says where to go; it is no part of the answers.
TO = "to"
# The two frameworks that the result page holds against each other; no part of the answers either.
VERSUS = "versus"


class Visit(Struct, frozen=True):
    """`told` are names of what an earlier address held and this one cannot."""

    edition: Edition
    answers: Answers
    told: list[str]
    to: str = ""
    versus: tuple[str, ...] = ()

    @property
    def catalogue(self) -> Catalogue:
        return self.edition.catalogue

    def address(self, name: str, *args: str, answers: Answers | None = None) -> str:
        """Return the address of a page with these answers, or with others."""
        query = (answers or self.answers).query(self.catalogue)
        return reverse(f"advisor:{name}", args=args) + (f"?{query}" if query else "")


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
            number = edition_number(pairs)
            read_edition = current_edition_of(request) if number is None else edition(number)
        except MalformedQuery as error:
            return render(request, "400.html", {"message": str(error)}, status=400)
        except UnknownEdition as error:
            if not any(key == "edition" for key, _ in pairs):
                return nothing_published(request)
            raise NotInCatalogue(str(error), [(reverse("comparisons:editions"), "All editions")]) from error
        to = dict(pairs).get(TO, "")
        versus = _versus(pairs, read_edition.catalogue)
        pairs = [(key, value) for key, value in pairs if key not in (TO, VERSUS)]
        reading = read_answers(pairs, read_edition.catalogue)
        told = told_as_dropped(pairs)
        visit = Visit(edition=read_edition, answers=reading.answers, told=told, to=to, versus=versus)
        if not to and request.META.get("QUERY_STRING", "") != _accepted(visit):
            return HttpResponseRedirect(_corrected(request, visit, reading))
        return view(request, visit, *args, **kwargs)

    return on_visit


def _versus(pairs: Iterable[tuple[str, str]], catalogue: Catalogue) -> tuple[str, ...]:
    """Return the two frameworks named, or none: whatever else stands there is left out without a word."""
    named = tuple(value for key, value in pairs if key == VERSUS)
    known = {framework.slug for framework in catalogue.published_frameworks}
    return named if len(named) == len(set(named) & known) == 2 else ()


def _accepted(visit: Visit) -> str:
    dropped = ((DROPPED, name) for name in visit.told)
    versus = ((VERSUS, slug) for slug in visit.versus)
    return urlencode([*visit.answers.pairs(visit.catalogue), *dropped, *versus])


def _corrected(request: HttpRequest, visit: Visit, reading: Reading) -> str:
    whole = Reading(answers=reading.answers, dropped=(*visit.told, *reading.dropped))
    versus = urlencode([(VERSUS, slug) for slug in visit.versus])
    query = "&".join(part for part in (corrected_query(whole, visit.catalogue), versus) if part)
    return request.path + (f"?{query}" if query else "")
