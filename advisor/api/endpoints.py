"""The endpoints of the API: path, parameters, response type. Pure.

The URLconf, the OpenAPI document and the page at /api/ are generated from ENDPOINTS.
"""

from collections.abc import Callable
from inspect import get_annotations

from msgspec import Struct

from advisor.api import measurements, parameters, resources
from advisor.api import types as answers
from advisor.api.parameters import EDITION, LIMIT, OFFSET, ApiQuery, Parameter
from advisor.api.recommendation_types import RecommendationAnswer
from advisor.api.types import Answer
from comparisons.catalogue.value import Catalogue

# Subjects, in the order of the reference page.
_START = "Start"
_FACTS = "Frameworks and criteria"
_ADVICE = "Advice and questions"
_EVIDENCE = "Sources and claims"
_LAB = "Measurements"
_EDITIONS = "Editions and files"


class Endpoint(Struct, frozen=True):
    """`path` is relative to /api/v1/, with {slug}, {slugs} or {number}; `example` is a relative address that exists.

    `tag` is the subject under which it is listed. `build` makes the answer from the catalogue and the parameters alone;
    None if a view of its own is needed.
    """

    name: str
    path: str
    summary: str
    answer: type[Answer] | type[Catalogue]
    example: str
    tag: str
    takes: tuple[Parameter, ...] = ()
    build: Callable[[ApiQuery], Answer] | None = None
    description: str = ""


def _list_endpoint(tag: str, build: Callable[[ApiQuery], Answer], summary: str, *filters: Parameter) -> Endpoint:
    """Return the endpoint of a list. The function that answers it gives its name, its path and its type."""
    name = build.__name__.replace("_", "-")
    return Endpoint(
        name=name,
        path=name,
        summary=summary,
        answer=get_annotations(build)["return"],
        example=f"{name}?{'&'.join(f'{one.name}={one.example}' for one in (*filters[:1], LIMIT))}",
        tag=tag,
        takes=(*filters, EDITION, LIMIT, OFFSET),
        build=build,
    )


def _item_endpoint(tag: str, build: Callable[[ApiQuery], Answer], path: str, summary: str, example: str) -> Endpoint:
    """Return the endpoint of one thing. The function that answers it gives its name and its type."""
    return Endpoint(
        name=build.__name__,
        path=path,
        summary=summary,
        answer=get_annotations(build)["return"],
        example=example,
        tag=tag,
        takes=(EDITION,),
        build=build,
    )


INDEX = Endpoint(
    name="index",
    path="",
    summary="API root",
    answer=answers.Index,
    example="",
    tag=_START,
    description="The current edition, and the addresses of everything else.",
)
RECOMMENDATION = Endpoint(
    name="recommendation",
    path="recommendation",
    summary="The recommendation for some answers",
    answer=RecommendationAnswer,
    example="recommendation?build=api&size=small",
    tag=_ADVICE,
    takes=(EDITION,),
    description=(
        "Takes the parameters of a result page: a question's slug with the choice as its value, once for each choice; "
        "`among` for the only frameworks to consider (retired ones are not ranked); `level.<criterion>` to set an "
        "importance yourself; `need.<criterion>` for a must-have in the criterion's own unit. You can use the query of "
        "a result page as it is, and old names work too. Anything the edition does not know is refused, not ignored."
    ),
)
_OF_THE_RELEASE = (
    "Measured by us, by running the same small application in each framework. Figures belong to the release of this "
    "site, not to an edition: they change when a new release brings those of a new run, and there is no `edition` to "
    "name. "
)
MEASUREMENT_LIST = Endpoint(
    name="measurements",
    path="measurements",
    summary="What was measured, of which releases, when and on what",
    answer=measurements.Measurements,
    example="measurements?limit=10",
    tag=_LAB,
    takes=(LIMIT, OFFSET),
    build=measurements.measurements,
    description=_OF_THE_RELEASE + "Every framework of the current edition that the lab has a result of.",
)
MEASUREMENT_DETAIL = Endpoint(
    name="measurement",
    path="measurements/{slug}",
    summary="All that was measured of a framework",
    answer=measurements.MeasurementAnswer,
    example="measurements/flask",
    tag=_LAB,
    build=measurements.measurement,
    description=(
        f"{_OF_THE_RELEASE}Speed, footprint, effort, the tests that the application passes, and each behaviour probe "
        "with its question, answer and state. Not found if there is no such framework, or no result of it."
    ),
)
EDITION_LIST = Endpoint(
    name="editions",
    path="editions",
    summary="All editions, newest first",
    answer=answers.Editions,
    example="editions?limit=10",
    tag=_EDITIONS,
    takes=(LIMIT, OFFSET),
)
EDITION_DETAIL = Endpoint(
    name="edition",
    path="editions/{number}",
    summary="One edition, and what it changed",
    answer=answers.EditionAnswer,
    example="editions/1",
    tag=_EDITIONS,
)
DUMP = Endpoint(
    name="catalogue",
    path="catalogue.json",
    summary="All data as one file",
    answer=Catalogue,
    example="catalogue.json",
    tag=_EDITIONS,
    takes=(EDITION,),
    description=(
        "The whole catalogue in its canonical encoding. `editions/{number}` and the header `Repr-Digest` give its "
        "digest. If no drafts had to be left out, it is the digest of the edition itself."
    ),
)
EDITION_DUMP = Endpoint(
    name="edition-catalogue",
    path="editions/{number}/catalogue.json",
    summary="All data of one edition as one file",
    answer=Catalogue,
    example="editions/1/catalogue.json",
    tag=_EDITIONS,
    description="The same file as `catalogue.json?edition={number}`, which never changes.",
)

ENDPOINTS = (
    INDEX,
    _list_endpoint(
        _FACTS,
        resources.frameworks,
        "All frameworks, without their scores",
        parameters.KIND,
        parameters.STATUS,
        parameters.INTERFACE,
    ),
    _item_endpoint(
        _FACTS, resources.framework, "frameworks/{slug}", "One framework: scores, reasons, sources", "frameworks/django"
    ),
    _list_endpoint(_FACTS, resources.criteria, "All criteria and their scales", parameters.GROUP),
    _item_endpoint(
        _FACTS, resources.criterion, "criteria/{slug}", "One criterion, and every framework on it", "criteria/admin"
    ),
    _item_endpoint(
        _FACTS,
        resources.comparison,
        "comparisons/{slugs}",
        "Two to six frameworks side by side",
        "comparisons/django-vs-flask",
    ),
    _list_endpoint(_FACTS, resources.moves, "What moving to another framework costs", parameters.FRAMEWORK),
    _item_endpoint(
        _FACTS, resources.move, "moves/{slug}", "One move: effort by part, reasons, sources", "moves/flask-to-fastapi"
    ),
    RECOMMENDATION,
    _list_endpoint(_ADVICE, resources.questions, "The wizard's questions"),
    _item_endpoint(_ADVICE, resources.question, "questions/{slug}", "One question", "questions/build"),
    _list_endpoint(_ADVICE, resources.starting_points, "Ready-made answers to start the wizard with"),
    _list_endpoint(_ADVICE, resources.packages, "What a project’s packages say about it"),
    _list_endpoint(_ADVICE, resources.scenarios, "Real decisions that test the advice", parameters.STRENGTH),
    _item_endpoint(_ADVICE, resources.scenario, "scenarios/{slug}", "One scenario", "scenarios/case-01"),
    _list_endpoint(_EVIDENCE, resources.sources, "All sources that something cites", parameters.FRAMEWORK),
    _item_endpoint(
        _EVIDENCE,
        resources.source,
        "sources/{slug}",
        "One source, and what cites it",
        "sources/django-1-0-release-notes",
    ),
    _list_endpoint(
        _EVIDENCE,
        resources.claims,
        "What others claim, fact-checked",
        parameters.CLAIM_VERDICT,
        parameters.FRAMEWORK,
        parameters.CRITERION,
    ),
    _item_endpoint(
        _EVIDENCE, resources.claim, "claims/{slug}", "One claim, with its sources", "claims/python-ecosystem"
    ),
    MEASUREMENT_LIST,
    MEASUREMENT_DETAIL,
    EDITION_LIST,
    EDITION_DETAIL,
    DUMP,
    EDITION_DUMP,
)
