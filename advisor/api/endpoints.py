"""Every address of the API: what it takes, and the type that it answers with. Pure.

The addresses (urls.py), the OpenAPI document and the page at /api/ are all made of this list.
"""

from collections.abc import Callable

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


def _many(
    name: str, summary: str, answer: type[Answer], build: Callable[[Asked], Answer], *filters: Parameter
) -> Endpoint:
    return Endpoint(
        name=name,
        path=name,
        summary=summary,
        answer=answer,
        example=f"{name}?{'&'.join(f'{one.name}={one.example}' for one in (*filters[:1], LIMIT))}",
        takes=(*filters, EDITION, LIMIT, OFFSET),
        build=build,
    )


def _one(path: str, summary: str, answer: type[Answer], build: Callable[[Asked], Answer], example: str) -> Endpoint:
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
    _many(
        "frameworks",
        "Frameworks, without their scores",
        answers.Frameworks,
        resources.frameworks,
        parameters.KIND,
        parameters.STATUS,
        parameters.INTERFACE,
    ),
    _one(
        "frameworks/{slug}",
        "One framework: scores, reasons, sources",
        answers.FrameworkAnswer,
        resources.framework,
        "frameworks/django",
    ),
    _many("criteria", "Criteria and their scales", answers.Criteria, resources.criteria, parameters.GROUP),
    _one(
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
    _many("sources", "Sources", answers.Sources, resources.sources, parameters.FRAMEWORK),
    _one(
        "sources/{slug}",
        "One source, and what cites it",
        answers.SourceAnswer,
        resources.source,
        "sources/django-1-0-release-notes",
    ),
    _many(
        "claims",
        "Claims of others, checked",
        answers.Claims,
        resources.claims,
        parameters.VERDICT,
        parameters.FRAMEWORK,
        parameters.CRITERION,
    ),
    _one(
        "claims/{slug}", "One claim, with its sources", answers.ClaimAnswer, resources.claim, "claims/python-ecosystem"
    ),
    _many("questions", "The questions of the wizard", answers.Questions, resources.questions),
    _one("questions/{slug}", "One question", answers.QuestionAnswer, resources.question, "questions/build"),
    _many(
        "scenarios",
        "Real decisions that guard the advice",
        answers.Scenarios,
        resources.scenarios,
        parameters.STRENGTH,
    ),
    _one("scenarios/{slug}", "One scenario", answers.ScenarioAnswer, resources.scenario, "scenarios/case-01"),
    EDITION_LIST,
    EDITION_DETAIL,
    DUMP,
    EDITION_DUMP,
)
