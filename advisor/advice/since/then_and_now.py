"""The advice for the same answers in an earlier edition and today. Pure."""

from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from advisor.advice.recommendation import Placed, Recommendation, Unranked, recommend
from advisor.advice.wording import ordinal, requirement_words
from advisor.answers.flow import applicable_answers
from advisor.answers.priorities import without_redundant_levels
from advisor.answers.query import Answers, read_answers
from comparisons.catalogue.changes.renaming import with_slugs_of
from comparisons.catalogue.value import Catalogue, Status
from comparisons.catalogue.wording import counted, joined


class Place(Struct, frozen=True):
    """A framework's rank and points of 100. If it has no rank, `rank` is 0 and `words` say why."""

    words: str
    rank: int = 0
    points: int = 0

    @property
    def nth(self) -> str:
        return ordinal(self.rank)


class EditionAdvice(Struct, frozen=True, dict=True):
    """A catalogue, answers to its questions, and the recommendation."""

    catalogue: Catalogue
    answers: Answers
    recommendation: Recommendation

    @cached_property
    def ranked(self) -> dict[str, Placed]:
        return {placed.framework: placed for placed in self.recommendation.ranking}

    @cached_property
    def unranked(self) -> dict[str, Unranked]:
        return {
            unranked.framework: unranked
            for unranked in (*self.recommendation.excluded, *self.recommendation.unconfirmed)
        }

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weights that are above 0, by criterion. They sum to 1."""
        return {level.criterion: level.weight for level in self.recommendation.levels if level.weight > 0}

    @cached_property
    def required(self) -> frozenset[str]:
        """The criteria that requirements are about."""
        return frozenset(stated.requirement.criterion for stated in self.recommendation.requirements)

    @cached_property
    def counted(self) -> dict[str, tuple[str, ...]]:
        """The choices that count, by question."""
        return applicable_answers(self.catalogue, self.answers)

    @property
    def considered(self) -> int:
        """The number of frameworks to choose from; 0 if all of those named are retired."""
        return len(self.ranked) + len(self.unranked)

    def considers(self, framework: str) -> bool:
        """Return whether a framework is ranked, excluded or unconfirmed."""
        return framework in self.ranked or framework in self.unranked

    def failed_words(self, framework: str) -> str:
        """Return the requirements that an unranked framework fails or may fail, in words. Raises KeyError."""
        unranked = self.unranked[framework]
        verb = "misses" if unranked in self.recommendation.excluded else "may miss"
        rules = [requirement_words(self.catalogue, stated.requirement) for stated in unranked.requirements]
        return f"{verb} {joined(rules)}"

    def place(self, framework: str) -> Place:
        placed = self.ranked.get(framework)
        if placed:
            words = f"{ordinal(placed.rank)} with {counted(placed.points, 'point')}"
            return Place(words=words, rank=placed.rank, points=placed.points)
        if framework in self.unranked:
            return Place(words=f"left out: {self.failed_words(framework)}")
        return Place(words=self.absence(framework))

    def absence(self, slug: str) -> str:
        """Return why a framework is not considered."""
        if slug in {framework.slug for framework in self.catalogue.published_frameworks}:
            return "not one that you named"
        return "retired" if self.is_retired(slug) else "not in the catalogue"

    def is_retired(self, slug: str) -> bool:
        framework = self.catalogue.framework_by_slug.get(slug)
        return framework is not None and framework.status is Status.RETIRED


class ThenAndNow(Struct, frozen=True):
    """The advice for the same answers in an earlier edition and in that of today."""

    then: EditionAdvice
    today: EditionAdvice

    def framework(self, slug: str) -> str:
        """Return the name today, else the earlier one. Raises KeyError if neither edition has the framework."""
        known = self.today.catalogue.framework_by_slug.get(slug) or self.then.catalogue.framework_by_slug[slug]
        return known.name

    def criterion(self, slug: str) -> str:
        known = self.today.catalogue.criterion_by_slug.get(slug) or self.then.catalogue.criterion_by_slug[slug]
        return known.name


def then_and_now(then: EditionAdvice, today: Catalogue) -> ThenAndNow:
    """Return the advice of `then`, and the advice of `today` for the same answers.

    Both have the slugs of today, so that what was renamed meanwhile is the same thing in both.
    """
    then = with_slugs_of_today(then, today)
    return ThenAndNow(then=then, today=edition_advice(today, _answers_today(then.catalogue, today, then.answers)))


def with_slugs_of_today(then: EditionAdvice, today: Catalogue) -> EditionAdvice:
    """Return an advice with the slugs that a later catalogue has for the same things."""
    translated = with_slugs_of(then.catalogue, today)
    return then if translated is then.catalogue else edition_advice(translated, _read_again(then, translated))


def edition_advice(catalogue: Catalogue, answers: Answers) -> EditionAdvice:
    """Return the advice of a catalogue for answers to its questions."""
    return EditionAdvice(catalogue=catalogue, answers=answers, recommendation=recommend(catalogue, answers))


def _read_again(advice: EditionAdvice, catalogue: Catalogue) -> Answers:
    """Return the answers of an advice as another catalogue reads them from the same address."""
    pairs = replace(advice.answers, edition=None).pairs(advice.catalogue)
    return replace(read_answers(pairs, catalogue).answers, edition=advice.answers.edition)


def _answers_today(then: Catalogue, today: Catalogue, answers: Answers) -> Answers:
    """Return the answers as the result page of today's edition reads them from the same address."""
    read = read_answers(replace(answers, edition=None).pairs(then), today).answers
    return without_redundant_levels(today, read)
