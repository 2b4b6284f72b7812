"""Every address of the API: what it takes, and the type that it answers with. Pure.

The addresses (urls.py), the OpenAPI document and the page at /api/ are all made of this list.
"""

from collections.abc import Callable
from inspect import get_annotations

from msgspec import Struct

from advisor.api import parameters, resources
from advisor.api import types as answers
from advisor.api.parameters import EDITION, LIMIT, OFFSET, Asked, Parameter
from advisor.api.recommendation import RecommendationAnswer
from advisor.api.types import Answer
from comparisons.catalogue.value import Catalogue


class Endpoint(Struct, frozen=True):
    """`path` is below /api/v1/, with {slug} for what it names; `example` is an address that can be asked.

    `build` is given where a catalogue and the parameters are all that an answer takes.
    """

    name: str
    path: str
    summary: str
    answer: type[Answer] | type[Catalogue]
    example: str
    takes: tuple[Parameter, ...] = ()
    build: Callable[[Asked], Answer] | None = None
    description: str = ""


def _many(build: Callable[[Asked], Answer], summary: str, *filters: Parameter) -> Endpoint:
    """Return the endpoint of a list. The function that answers it gives its name, its path and its type."""
    name = build.__name__
    return Endpoint(
        name=name,
        path=name,
        summary=summary,
        answer=get_annotations(build)["return"],
        example=f"{name}?{'&'.join(f'{one.name}={one.example}' for one in (*filters[:1], LIMIT))}",
        takes=(*filters, EDITION, LIMIT, OFFSET),
        build=build,
    )


def _one(build: Callable[[Asked], Answer], path: str, summary: str, example: str) -> Endpoint:
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
        "several; `among` for the only frameworks to consider, two at least; `level.<criterion>` to set an importance "
        "by hand; `need.<criterion>` for a must-have in the criterion's own unit. A result page's own query can be "
        "used as it stands. What the edition does not know is refused, not passed over."
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
    _many(
        resources.frameworks,
        "Frameworks, without their scores",
        parameters.KIND,
        parameters.STATUS,
        parameters.INTERFACE,
    ),
    _one(resources.framework, "frameworks/{slug}", "One framework: scores, reasons, sources", "frameworks/django"),
    _many(resources.criteria, "Criteria and their scales", parameters.GROUP),
    _one(resources.criterion, "criteria/{slug}", "One criterion, and every framework on it", "criteria/admin"),
    _one(
        resources.comparison,
        "comparisons/{slugs}",
        "Two to six frameworks side by side",
        "comparisons/django-vs-flask",
    ),
    RECOMMENDATION,
    _many(resources.sources, "Sources", parameters.FRAMEWORK),
    _one(resources.source, "sources/{slug}", "One source, and what cites it", "sources/django-1-0-release-notes"),
    _many(
        resources.claims,
        "Claims of others, checked",
        parameters.VERDICT,
        parameters.FRAMEWORK,
        parameters.CRITERION,
    ),
    _one(resources.claim, "claims/{slug}", "One claim, with its sources", "claims/python-ecosystem"),
    _many(resources.questions, "The questions of the wizard"),
    _one(resources.question, "questions/{slug}", "One question", "questions/build"),
    _many(resources.scenarios, "Real decisions that guard the advice", parameters.STRENGTH),
    _one(resources.scenario, "scenarios/{slug}", "One scenario", "scenarios/case-01"),
    EDITION_LIST,
    EDITION_DETAIL,
    DUMP,
    EDITION_DUMP,
)
