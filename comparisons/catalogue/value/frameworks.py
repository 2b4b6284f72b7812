"""Frameworks: their identity, scores, facts, extensions and house rules."""

from datetime import date
from enum import StrEnum
from functools import cached_property

from msgspec import UNSET, UnsetType

from comparisons.catalogue.value.evidence import Confidence, Fact, Statement
from comparisons.catalogue.value.part import Part


class Status(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Interface(StrEnum):
    """What a framework speaks to the web server."""

    WSGI = "wsgi"
    ASGI = "asgi"
    BOTH = "both"
    OWN = "own"


class Score(Part, frozen=True):
    """What is known of one framework on one criterion.

    `value` is 0 to 10, a figure in the unit of a measured scale, or the slug of a kind.
    `relative_error` is the stated error of a measured figure (0.1 means plus or minus 10%).
    """

    criterion: str
    value: float | str
    confidence: Confidence
    reason: str
    reviewed_on: date
    version: str
    relative_error: float = 0.0
    sources: tuple[str, ...] = ()


class Extension(Part, frozen=True):
    """An add-on described on its framework's page."""

    slug: str
    name: str
    summary: str
    home_page: str
    licence: str
    latest_version: str
    latest_release: str
    adds: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()


class Ring(StrEnum):
    """What an organisation has decided about a framework (house_rules.py)."""

    ADOPT = "adopt"
    TRIAL = "trial"
    HOLD = "hold"


class HouseRule(Part, frozen=True):
    ring: Ring
    reason: str
    decided_on: date


class Framework(Part, frozen=True, dict=True):
    """`first_release` and `latest_release` are year and month: 2005-07.

    `built_on` is the slug of the framework that this one needs and adds to, "" for none: its scores are those of the
    two together. Without a `house_rule` there is no trace of one in the bytes.
    """

    slug: str
    name: str
    status: Status
    summary: str
    licence: str
    home_page: str
    documentation: str
    repository: str
    first_release: str
    latest_version: str
    latest_release: str
    interface: Interface
    alternatives: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    scores: tuple[Score, ...] = ()
    strengths: tuple[Statement, ...] = ()
    drawbacks: tuple[Statement, ...] = ()
    suited_for: tuple[Statement, ...] = ()
    not_suited_for: tuple[Statement, ...] = ()
    extensions: tuple[Extension, ...] = ()
    aliases: tuple[str, ...] = ()
    house_rule: HouseRule | UnsetType = UNSET
    built_on: str = ""

    @cached_property
    def name_with_status(self) -> str:
        """The name for places where it stands alone: 'Bottle (retired)'."""
        return f"{self.name} (retired)" if self.status is Status.RETIRED else self.name

    @cached_property
    def score_by_criterion(self) -> dict[str, Score]:
        return {score.criterion: score for score in self.scores}
