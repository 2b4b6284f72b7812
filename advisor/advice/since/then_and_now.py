"""Where frameworks stand when a catalogue meets a visitor's answers, in one edition and in another. Pure."""

from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from advisor.advice.recommendation import Placed, Recommendation, SetAside, recommend
from advisor.advice.wording import joined, ordinal, requirement_words
from advisor.answers.flow import applicable_answers
from advisor.answers.priorities import without_redundant_levels
from advisor.answers.query import Answers, read_answers
from comparisons.catalogue.value import Catalogue, Status


class Place(Struct, frozen=True):
    """A framework's rank and points of 100; `rank` is 0 where it has none, and the words say why."""

    words: str
    rank: int = 0
    points: int = 0

    @property
    def nth(self) -> str:
        return ordinal(self.rank)


class Side(Struct, frozen=True, dict=True):
    """A catalogue, answers in its words, and what it advises for them."""

    catalogue: Catalogue
    answers: Answers
    advice: Recommendation

    @cached_property
    def ranked(self) -> dict[str, Placed]:
        return {placed.framework: placed for placed in self.advice.ranking}

    @cached_property
    def set_aside(self) -> dict[str, SetAside]:
        return {one.framework: one for one in (*self.advice.excluded, *self.advice.unconfirmed)}

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weights of the criteria that count."""
        return {level.criterion: level.weight for level in self.advice.levels if level.weight > 0}

    @cached_property
    def needed(self) -> frozenset[str]:
        """The criteria that must-haves are about."""
        return frozenset(stated.requirement.criterion for stated in self.advice.requirements)

    @cached_property
    def counted(self) -> dict[str, tuple[str, ...]]:
        """The choices that count, by question."""
        return applicable_answers(self.catalogue, self.answers)

    def considers(self, framework: str) -> bool:
        """Tell whether a framework is ranked or set aside."""
        return framework in self.ranked or framework in self.set_aside

    def missed(self, framework: str) -> str:
        """Say which must-haves a framework misses that is set aside, or may miss."""
        aside = self.set_aside[framework]
        verb = "misses" if aside in self.advice.excluded else "may miss"
        return (
            f"{verb} {joined([requirement_words(self.catalogue, stated.requirement) for stated in aside.requirements])}"
        )

    def place(self, framework: str) -> Place:
        placed = self.ranked.get(framework)
        if placed:
            words = f"{ordinal(placed.rank)} with {placed.points} points"
            return Place(words=words, rank=placed.rank, points=placed.points)
        if framework in self.set_aside:
            return Place(words=f"left out: {self.missed(framework)}")
        return Place(words=self.absence(framework))

    def absence(self, slug: str) -> str:
        """Say why a framework is neither ranked nor set aside."""
        if slug in {framework.slug for framework in self.catalogue.published_frameworks}:
            return "not one that you named"
        return "retired" if self.is_retired(slug) else "not in the catalogue"

    def is_retired(self, slug: str) -> bool:
        framework = self.catalogue.framework_by_slug.get(slug)
        return framework is not None and framework.status is Status.RETIRED


class Pair(Struct, frozen=True):
    """The same answers in an edition and in a later one."""

    then: Side
    today: Side

    def framework(self, slug: str) -> str:
        """Return the name of today, or the last one."""
        known = self.today.catalogue.framework_by_slug.get(slug) or self.then.catalogue.framework_by_slug[slug]
        return known.name

    def criterion(self, slug: str) -> str:
        known = self.today.catalogue.criterion_by_slug.get(slug) or self.then.catalogue.criterion_by_slug[slug]
        return known.name


def pair(then: Side, today: Catalogue) -> Pair:
    """Return how the answers of `then`, in its words, stand there and in the catalogue of `today`."""
    return Pair(then=then, today=side(today, _kept(then.catalogue, today, then.answers)))


def side(catalogue: Catalogue, answers: Answers) -> Side:
    """Return what a catalogue advises for answers in its words."""
    return Side(catalogue=catalogue, answers=answers, advice=recommend(catalogue, answers))


def _kept(then: Catalogue, today: Catalogue, answers: Answers) -> Answers:
    """Return what is left of the answers today, as the page of the current edition reads them."""
    read = read_answers(replace(answers, edition=None).pairs(then), today).answers
    return without_redundant_levels(today, read)
