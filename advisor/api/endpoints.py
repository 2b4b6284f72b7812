"""The endpoints of the API: path, parameters, response type. Pure.

The URLconf, the OpenAPI document and the page at /api/ are generated from ENDPOINTS.
"""

from collections.abc import Callable
from inspect import get_annotations

from msgspec import Struct

from advisor.api import parameters, resources
from advisor.api import types as answers
from advisor.api.parameters import EDITION, LIMIT, OFFSET, ApiQuery, Parameter
from advisor.api.recommendation_types import RecommendationAnswer
from advisor.api.types import Answer
from comparisons.catalogue.value import Catalogue


class Endpoint(Struct, frozen=True):
    """`path` is relative to /api/v1/, with {slug}, {slugs} or {number}; `example` is a relative address that exists.

    `build` makes the answer from the catalogue and the parameters alone; None if a view of its own is needed.
    """

    name: str
    path: str
    summary: str
    answer: type[Answer] | type[Catalogue]
    example: str
    takes: tuple[Parameter, ...] = ()
    build: Callable[[ApiQuery], Answer] | None = None
    description: str = ""


def _list_endpoint(build: Callable[[ApiQuery], Answer], summary: str, *filters: Parameter) -> Endpoint:
    """Return the endpoint of a list. The function that answers it gives its name, its path and its type."""
    name = build.__name__.replace("_", "-")
    return Endpoint(
        name=name,
        path=name,
        summary=summary,
        answer=get_annotations(build)["return"],
        example=f"{name}?{'&'.join(f'{one.name}={one.example}' for one in (*filters[:1], LIMIT))}",
        takes=(*filters, EDITION, LIMIT, OFFSET),
        build=build,
    )


def _item_endpoint(build: Callable[[ApiQuery], Answer], path: str, summary: str, example: str) -> Endpoint:
    """Return the endpoint of one thing. The function that answers it gives its name and its type."""
    return Endpoint(
        name=build.__name__,
        path=path,
        summary=summary,
        answer=get_annotations(build)["return"],
        example=example,
        takes=(EDITION,),
        build=build,
    )


INDEX = Endpoint(
    name="index",
    path="",
    summary="Where to begin",
    answer=answers.Index,
    example="",
    description="The current edition, and the addresses of everything else.",
)
RECOMMENDATION = Endpoint(
    name="recommendation",
    path="recommendation",
    summary="The recommendation for some answers",
    answer=RecommendationAnswer,
    example="recommendation?build=api&size=small",
    takes=(EDITION,),
    description=(
        "Takes what the address of a result page takes: the questions' slugs with the choices as values, repeated for "
        "several; `among` for the only frameworks to consider, of which retired ones are not ranked; "
        "`level.<criterion>` to set an importance by hand; `need.<criterion>` for a must-have in the criterion's own "
        "unit. Old names do as well. A result page's own query can be used as it stands. What the edition does not "
        "know is refused, not passed over."
    ),
)
EDITION_LIST = Endpoint(
    name="editions",
    path="editions",
    summary="All editions, newest first",
    answer=answers.Editions,
    example="editions?limit=10",
    takes=(LIMIT, OFFSET),
)
EDITION_DETAIL = Endpoint(
    name="edition",
    path="editions/{number}",
    summary="One edition, and what it changed",
    answer=answers.EditionAnswer,
    example="editions/1",
)
DUMP = Endpoint(
    name="catalogue",
    path="catalogue.json",
    summary="Everything, as one file",
    answer=Catalogue,
    example="catalogue.json",
    takes=(EDITION,),
    description=(
        "The whole catalogue in its canonical encoding. `editions/{number}` tells the digest of the file; where no "
        "draft had to be left out it is the digest of the edition itself. The header `Repr-Digest` says it too."
    ),
)
EDITION_DUMP = Endpoint(
    name="edition-catalogue",
    path="editions/{number}/catalogue.json",
    summary="Everything of one edition, as one file",
    answer=Catalogue,
    example="editions/1/catalogue.json",
    description="The same file as `catalogue.json?edition={number}`, which never changes.",
)

ENDPOINTS = (
    INDEX,
    _list_endpoint(
        resources.frameworks,
        "Frameworks, without their scores",
        parameters.KIND,
        parameters.STATUS,
        parameters.INTERFACE,
    ),
    _item_endpoint(
        resources.framework, "frameworks/{slug}", "One framework: scores, reasons, sources", "frameworks/django"
    ),
    _list_endpoint(resources.criteria, "Criteria and their scales", parameters.GROUP),
    _item_endpoint(
        resources.criterion, "criteria/{slug}", "One criterion, and every framework on it", "criteria/admin"
    ),
    _item_endpoint(
        resources.comparison,
        "comparisons/{slugs}",
        "Two to six frameworks side by side",
        "comparisons/django-vs-flask",
    ),
    RECOMMENDATION,
    _list_endpoint(resources.sources, "Sources", parameters.FRAMEWORK),
    _item_endpoint(
        resources.source, "sources/{slug}", "One source, and what cites it", "sources/django-1-0-release-notes"
    ),
    _list_endpoint(
        resources.claims,
        "Claims of others, checked",
        parameters.CLAIM_VERDICT,
        parameters.FRAMEWORK,
        parameters.CRITERION,
    ),
    _item_endpoint(resources.claim, "claims/{slug}", "One claim, with its sources", "claims/python-ecosystem"),
    _list_endpoint(resources.questions, "The questions of the wizard"),
    _item_endpoint(resources.question, "questions/{slug}", "One question", "questions/build"),
    _list_endpoint(resources.starting_points, "Answers to start the wizard from"),
    _list_endpoint(resources.scenarios, "Real decisions that guard the advice", parameters.STRENGTH),
    _item_endpoint(resources.scenario, "scenarios/{slug}", "One scenario", "scenarios/case-01"),
    EDITION_LIST,
    EDITION_DETAIL,
    DUMP,
    EDITION_DUMP,
)
