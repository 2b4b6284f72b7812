"""The catalogue as a frozen value.

Files, the working copy and editions are converted to and from it; pages and advice read it. Tuples are in display
order. References between parts are slugs; `check` verifies that they exist.

`aliases` of a part are other slugs that lead to it, such as those that it had before it was renamed (names.py).
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cached_property

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

# The version of the method that is published now (advisor/advice/tuning). Editions without one were published with 1.
METHOD = 2

# The collections of a catalogue whose parts have aliases. Choices have them too, within their question.
FRAMEWORKS, CRITERIA, SOURCES, CLAIMS, QUESTIONS, SCENARIOS = NAMED = (
    *("frameworks", "criteria", "sources", "claims", "questions", "scenarios"),
)


class Status(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Verdict(StrEnum):
    SUPPORTED = "supported"
    DISPUTED = "disputed"
    WRONG = "wrong"


class Importance(StrEnum):
    NOT_AT_ALL = "not-at-all"
    A_LITTLE = "a-little"
    SOMEWHAT = "somewhat"
    A_LOT = "a-lot"
    DECISIVE = "decisive"


class Strength(StrEnum):
    """How well the right first places of a scenario are established."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


class Interface(StrEnum):
    """What a framework speaks to the web server."""

    WSGI = "wsgi"
    ASGI = "asgi"
    BOTH = "both"
    OWN = "own"


class ProjectPart(StrEnum):
    """The parts of a project that moving to another framework touches, in the order in which pages show them."""

    ROUTES = "routes"
    MODELS = "models"
    TEMPLATES = "templates"
    FORMS = "forms"
    LOGIN = "login"
    TESTS = "tests"
    DEPLOYMENT = "deployment"


class PackageKind(StrEnum):
    """What a package is to a web project.

    One that is `EITHER` is a web framework, and is as often used as a client or a library. It is taken for the
    framework in use only where no other one is.
    """

    FRAMEWORK = "framework"
    EITHER = "either"
    LIBRARY = "library"


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """What all parts of the catalogue have in common: frozen, named fields, nothing unknown."""


class Source(Part, frozen=True):
    """Where a fact was read. `published` is the source's own word: a date, a version or 'undated'."""

    slug: str
    title: str
    publisher: str
    published: str
    accessed: date
    address: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()


class Group(Part, frozen=True):
    slug: str
    name: str
    description: str


class EditorialScale(Part, frozen=True, tag="editorial", tag_field="type"):
    """0 to 10, judged by editors against three written anchors."""

    anchor_0: str
    anchor_5: str
    anchor_10: str


class MeasuredScale(Part, frozen=True, tag="measured", tag_field="type"):
    """A quantity with a unit. `best` below `worst` means that less is better."""

    unit: str
    worst: float
    best: float
    logarithmic: bool = False


class Kind(Part, frozen=True):
    slug: str
    name: str
    description: str


class KindScale(Part, frozen=True, tag="kinds", tag_field="type"):
    """A fact with kinds: it tells frameworks apart but makes none better."""

    kinds: tuple[Kind, ...]


Scale = EditorialScale | MeasuredScale | KindScale


class Criterion(Part, frozen=True, omit_defaults=True):
    """`review_months` is how long a score on it is taken to hold without another look.

    A `retired` one keeps its page and its scores, but takes no part in new advice: no choice names it.
    The usual values of both are left out of the bytes, so that editions from before there were any keep theirs.
    """

    slug: str
    name: str
    group: str
    description: str
    scale: Scale
    review_months: int = 12
    retired: bool = False
    aliases: tuple[str, ...] = ()


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


class Statement(Part, frozen=True):
    text: str
    sources: tuple[str, ...] = ()


class Fact(Part, frozen=True):
    label: str
    text: str
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


class Claim(Part, frozen=True):
    """A statement some source made, in our words, and what we found. No verdict: not checked yet."""

    slug: str
    text: str
    made_by: str
    where: str
    frameworks: tuple[str, ...]
    evidence: str
    criterion: str | None = None
    verdict: Verdict | None = None
    sources: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class Effect(Part, frozen=True):
    criterion: str
    importance: Importance


class Requirement(Part, frozen=True):
    """A must-have: exactly one of `at_least`, `at_most`, `one_of` is given."""

    criterion: str
    at_least: float | None = None
    at_most: float | None = None
    one_of: tuple[str, ...] = ()


class Choice(Part, frozen=True):
    """An `exclusive` choice says that the others do not apply ('no', 'none of these').

    It may move nothing, and where several answers can be given it stands alone. `clause` is the answer as a part of a
    sentence, for after "if" or "because": 'staff need a back office'.
    """

    slug: str
    text: str
    help: str = ""
    clause: str = ""
    exclusive: bool = False
    effects: tuple[Effect, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    aliases: tuple[str, ...] = ()


class Condition(Part, frozen=True):
    """Holds when any of these choices of a question was made."""

    question: str
    choices: tuple[str, ...]


class Question(Part, frozen=True):
    """Asked when all of its conditions hold. They name different questions, each asked before this one.

    In a canonical catalogue (codec.py) conditions are sorted by the slugs of these questions, and `asked_after` is the
    first. `topic` is what it is about, for the list from which visitors pick; without one it is not on the list.
    """

    slug: str
    text: str
    help: str
    why: str
    choices: tuple[Choice, ...]
    multiple: bool = False
    asked_after: Condition | None = None
    also_after: tuple[Condition, ...] = ()
    aliases: tuple[str, ...] = ()
    topic: str = ""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return (self.asked_after, *self.also_after) if self.asked_after else self.also_after

    def with_conditions(self, conditions: Iterable[Condition]) -> "Question":
        """Return the question with other conditions."""
        first, *others = (*conditions, None)
        return replace(self, asked_after=first, also_after=tuple(c for c in others if c is not None))


class Answer(Part, frozen=True):
    question: str
    choices: tuple[str, ...]


class StoryFact(Part, frozen=True):
    """What a record says of its project under one topic, such as team or traffic."""

    topic: str
    text: str


class TurnedDown(Part, frozen=True):
    """An option that a project did not take, and why. The name is in the words of its record."""

    name: str
    reason: str


class Scenario(Part, frozen=True):
    """A real decision whose right first places are known; guards the advice like a test.

    `chosen` are the frameworks that the project itself took, `weighed` the options that it considered, each in a line
    in the words of its record. `decided` is the record's own word: '2019', '2023 or later'. `source` is the title of
    the page at `address`. One that is set `aside` measures the advice, which is never tuned on it.
    """

    slug: str
    title: str
    story: str
    answers: tuple[Answer, ...]
    right: tuple[str, ...]
    unacceptable: tuple[str, ...]
    group: str
    strength: Strength
    chosen: tuple[str, ...] = ()
    address: str = ""
    aliases: tuple[str, ...] = ()
    facts: tuple[StoryFact, ...] = ()
    weighed: tuple[str, ...] = ()
    turned_down: tuple[TurnedDown, ...] = ()
    outcome: str = ""
    decided: str = ""
    source: str = ""
    aside: bool = False


class StartingPoint(Part, frozen=True):
    """Answers that a visitor can start from and change, such as those of a usual web shop."""

    slug: str
    name: str
    description: str
    answers: tuple[Answer, ...]


# The efforts of moving a part of a project: the story points of Red Hat's migration toolkit for applications.
# The effort of a part that is written anew, and what stands for one that nobody knows.
WRITTEN_ANEW, UNKNOWN_EFFORT = 7, 13
EFFORTS = {
    0: "nothing to do",
    1: "replace names and calls",
    3: "rework, along a way that is documented",
    5: "redesign it",
    WRITTEN_ANEW: "write it anew",
    UNKNOWN_EFFORT: "nobody knows",
}


class MovedPart(Part, frozen=True):
    """The effort (efforts.py) that a part of a project takes when it moves, and why."""

    part: ProjectPart
    effort: int
    reason: str
    sources: tuple[str, ...] = ()


class Move(Part, frozen=True):
    """Moving from the framework `origin` to the framework `target`. `summary` says what it comes to, in a sentence."""

    slug: str
    origin: str
    target: str
    summary: str
    reviewed_on: date
    parts: tuple[MovedPart, ...] = ()


class Package(Part, frozen=True):
    """A package by its normalized name in the Python Package Index, and what follows from depending on it.

    A framework is the one of the catalogue that has the same slug or alias; without one, the catalogue lacks it.
    `meaning` is a sentence about the package, from which the `answers` follow; most packages imply none. `extends` is
    the framework, by the name of its package, without which an add-on is of no use. `brings` are names of packages
    that it installs itself, and that say nothing about the project where it is there too.
    """

    slug: str
    meaning: str
    kind: PackageKind = PackageKind.LIBRARY
    extends: str = ""
    brings: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()


class Catalogue(Part, frozen=True, dict=True):
    """All collections, and the version of the `method`: what is tuned in it belongs to the edition, as its words do."""

    groups: tuple[Group, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    questions: tuple[Question, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    starting_points: tuple[StartingPoint, ...] = ()
    moves: tuple[Move, ...] = ()
    packages: tuple[Package, ...] = ()
    method: int = METHOD

    @cached_property
    def framework_by_slug(self) -> dict[str, Framework]:
        return {framework.slug: framework for framework in self.frameworks}

    @cached_property
    def criterion_by_slug(self) -> dict[str, Criterion]:
        return {criterion.slug: criterion for criterion in self.criteria}

    @cached_property
    def has_house_rules(self) -> bool:
        return any(framework.house_rule is not UNSET for framework in self.public_frameworks.values())

    @cached_property
    def source_by_slug(self) -> dict[str, Source]:
        return {source.slug: source for source in self.sources}

    @cached_property
    def package_by_slug(self) -> dict[str, Package]:
        return {package.slug: package for package in self.packages}

    @cached_property
    def question_by_slug(self) -> dict[str, Question]:
        return {question.slug: question for question in self.questions}

    @cached_property
    def published_frameworks(self) -> tuple[Framework, ...]:
        return tuple(f for f in self.frameworks if f.status is Status.PUBLISHED)

    @cached_property
    def public_frameworks(self) -> dict[str, Framework]:
        """The frameworks that have a page: published and retired ones."""
        return {f.slug: f for f in self.frameworks if f.status is not Status.DRAFT}

    @cached_property
    def built_upon(self) -> dict[str, tuple[Framework, ...]]:
        """The public frameworks that are built on others, by the slugs of these."""
        found: dict[str, tuple[Framework, ...]] = {}
        for framework in self.public_frameworks.values():
            if framework.built_on:
                found[framework.built_on] = (*found.get(framework.built_on, ()), framework)
        return found

    @cached_property
    def criteria_in_use(self) -> tuple[Criterion, ...]:
        """The criteria that frameworks are compared by: all but retired ones."""
        return tuple(c for c in self.criteria if not c.retired)

    @cached_property
    def rated_criteria(self) -> tuple[Criterion, ...]:
        """The criteria that can be weighed: all in use but those with kinds."""
        return tuple(c for c in self.criteria_in_use if not isinstance(c.scale, KindScale))

    @cached_property
    def scenarios_in_use(self) -> tuple[Scenario, ...]:
        """The scenarios that advice may be tuned on, and that are shown as examples: all but those set aside."""
        return tuple(s for s in self.scenarios if not s.aside)
