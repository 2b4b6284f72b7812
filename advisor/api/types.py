"""The response types of the API. Their docstrings are published in the OpenAPI document. Pure."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from comparisons.catalogue.value import (
    Claim,
    Criterion,
    Framework,
    Group,
    HouseRule,
    Interface,
    Move,
    Package,
    Question,
    Scenario,
    Score,
    Source,
    StartingPoint,
    Status,
)

PROBLEM_TYPE = "application/problem+json"

Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="SHA-256, as 64 hexadecimal digits.")]
Count = Annotated[int, Meta(ge=0)]
# Digits after the point of figures that are worked out. Rounding errors lie beyond the fourteenth.
DIGITS = 9
_ROUNDED = f"Rounded to {DIGITS} decimals."
Figure = Annotated[float, Meta(description=_ROUNDED)]
Share = Annotated[float, Meta(ge=0, le=1, description=_ROUNDED)]


class Typed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all answers have in common: frozen, named fields, nothing unknown."""


class EditionName(Typed, frozen=True, kw_only=True):
    """The edition that the answer comes from. `digest` is that of everything published in it."""

    number: Annotated[int, Meta(ge=1)]
    published_at: datetime
    digest: Digest


class Answer(Typed, frozen=True, kw_only=True):
    edition: EditionName


class Page(Answer, frozen=True, kw_only=True):
    """`total` counts all items that match; `next` is the address of the next page, null on the last one."""

    total: Count
    limit: Annotated[int, Meta(ge=1)]
    offset: Count
    next: str | None


class Index(Answer, frozen=True, kw_only=True):
    """The API root. `addresses` are URI templates (RFC 6570)."""

    documentation: str
    openapi: str
    addresses: dict[str, str]


class FrameworkSummary(Typed, frozen=True, kw_only=True):
    """A framework without its scores; `known` is the number of criteria on which it is scored, of `criteria`.

    `aliases` are other slugs that lead to it, such as old ones. `built_on` is the framework that it needs and adds to,
    "" for none; its scores are those of the two together. `house_rule` is there where the organisation that keeps
    the site has decided something about it.
    """

    slug: str
    name: str
    status: Status
    kind: str | None
    summary: str
    interface: Interface
    licence: str
    home_page: str
    documentation: str
    repository: str
    first_release: str
    latest_version: str
    latest_release: str
    alternatives: tuple[str, ...]
    built_on: str
    aliases: tuple[str, ...]
    known: Count
    criteria: Count
    house_rule: HouseRule | UnsetType = UNSET


class Worth(Typed, frozen=True, kw_only=True):
    """Where a score lies on its scale, from 0 (worst) to 1 (best), with its margin of error."""

    low: Share
    point: Share
    high: Share


class ScoreOf(Typed, frozen=True, kw_only=True):
    """A framework's score; null if unknown. `worth` is null for kinds, which make no framework better."""

    framework: str
    status: Status
    score: Score | None
    worth: Worth | None


class ComparedScore(ScoreOf, frozen=True, kw_only=True):
    """`is_best`: no compared framework is better, and they are not all equal."""

    is_best: bool


class ComparisonRow(Typed, frozen=True, kw_only=True):
    criterion: str
    differs: bool
    scores: tuple[ComparedScore, ...]


class LeadOver(Typed, frozen=True, kw_only=True):
    """A framework is clearly ahead of all the others on a criterion: by a fifth of the scale or more."""

    framework: str
    criterion: str
    next_best: str
    by: Share


class Dump(Typed, frozen=True, kw_only=True):
    """All data as one file. `sha256` and `bytes` are those of the file.

    `is_complete`: nothing was left out, so that `sha256` is the edition's own digest. Drafts are left out.
    """

    address: str
    sha256: Digest
    bytes: Count
    is_complete: bool


class EditionSummary(EditionName, frozen=True, kw_only=True):
    note: str


class Frameworks(Page, frozen=True, kw_only=True):
    items: tuple[FrameworkSummary, ...]


class FrameworkAnswer(Answer, frozen=True, kw_only=True):
    """A framework with its scores; `sources` are all that it cites."""

    framework: Framework
    sources: tuple[Source, ...]


class Criteria(Page, frozen=True, kw_only=True):
    """`groups` are all groups, in their order."""

    groups: tuple[Group, ...]
    items: tuple[Criterion, ...]


class CriterionAnswer(Answer, frozen=True, kw_only=True):
    """A criterion with every framework on it, also retired ones; `sources` are all that the scores cite."""

    criterion: Criterion
    scores: tuple[ScoreOf, ...]
    sources: tuple[Source, ...]


class Sources(Page, frozen=True, kw_only=True):
    items: tuple[Source, ...]


class SourceAnswer(Answer, frozen=True, kw_only=True):
    """A source, and the frameworks and claims that cite it."""

    source: Source
    frameworks: tuple[str, ...]
    claims: tuple[str, ...]


class Claims(Page, frozen=True, kw_only=True):
    items: tuple[Claim, ...]


class ClaimAnswer(Answer, frozen=True, kw_only=True):
    """A claim; `sources` are where it was made and what the verdict rests on."""

    claim: Claim
    sources: tuple[Source, ...]


class Questions(Page, frozen=True, kw_only=True):
    items: tuple[Question, ...]


class QuestionAnswer(Answer, frozen=True, kw_only=True):
    question: Question


class StartingPoints(Page, frozen=True, kw_only=True):
    """Answers to start the wizard from, in the order in which they are offered."""

    items: tuple[StartingPoint, ...]


class Moves(Page, frozen=True, kw_only=True):
    """What moving from one framework to another costs."""

    items: tuple[Move, ...]


class MoveAnswer(Answer, frozen=True, kw_only=True):
    """A move. `points` is the sum of all efforts, `known` that of those that somebody knows.

    Efforts are 0, 1, 3, 5 or 7, and 13 where nobody knows. `most` is what writing every part anew comes to.
    """

    move: Move
    points: int
    known: int
    most: int
    sources: tuple[Source, ...]


class Packages(Page, frozen=True, kw_only=True):
    """What it means that a project depends on a package, by its normalized name in the Python Package Index."""

    items: tuple[Package, ...]


class Scenarios(Page, frozen=True, kw_only=True):
    items: tuple[Scenario, ...]


class ScenarioAnswer(Answer, frozen=True, kw_only=True):
    scenario: Scenario


class ComparisonAnswer(Answer, frozen=True, kw_only=True):
    """Two to six frameworks on every criterion; `sources` are all that the scores cite."""

    frameworks: tuple[FrameworkSummary, ...]
    rows: tuple[ComparisonRow, ...]
    leads: tuple[LeadOver, ...]
    sources: tuple[Source, ...]


class Editions(Page, frozen=True, kw_only=True):
    """Newest first; `edition` is the current one."""

    items: tuple[EditionSummary, ...]


class EditionAnswer(Answer, frozen=True, kw_only=True):
    """An edition, its changes since the previous one, and the file with all of it.

    `previous` is null for the first edition, which lists no changes.
    """

    note: str
    previous: int | None
    changes: tuple[str, ...]
    catalogue: Dump


class ParameterError(Struct, frozen=True, forbid_unknown_fields=True):
    """What is wrong with one parameter, by its name in the address."""

    parameter: str
    detail: str


class Problem(Struct, frozen=True, forbid_unknown_fields=True):
    """Problem details (RFC 9457). `errors` names every wrong parameter, if there are any."""

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[ParameterError, ...] = ()


def problem(status: int, detail: str, errors: tuple[ParameterError, ...] = ()) -> Problem:
    """Return the problem details of an error. `type` is always about:blank: the HTTP status says what kind it is."""
    return Problem(type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors)
