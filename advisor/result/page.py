"""The data of the result page: names instead of slugs, rows and bars in display order. Pure."""

from collections.abc import Iterator

from msgspec import Struct

from advisor.advice.notices import Notice, State, notices
from advisor.advice.recommendation import Part, Placed, Recommendation, Unranked
from advisor.advice.wording import deciding_sentence, placing_sentence, requirement_words
from advisor.answers.priorities import Level, Origin, StatedRequirement
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Criterion, Framework, Group, Source
from comparisons.content.comparison import Cell, cell_of
from comparisons.ranking.additive import rounded_parts

# How many items of each list the page shows. Exports hold all.
_MOST = 40
# How many frameworks the side-by-side table shows.
_SIDE_BY_SIDE = 4
# How many colours the style sheet has for groups.
_SHADES = 6


class Segment(Struct, frozen=True):
    """A part of a bar. `start` and `width` are exact points of 100, so that segments meet."""

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
        """The lower end of the total in points of 100, without the rounding errors that would part halves."""
        return round(100 * self.placed.lowest, 9)

    @property
    def highest(self) -> float:
        return round(100 * self.placed.highest, 9)

    @property
    def biggest(self) -> list[Segment]:
        """The three parts that add most."""
        return sorted(self.segments, key=lambda segment: -segment.part.contribution)[:3]

    @property
    def most(self) -> str:
        """The three largest parts in words: 'Admin (60), Speed (7)'."""
        return ", ".join([f"{segment.criterion.name} ({segment.part.points})" for segment in self.biggest])


class FailedRequirement(Struct, frozen=True):
    """A requirement that a framework fails or may fail, its score on the criterion, and who set the requirement."""

    words: str
    cell: Cell
    sources: list[Source]
    because: str


class UnrankedFramework(Struct, frozen=True):
    """An excluded or unconfirmed framework, and the requirements that it fails or may fail."""

    catalogue: Catalogue
    framework: Framework
    requirements: tuple[StatedRequirement, ...]
    placed: Placed

    @property
    def failed(self) -> list[FailedRequirement]:
        return [_failed(self.catalogue, self.framework, stated) for stated in self.requirements]


class Priority(Struct, frozen=True):
    """A criterion's level, the texts of the choices that set it, and its weight in percent; all add up to 100."""

    criterion: Criterion
    level: Level
    because: list[str]
    percent: int


class SideBySide(Struct, frozen=True):
    """A row of the side-by-side table: a criterion, and the score and part of each of the first places."""

    priority: Priority
    cells: list[tuple[Cell, Part]]


class Unknown(Struct, frozen=True):
    """An unknown score on a criterion that counts. The total could be up to `points` of 100 higher or lower."""

    cell: Cell
    points: float


class ResultPage(Struct, frozen=True):
    """`priorities` are the criteria with a weight, the heaviest first; `levels` are all rated criteria.

    `notices` are what every output says beside the ranking.
    """

    catalogue: Catalogue
    recommendation: Recommendation
    bars: list[Bar]
    legend: list[tuple[Group, int]]
    table: list[SideBySide]
    priorities: list[Priority]
    levels: list[Priority]
    unconfirmed: list[UnrankedFramework]
    excluded: list[UnrankedFramework]
    not_considered: list[Criterion]
    unknown: list[Unknown]
    notices: tuple[Notice, ...]

    @property
    def no_priorities(self) -> bool:
        return self.recommendation.no_priorities

    @property
    def notice(self) -> dict[str, Notice | None]:
        """The notice of each state, None if it does not hold, for templates."""
        found = {notice.state: notice for notice in self.notices}
        return {state.name.lower(): found.get(state) for state in State}

    @property
    def said(self) -> str:
        """Who comes first or why nobody does, and all notices: what a file without other words has to say."""
        return " ".join([self.sentence, *self.not_said_in(self.sentence)])

    def not_said_in(self, headline: str) -> list[str]:
        """Return the sentences of the notices that a headline does not say."""
        return [notice.sentence for notice in self.notices if notice.sentence not in headline]

    @property
    def sentence(self) -> str:
        return placing_sentence(self.catalogue, self.recommendation)

    @property
    def because(self) -> str:
        return deciding_sentence(self.catalogue, self.recommendation)

    @property
    def drawn(self) -> list[Bar]:
        """The bars that the page draws; the others are only named."""
        return self.bars[: self.most]

    @property
    def behind(self) -> list[Bar]:
        return self.bars[self.most :]

    @property
    def most(self) -> int:
        return _MOST

    @property
    def parts(self) -> list[tuple[Priority, list[Part]]]:
        """The parts of the drawn bars, by criterion."""
        return [
            (priority, [bar.segments[row].part for bar in self.drawn]) for row, priority in enumerate(self.priorities)
        ]

    @property
    def side_by_side(self) -> list[Bar]:
        return self.bars[:_SIDE_BY_SIDE]


def result_page(catalogue: Catalogue, answers: Answers, recommendation: Recommendation) -> ResultPage:
    """Return the data of the result of `answers`."""
    builder = _PageBuilder(catalogue, recommendation)
    ranking = recommendation.ranking
    return ResultPage(
        catalogue=catalogue,
        recommendation=recommendation,
        bars=[builder.bar(placed) for placed in ranking],
        legend=builder.legend(),
        table=builder.table(),
        priorities=builder.priorities,
        levels=builder.levels,
        unconfirmed=[builder.unranked(unranked) for unranked in recommendation.unconfirmed],
        excluded=[builder.unranked(unranked) for unranked in recommendation.excluded],
        not_considered=[builder.criteria[level.criterion] for level in recommendation.not_considered],
        unknown=sorted(builder.unknown(), key=lambda score: -score.points),
        notices=notices(catalogue, answers, recommendation),
    )


class _PageBuilder:
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
        """Return the groups of the criteria that count, with the numbers of their colours."""
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

    def unranked(self, found: Unranked) -> UnrankedFramework:
        framework = self.catalogue.framework_by_slug[found.framework]
        return UnrankedFramework(
            catalogue=self.catalogue, framework=framework, requirements=found.requirements, placed=found.placed
        )

    def unknown(self) -> Iterator[Unknown]:
        """Yield the unknown scores of the ranked frameworks on criteria that count."""
        for placed in self.recommendation.ranking:
            framework = self.catalogue.framework_by_slug[placed.framework]
            for part in placed.parts:
                if not part.known:
                    # It is valued at the middle, so the total could change by the same amount either way.
                    cell = cell_of(framework, self.criteria[part.criterion])
                    yield Unknown(cell=cell, points=100 * part.contribution)


def _failed(catalogue: Catalogue, framework: Framework, stated: StatedRequirement) -> FailedRequirement:
    cell = cell_of(framework, catalogue.criterion_by_slug[stated.requirement.criterion])
    sources = cell.score.sources if cell.score else ()
    return FailedRequirement(
        words=requirement_words(catalogue, stated.requirement),
        cell=cell,
        sources=[catalogue.source_by_slug[slug] for slug in sources],
        because=f"you: “{_choice_text(catalogue, stated.set_by)}”" if stated.set_by else "set by you",
    )


def _choice_text(catalogue: Catalogue, origin: Origin) -> str:
    choices = catalogue.question_by_slug[origin.question].choices
    return next(choice.text for choice in choices if choice.slug == origin.choice)
