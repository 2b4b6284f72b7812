"""The API's answers over HTTP: read the address, build the answer, name the edition."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from advisor.answers.query import DROPPED, MalformedQuery, query_pairs, read_answers
from advisor.api.endpoints import DUMP, EDITION_DETAIL, EDITION_DUMP, EDITION_LIST, INDEX, RECOMMENDATION, Endpoint
from advisor.api.openapi import document, index
from advisor.api.parameters import EDITION, Asked, BadRequest, NotThere, read_parameters
from advisor.api.problems import problem_response
from advisor.api.recommendation import recommendation_answer
from advisor.api.reference import operations, types
from advisor.api.resources import dump, edition_answer, edition_list
from advisor.api.types import Answer, ParameterError
from advisor.operations.metrics import counts_advice
from comparisons.content.structured_data import about_dataset
from comparisons.editions.store import Edition, UnknownEdition, edition, edition_and_the_one_before, editions
from comparisons.views.decorators import PINNED, current_edition_of, nothing_published

JSON = "application/json"
Pairs = list[tuple[str, str]]
View = Callable[..., HttpResponse]


def answering(view: Callable[..., HttpResponse]) -> View:
    """Give a view the pairs of the query, and turn whatever is asked wrongly into a problem."""

    @csrf_exempt  # nothing is ever written, and whoever tries is to hear so and not of a missing token
    def on_api(request: HttpRequest, **path: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return problem_response(405, "This address answers GET and HEAD only.", allow="GET, HEAD, OPTIONS")
        try:
            return view(request, query_pairs(request.META.get("QUERY_STRING", "")), **path)
        except BadRequest as error:
            return problem_response(400, str(error), error.errors)
        except MalformedQuery as error:
            return problem_response(400, str(error))
        except NotThere as error:
            return problem_response(404, str(error))
        except UnknownEdition:
            return problem_response(503, "Nothing is published yet. Try again later.")

    return on_api


def view_of(endpoint: Endpoint) -> View:
    """Return the view of an endpoint that is answered from a catalogue alone."""
    assert endpoint.build is not None
    build = endpoint.build

    @answering
    def view(request: HttpRequest, pairs: Pairs, **path: Any) -> HttpResponse:
        asked = _asked(request, endpoint, pairs, path)
        return _json(build(asked), is_pinned=EDITION.name in asked.values)

    return view


@answering
def reference(request: HttpRequest, pairs: Pairs) -> HttpResponse:
    """The page that explains the API to people."""
    try:
        read = current_edition_of(request)
    except UnknownEdition:
        return nothing_published(request)
    root = _root(request)
    described = document(read, root)
    context = {
        "edition": read,
        "linked_data": about_dataset(
            read.number,
            read.published_at,
            request.build_absolute_uri(request.path),
            request.build_absolute_uri(reverse("advisor:api-catalogue")),
            "Python web frameworks scored on fixed scales; every score with its reason, confidence, sources and dates.",
        ),
        "document": described,
        "operations": operations(described),
        "types": types(described),
        "root": root,
    }
    return render(request, "advisor/api.html", context)


@answering
def entry(request: HttpRequest, pairs: Pairs) -> HttpResponse:
    asked = _asked(request, INDEX, pairs, {})
    return _json(index(asked.edition, asked.root, request.build_absolute_uri(reverse("advisor:api"))))


@answering
def openapi(request: HttpRequest, pairs: Pairs) -> HttpResponse:
    asked = _asked(request, INDEX, pairs, {})
    return HttpResponse(msgspec.json.encode(document(asked.edition, asked.root)), content_type=JSON)


@counts_advice
@answering
def recommendation(request: HttpRequest, pairs: Pairs) -> HttpResponse:
    values = read_parameters([pair for pair in pairs if pair[0] == EDITION.name], RECOMMENDATION.takes)
    read = _edition(request, values)
    reading = read_answers(pairs, read.catalogue)
    dropped = [*reading.dropped, *(key for key, _ in pairs if key == DROPPED)]
    if dropped:
        told = (f"'{name}' is not in edition {read.number}, or its values do not go together." for name in dropped)
        names = zip(dropped, told, strict=True)
        raise BadRequest(*(ParameterError(parameter=name, detail=detail) for name, detail in names))
    return _json(recommendation_answer(read, reading.answers), is_pinned=EDITION.name in values)


@answering
def edition_index(request: HttpRequest, pairs: Pairs) -> HttpResponse:
    asked = _asked(request, EDITION_LIST, pairs, {})
    # Those up to the edition that the answer names, whatever is published meanwhile.
    return _json(edition_list(asked, [row for row in editions() if row.number <= asked.edition.number]))


@answering
def edition_detail(request: HttpRequest, pairs: Pairs, number: int) -> HttpResponse:
    asked = _asked(request, EDITION_DETAIL, pairs, {})
    try:
        shown, before = edition_and_the_one_before(number)
    except UnknownEdition as error:
        raise NotThere(str(error)) from error
    return _json(edition_answer(asked.root, shown, before), is_pinned=True)


@answering
def catalogue(request: HttpRequest, pairs: Pairs) -> HttpResponse:
    asked = _asked(request, DUMP, pairs, {})
    return _dump(asked.edition, is_pinned=EDITION.name in asked.values)


@answering
def edition_catalogue(request: HttpRequest, pairs: Pairs, number: int) -> HttpResponse:
    read_parameters(pairs, EDITION_DUMP.takes)
    return _dump(_edition(request, {EDITION.name: number}), is_pinned=True)


def _asked(request: HttpRequest, endpoint: Endpoint, pairs: Pairs, path: dict[str, Any]) -> Asked:
    values = read_parameters(pairs, endpoint.takes)
    return Asked(
        edition=_edition(request, values),
        here=request.build_absolute_uri(request.path),
        root=_root(request),
        path=path,
        values=values,
    )


def _root(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("advisor:api-index"))


def _edition(request: HttpRequest, values: dict[str, Any]) -> Edition:
    """Return the edition that is asked for. Raises NotThere; UnknownEdition before the first."""
    number = values.get(EDITION.name)
    if number is None:
        return current_edition_of(request)
    try:
        return edition(number)
    except UnknownEdition as error:
        raise NotThere(str(error)) from error


def _json(answer: Answer, *, is_pinned: bool = False) -> HttpResponse:
    response = HttpResponse(msgspec.json.encode(answer), content_type=JSON)
    following = getattr(answer, "next", None)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return _kept(response, is_pinned=is_pinned)


def _dump(read: Edition, *, is_pinned: bool) -> HttpResponse:
    data = dump(read)
    headers = {
        "Content-Disposition": f'attachment; filename="catalogue-{read.number}.json"',
        "Repr-Digest": f"sha-256=:{b64encode(sha256(data).digest()).decode()}:",
    }
    return _kept(HttpResponse(data, content_type=JSON, headers=headers), is_pinned=is_pinned)


def _kept(response: HttpResponse, *, is_pinned: bool) -> HttpResponse:
    if is_pinned:
        response.headers["Cache-Control"] = PINNED
    return response
