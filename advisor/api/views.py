"""The views of the API."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from markupsafe import Markup

from advisor.answers.among import AMONG, nothing_left_sentence
from advisor.answers.query import (
    COMPLETED,
    DROPPED,
    MalformedQuery,
    answer_parameters,
    query_pairs,
    read_answers,
    repaired_answers,
    retired_criteria,
)
from advisor.api.endpoints import DUMP, EDITION_DETAIL, EDITION_DUMP, EDITION_LIST, INDEX, RECOMMENDATION, Endpoint
from advisor.api.highlighting import highlighted
from advisor.api.openapi import document, index
from advisor.api.parameters import EDITION, ApiQuery, BadRequest, Moved, NotFound, read_parameters
from advisor.api.problems import problem_response
from advisor.api.recommendation import recommendation_answer
from advisor.api.reference import Operation, operation_groups, types
from advisor.api.resources import dump, edition_answer, edition_list
from advisor.api.types import DIGITS, Answer, ParameterError
from advisor.operations.metrics import counts_advice
from comparisons.catalogue.public import public
from comparisons.catalogue.value import Catalogue
from comparisons.content.structured_data import about_dataset
from comparisons.editions.store import Edition, UnknownEdition, edition, edition_and_the_one_before, editions
from comparisons.views.decorators import PINNED, current_edition_of, nothing_published, untracked

JSON = "application/json"
Pairs = list[tuple[str, str]]
View = Callable[..., HttpResponse]


def api_view(view: Callable[..., HttpResponse]) -> View:
    """Pass the pairs of the query to a view, and answer errors with problem details."""

    @csrf_exempt  # POST is answered with 405, not with a missing token
    def on_api(request: HttpRequest, **path: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return problem_response(405, "This address answers GET and HEAD only.", allow="GET, HEAD, OPTIONS")
        try:
            return view(request, query_pairs(request.META.get("QUERY_STRING", "")), **path)
        except BadRequest as error:
            return problem_response(400, str(error), error.errors)
        except MalformedQuery as error:
            return problem_response(400, str(error))
        except Moved as error:
            return _moved_to(request, {**path, **error.path})
        except NotFound as error:
            return problem_response(404, str(error))
        except UnknownEdition:
            return problem_response(503, "Nothing is published yet. Try again later.")

    return on_api


def _moved_to(request: HttpRequest, path: dict[str, Any]) -> HttpResponse:
    """Redirect for good to the same address with other parameters of its path."""
    assert request.resolver_match is not None, "a view is called through its route"
    query = request.META.get("QUERY_STRING", "")
    address = reverse(request.resolver_match.view_name, kwargs=path)
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def view_of(endpoint: Endpoint) -> View:
    """Return the view of an endpoint that has `build`."""
    assert endpoint.build is not None
    build = endpoint.build

    @api_view
    def view(request: HttpRequest, pairs: Pairs, **path: Any) -> HttpResponse:
        query = _api_query(request, endpoint, pairs, path)
        return _json(build(query), is_pinned=EDITION.name in query.values)

    return view


@api_view
@untracked
def reference(request: HttpRequest, pairs: Pairs) -> HttpResponse:
    try:
        chosen_edition = current_edition_of(request)
    except UnknownEdition:
        return nothing_published(request)
    root = _root(request)
    described = document(chosen_edition, root)
    groups = operation_groups(described)
    context = {
        "edition": chosen_edition,
        "linked_data": about_dataset(
            chosen_edition.number,
            chosen_edition.published_at,
            request.build_absolute_uri(request.path),
            request.build_absolute_uri(reverse("advisor:api-catalogue")),
            "Python web frameworks scored on fixed scales; every score with its reason, confidence, sources and dates.",
        ),
        "groups": [(group, [(one, *_coloured(one)) for one in group.operations]) for group in groups],
        "languages": groups[0].operations[0].samples,
        "root": root,
        "digits": DIGITS,
    }
    return render(request, "advisor/api.html", context)


def _coloured(operation: Operation) -> tuple[list[tuple[str, Markup]], Markup]:
    """Return the coloured samples of an operation, each with the slug of its language, and its coloured answer."""
    return [(sample.slug, highlighted(sample.code)) for sample in operation.samples], highlighted(operation.body)


@api_view
@untracked
def type_list(request: HttpRequest, pairs: Pairs) -> HttpResponse:
    try:
        chosen_edition = current_edition_of(request)
    except UnknownEdition:
        return nothing_published(request)
    context = {"edition": chosen_edition, "types": types(document(chosen_edition, _root(request)))}
    return render(request, "advisor/api_types.html", context)


@api_view
def entry(request: HttpRequest, pairs: Pairs) -> HttpResponse:
    query = _api_query(request, INDEX, pairs, {})
    return _json(index(query.edition, query.root, request.build_absolute_uri(reverse("advisor:api"))))


@api_view
def openapi(request: HttpRequest, pairs: Pairs) -> HttpResponse:
    query = _api_query(request, INDEX, pairs, {})
    return HttpResponse(msgspec.json.encode(document(query.edition, query.root)), content_type=JSON)


@counts_advice
@api_view
def recommendation(request: HttpRequest, pairs: Pairs) -> HttpResponse:
    values = read_parameters([pair for pair in pairs if pair[0] == EDITION.name], RECOMMENDATION.takes)
    chosen_edition = _edition(request, values)
    reading = read_answers(pairs, chosen_edition.catalogue, current_edition_of(request).catalogue)
    refuse_empty(pairs, chosen_edition.catalogue)
    dropped = [*reading.dropped, *(key for key, _ in pairs if key in (DROPPED, COMPLETED))]
    if dropped:
        retired = {one.slug: one.name for one in retired_criteria(dropped, chosen_edition.catalogue)}
        hint = _hint(pairs, chosen_edition.catalogue)
        details = (
            f"{retired[slug]} is retired in edition {chosen_edition.number}: name an earlier edition to have it count."
            if (slug := name.partition(".")[2]) in retired
            else f"'{name}' is not in edition {chosen_edition.number}, or its values do not go together.{hint}"
            for name in dropped
        )
        names = zip(dropped, details, strict=True)
        raise BadRequest(*(ParameterError(parameter=name, detail=detail) for name, detail in names))
    if nothing_left := nothing_left_sentence(chosen_edition.catalogue, reading.answers, ()):
        raise BadRequest(ParameterError(parameter=AMONG, detail=nothing_left))
    return _json(recommendation_answer(chosen_edition, reading.answers), is_pinned=EDITION.name in values)


def refuse_empty(pairs: Pairs, catalogue: Catalogue) -> None:
    """Raise BadRequest if an answer has no value: pages leave such out, programs meant something by it."""
    known = answer_parameters(catalogue)
    empty = dict.fromkeys(key for key, value in pairs if not value and (key in known.listed or key in known.ruled))
    if empty:
        raise BadRequest(*(ParameterError(parameter=key, detail=f"'{key}' has no value.") for key in empty))


def _hint(pairs: Pairs, catalogue: Catalogue) -> str:
    """Return the query that was probably meant, as a sentence with a blank in front; "" if there is none."""
    known, _ = repaired_answers(pairs, catalogue, {})
    meant = read_answers(known, catalogue).answers.query(catalogue)
    return f" Perhaps meant: ?{meant}" if meant and not set(known) <= set(pairs) else ""


@api_view
def edition_index(request: HttpRequest, pairs: Pairs) -> HttpResponse:
    query = _api_query(request, EDITION_LIST, pairs, {})
    # Without editions published since this request read the current one.
    return _json(edition_list(query, [row for row in editions() if row.number <= query.edition.number]))


@api_view
def edition_detail(request: HttpRequest, pairs: Pairs, number: int) -> HttpResponse:
    query = _api_query(request, EDITION_DETAIL, pairs, {})
    try:
        shown, before = edition_and_the_one_before(number)
    except UnknownEdition as error:
        raise NotFound(str(error)) from error
    return _json(edition_answer(query.root, shown, before), is_pinned=True)


@api_view
def catalogue(request: HttpRequest, pairs: Pairs) -> HttpResponse:
    query = _api_query(request, DUMP, pairs, {})
    return _dump(query.edition, is_pinned=EDITION.name in query.values)


@api_view
def edition_catalogue(request: HttpRequest, pairs: Pairs, number: int) -> HttpResponse:
    read_parameters(pairs, EDITION_DUMP.takes)
    return _dump(_edition(request, {EDITION.name: number}), is_pinned=True)


def _api_query(request: HttpRequest, endpoint: Endpoint, pairs: Pairs, path: dict[str, Any]) -> ApiQuery:
    values = read_parameters(pairs, endpoint.takes)
    return ApiQuery(
        edition=_edition(request, values),
        here=request.build_absolute_uri(request.path),
        root=_root(request),
        path=path,
        values=values,
        today=public(current_edition_of(request).catalogue),
    )


def _root(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("advisor:api-index"))


def _edition(request: HttpRequest, values: dict[str, Any]) -> Edition:
    """Return the requested edition. Raises NotFound if it does not exist, UnknownEdition if nothing is published."""
    number = values.get(EDITION.name)
    if number is None:
        return current_edition_of(request)
    try:
        return edition(number)
    except UnknownEdition as error:
        raise NotFound(str(error)) from error


def _json(answer: Answer, *, is_pinned: bool = False) -> HttpResponse:
    response = HttpResponse(msgspec.json.encode(answer), content_type=JSON)
    following = getattr(answer, "next", None)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return _with_cache_control(response, is_pinned=is_pinned)


def _dump(chosen_edition: Edition, *, is_pinned: bool) -> HttpResponse:
    data = dump(chosen_edition)
    headers = {
        "Content-Disposition": f'attachment; filename="catalogue-{chosen_edition.number}.json"',
        "Repr-Digest": f"sha-256=:{b64encode(sha256(data).digest()).decode()}:",
    }
    return _with_cache_control(HttpResponse(data, content_type=JSON, headers=headers), is_pinned=is_pinned)


def _with_cache_control(response: HttpResponse, *, is_pinned: bool) -> HttpResponse:
    if is_pinned:
        response.headers["Cache-Control"] = PINNED
    return response
