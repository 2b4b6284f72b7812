"""The endpoints of the API: path, parameters, response type. Pure.

The URLconf, the OpenAPI document and the page at /api/ are generated from ENDPOINTS.
"""

from collections.abc import Callable

from msgspec import Struct

from advisor.api import parameters, resources
from advisor.api import types as answers
from advisor.api.parameters import EDITION, LIMIT, OFFSET, ApiQuery, Parameter
from advisor.api.recommendation import RecommendationAnswer
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


def _list_endpoint(
    name: str, summary: str, answer: type[Answer], build: Callable[[ApiQuery], Answer], *filters: Parameter
) -> Endpoint:
    return Endpoint(
        name=name,
        path=name,
        summary=summary,
        answer=answer,
        example=f"{name}?{'&'.join(f'{parameter.name}={parameter.example}' for parameter in (*filters[:1], LIMIT))}",
        takes=(*filters, EDITION, LIMIT, OFFSET),
        build=build,
    )


def _item_endpoint(
    path: str, summary: str, answer: type[Answer], build: Callable[[ApiQuery], Answer], example: str
) -> Endpoint:
    name = path.partition("/")[0].removesuffix("s")
    name = {"criteria": "criterion"}.get(name, name)
    return Endpoint(
        name=name, path=path, summary=summary, answer=answer, example=example, takes=(EDITION,), build=build
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
    _list_endpoint(
        "frameworks",
        "Frameworks, without their scores",
        answers.Frameworks,
        resources.frameworks,
        parameters.KIND,
        parameters.STATUS,
        parameters.INTERFACE,
    ),
    _item_endpoint(
        "frameworks/{slug}",
        "One framework: scores, reasons, sources",
        answers.FrameworkAnswer,
        resources.framework,
        "frameworks/django",
    ),
    _list_endpoint("criteria", "Criteria and their scales", answers.Criteria, resources.criteria, parameters.GROUP),
    _item_endpoint(
        "criteria/{slug}",
        "One criterion, and every framework on it",
        answers.CriterionAnswer,
        resources.criterion,
        "criteria/admin",
    ),
    Endpoint(
        name="comparison",
        path="comparisons/{slugs}",
        summary="Two to six frameworks side by side",
        answer=answers.ComparisonAnswer,
        example="comparisons/django-vs-flask",
        takes=(EDITION,),
        build=resources.comparison,
    ),
    RECOMMENDATION,
    _list_endpoint("sources", "Sources", answers.Sources, resources.sources, parameters.FRAMEWORK),
    _item_endpoint(
        "sources/{slug}",
        "One source, and what cites it",
        answers.SourceAnswer,
        resources.source,
        "sources/django-1-0-release-notes",
    ),
    _list_endpoint(
        "claims",
        "Claims of others, checked",
        answers.Claims,
        resources.claims,
        parameters.CLAIM_VERDICT,
        parameters.FRAMEWORK,
        parameters.CRITERION,
    ),
    _item_endpoint(
        "claims/{slug}", "One claim, with its sources", answers.ClaimAnswer, resources.claim, "claims/python-ecosystem"
    ),
    _list_endpoint("questions", "The questions of the wizard", answers.Questions, resources.questions),
    _item_endpoint("questions/{slug}", "One question", answers.QuestionAnswer, resources.question, "questions/build"),
    _list_endpoint(
        "scenarios",
        "Real decisions that guard the advice",
        answers.Scenarios,
        resources.scenarios,
        parameters.STRENGTH,
    ),
    _item_endpoint("scenarios/{slug}", "One scenario", answers.ScenarioAnswer, resources.scenario, "scenarios/case-01"),
    EDITION_LIST,
    EDITION_DETAIL,
    DUMP,
    EDITION_DUMP,
)
