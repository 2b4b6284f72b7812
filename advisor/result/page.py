"""A recommendation arranged for its page: names instead of slugs, the parts of each bar in one order."""

from collections.abc import Iterator

from msgspec import Struct

from advisor.advice.recommendation import Part, Placed, Recommendation, Unranked
from advisor.advice.wording import deciding_sentence, placing_sentence, requirement_words
from advisor.answers.priorities import Level, Origin, StatedRequirement
from comparisons.catalogue.value import Catalogue, Criterion, Framework, Group, Source
from comparisons.content.comparison import Cell, cell_of
from comparisons.ranking.additive import rounded_parts

# Of each kind as many are told one by one; of more, nobody reads on. Exports hold all.
_MOST = 40
# How many stand side by side in the table.
_SIDE_BY_SIDE = 4
# How many colours the style sheet has for groups.
_SHADES = 6


class Segment(Struct, frozen=True):
    """A part of a bar: `start` and `width` in points of 100, exact, so that segments meet."""

    criterion: Criterion
    part: Part
    start: float
    width: float
    shade: int
    is_even: bool


class Bar(Struct, frozen=True):
    framework: Framework
    placed: Placed
    segments: tuple[Segment, ...]

    @property
    def lowest(self) -> float:
        return 100 * self.placed.lowest

    @property
    def highest(self) -> float:
        return 100 * self.placed.highest

    @property
    def biggest(self) -> list[Segment]:
        """The three parts that add most."""
        return sorted(self.segments, key=lambda segment: -segment.part.contribution)[:3]

    @property
    def most(self) -> str:
        """The same in words, with their points."""
        return ", ".join([f"{segment.criterion.name} ({segment.part.points})" for segment in self.biggest])


class Missed(Struct, frozen=True):
    """A must-have that a framework misses, or that nobody can confirm."""

    words: str
    cell: Cell
    sources: list[Source]
    because: str


class Aside(Struct, frozen=True):
    """A framework that is not ranked, and the must-haves that keep it out."""

    catalogue: Catalogue
    framework: Framework
    requirements: tuple[StatedRequirement, ...]
    placed: Placed

    @property
    def missed(self) -> list[Missed]:
        return [_missed(self.catalogue, self.framework, stated) for stated in self.requirements]


class Priority(Struct, frozen=True):
    """A criterion's level with what it says; `percent` is its share of the weight, and all add up to 100."""

    criterion: Criterion
    level: Level
    because: list[str]
    percent: int


class SideBySide(Struct, frozen=True):
    """A row of the table: a criterion, its weight, and what each of the first ones has there."""

    priority: Priority
    cells: list[tuple[Cell, Part]]


class Unknown(Struct, frozen=True):
    """A score that counts and that nobody knows; the total may be up to `points` of 100 higher or lower by it."""

    cell: Cell
    points: float


class ResultPage(Struct, frozen=True):
    """`priorities` are the criteria that count, the weightiest first; `levels` all that can be weighed."""

    sentence: str
    because: str
    bars: list[Bar]
    legend: list[tuple[Group, int]]
    table: list[SideBySide]
    priorities: list[Priority]
    levels: list[Priority]
    unconfirmed: list[Aside]
    excluded: list[Aside]
    not_considered: list[Criterion]
    unknown: list[Unknown]
    no_priorities: bool

    @property
    def drawn(self) -> list[Bar]:
        """The bars that a page draws; those behind are named."""
        return self.bars[: self.most]

    @property
    def behind(self) -> list[Bar]:
        return self.bars[self.most :]

    @property
    def most(self) -> int:
        return _MOST

    @property
    def parts(self) -> list[tuple[Priority, list[Part]]]:
        """The table behind the bars that are drawn: a criterion, and what it adds to each of them."""
        return [
            (priority, [bar.segments[row].part for bar in self.drawn]) for row, priority in enumerate(self.priorities)
        ]

    @property
    def side_by_side(self) -> list[Bar]:
        return self.bars[:_SIDE_BY_SIDE]


def result_page(catalogue: Catalogue, recommendation: Recommendation) -> ResultPage:
    arrange = _Arrange(catalogue, recommendation)
    ranking = recommendation.ranking
    return ResultPage(
        sentence=placing_sentence(catalogue, recommendation),
        because=deciding_sentence(catalogue, recommendation),
        bars=[arrange.bar(placed) for placed in ranking],
        legend=arrange.legend(),
        table=arrange.table(),
        priorities=arrange.priorities,
        levels=arrange.levels,
        unconfirmed=[arrange.aside(one) for one in recommendation.unconfirmed],
        excluded=[arrange.aside(one) for one in recommendation.excluded],
        not_considered=[arrange.criteria[level.criterion] for level in recommendation.not_considered],
        unknown=sorted(arrange.unknown(), key=lambda one: -one.points),
        no_priorities=recommendation.no_priorities,
    )


class _Arrange:
    def __init__(self, catalogue: Catalogue, recommendation: Recommendation) -> None:
        self.catalogue = catalogue
        self.recommendation = recommendation
        self.criteria = catalogue.criterion_by_slug
        self.shades = {group.slug: number % _SHADES + 1 for number, group in enumerate(catalogue.groups)}
        counting = recommendation.priorities
        _, percents = rounded_parts([100 * level.weight for level in counting], total=100)
        self.percents = {level.criterion: percent for level, percent in zip(counting, percents, strict=True)}
        levels = sorted(recommendation.levels, key=lambda level: -level.weight)
        self.levels = [self.priority(level) for level in levels]
        self.priorities = self.levels[: len(counting)]

    def bar(self, placed: Placed) -> Bar:
        segments: list[Segment] = []
        start = 0.0
        parts = {part.criterion: part for part in placed.parts}
        for priority in self.priorities:
            criterion, part = priority.criterion, parts[priority.criterion.slug]
            width = 100 * part.contribution
            segments.append(
                Segment(
                    criterion=criterion,
                    part=part,
                    start=start,
                    width=width,
                    shade=self.shades[criterion.group],
                    is_even=len(segments) % 2 == 1,
                )
            )
            start += width
        framework = self.catalogue.framework_by_slug[placed.framework]
        return Bar(framework=framework, placed=placed, segments=tuple(segments))

    def legend(self) -> list[tuple[Group, int]]:
        """The groups that count, each with its colour."""
        counting = {priority.criterion.group for priority in self.priorities}
        return [(group, self.shades[group.slug]) for group in self.catalogue.groups if group.slug in counting]

    def priority(self, level: Level) -> Priority:
        return Priority(
            criterion=self.criteria[level.criterion],
            level=level,
            because=[_choice_text(self.catalogue, origin) for origin in level.set_by],
            percent=self.percents.get(level.criterion, 0),
        )

    def table(self) -> list[SideBySide]:
        first = [
            (self.catalogue.framework_by_slug[placed.framework], {part.criterion: part for part in placed.parts})
            for placed in self.recommendation.ranking[:_SIDE_BY_SIDE]
        ]
        return [
            SideBySide(
                priority=priority,
                cells=[
                    (cell_of(framework, priority.criterion), parts[priority.criterion.slug])
                    for framework, parts in first
                ],
            )
            for priority in self.priorities
        ]

    def aside(self, one: Unranked) -> Aside:
        framework = self.catalogue.framework_by_slug[one.framework]
        return Aside(catalogue=self.catalogue, framework=framework, requirements=one.requirements, placed=one.placed)

    def unknown(self) -> Iterator[Unknown]:
        """Unknown scores that count, of the frameworks in the ranking."""
        for placed in self.recommendation.ranking:
            framework = self.catalogue.framework_by_slug[placed.framework]
            for part in placed.parts:
                if not part.known:
                    # It counts with the middle of the scale, so that as much again is open above as below.
                    cell = cell_of(framework, self.criteria[part.criterion])
                    yield Unknown(cell=cell, points=100 * part.contribution)


def _missed(catalogue: Catalogue, framework: Framework, stated: StatedRequirement) -> Missed:
    cell = cell_of(framework, catalogue.criterion_by_slug[stated.requirement.criterion])
    sources = cell.score.sources if cell.score else ()
    return Missed(
        words=requirement_words(catalogue, stated.requirement),
        cell=cell,
        sources=[catalogue.source_by_slug[slug] for slug in sources],
        because=f"you: “{_choice_text(catalogue, stated.set_by)}”" if stated.set_by else "set by you",
    )


def _choice_text(catalogue: Catalogue, origin: Origin) -> str:
    choices = catalogue.question_by_slug[origin.question].choices
    return next(choice.text for choice in choices if choice.slug == origin.choice)
