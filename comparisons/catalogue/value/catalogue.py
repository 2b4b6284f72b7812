"""The catalogue: all collections, by slug and by what visitors see of them."""

from functools import cached_property

from msgspec import UNSET

from comparisons.catalogue.value.criteria import Criterion, Group, KindScale
from comparisons.catalogue.value.decisions import Scenario
from comparisons.catalogue.value.evidence import Claim, Source
from comparisons.catalogue.value.frameworks import Framework, Status
from comparisons.catalogue.value.part import Part
from comparisons.catalogue.value.projects import Move, Package
from comparisons.catalogue.value.questions import Question, StartingPoint

# The version of the method that is published now (advisor/advice/tuning). Editions without one were published with 1.
METHOD = 2

# The collections of a catalogue whose parts have aliases. Choices have them too, within their question.
FRAMEWORKS, CRITERIA, SOURCES, CLAIMS, QUESTIONS, SCENARIOS = NAMED = (
    *("frameworks", "criteria", "sources", "claims", "questions", "scenarios"),
)


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
