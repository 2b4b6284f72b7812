"""The data of the result page: names instead of slugs, rows and bars in display order. Pure."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from advisor.advice.notices import Notice, State, notices
from advisor.advice.recommendation import Part, Placed, Recommendation, Unranked
from advisor.advice.wording import choice_clause, deciding_sentence, placing_sentence, requirement_words
from advisor.answers.priorities import Level, Origin, StatedRequirement
from advisor.answers.query import Answers
from advisor.moving.in_use import placed_side_by_side, staying_sentences
from comparisons.catalogue.house_rules import criterion_of
from comparisons.catalogue.value import Catalogue, Criterion, Framework, Group, Source
from comparisons.catalogue.wording import in_sentence, joined
from comparisons.content.comparison import Cell, cell_of, cells_of
from comparisons.ranking.additive import rounded_parts

# How many items of each list the page shows. Exports hold all.
_MOST = 40
# How many frameworks the side-by-side table shows.
_SIDE_BY_SIDE = 4
# How many bars stand on the first screen, and how many criteria the table on the result shows.
_FIRST, _HEAVIEST = 5, 8
# How many criteria of a group the legend of the bars names.
_NAMED = 4
# How many colours the style sheet has for groups.
_SHADES = 6


class Segment(Struct, frozen=True):
    """What the criteria of a group add to a bar. `start` and `width` are exact points of 100, so that segments meet.

    `points` are whole points as shown; those of a bar sum to its total.
    """

    group: Group
    points: int
    start: float
    width: float
    shade: int


class Bar(Struct, frozen=True):
    """A framework in its place. The segments are in the catalogue's order of groups, the same for all bars."""

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
    def parts(self) -> str:
        """The segments in words: 'What comes with it 60, Under load 7'."""
        return ", ".join([f"{segment.group.name} {segment.points}" for segment in self.segments if segment.points])


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
    """A criterion's level, the choices that set it as clauses, and its weight in percent; all add up to 100."""

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


class ResultPage(Struct, frozen=True, dict=True):
    """`priorities` are the criteria with a weight, the heaviest first; `levels` are all rated criteria.

    `legend` are the groups of those, each with the number of its colour and its criteria in words. `notices` are what
    every output says beside the ranking. `side_by_side` are the first places, with the frameworks in use among them;
    `uses` are the slugs of these, and `staying` says where they stand.
    """

    catalogue: Catalogue
    recommendation: Recommendation
    bars: list[Bar]
    legend: list[tuple[Group, int, str]]
    priorities: list[Priority]
    levels: list[Priority]
    unconfirmed: list[UnrankedFramework]
    excluded: list[UnrankedFramework]
    not_considered: list[Criterion]
    unknown: list[Unknown]
    notices: tuple[Notice, ...]
    side_by_side: list[Bar]
    uses: tuple[str, ...] = ()
    staying: tuple[str, ...] = ()

    @property
    def no_priorities(self) -> bool:
        return self.recommendation.no_priorities

    @cached_property
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
    def leading(self) -> list[Bar]:
        """The bars that stand on the first screen."""
        return self.drawn[:_FIRST]

    @property
    def following(self) -> list[Bar]:
        """The other bars that the page draws."""
        return self.drawn[_FIRST:]

    @cached_property
    def table(self) -> list[SideBySide]:
        """The side-by-side table, a row for each criterion that counts."""
        return _side_by_side(self.side_by_side, self.priorities)

    @cached_property
    def heaviest(self) -> list[SideBySide]:
        """The rows of the side-by-side table that the result itself shows."""
        return _side_by_side(self.side_by_side, self.priorities[:_HEAVIEST])

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
        by_criterion = [{part.criterion: part for part in bar.placed.parts} for bar in self.drawn]
        return [(priority, [parts[priority.criterion.slug] for parts in by_criterion]) for priority in self.priorities]


def result_page(catalogue: Catalogue, answers: Answers, recommendation: Recommendation) -> ResultPage:
    """Return the data of the result of `answers`."""
    builder = _PageBuilder(catalogue, recommendation)
    ranking = recommendation.ranking
    return ResultPage(
        catalogue=catalogue,
        recommendation=recommendation,
        bars=[builder.bar(placed) for placed in ranking],
        legend=builder.legend(),
        priorities=builder.priorities,
        levels=builder.levels,
        unconfirmed=[builder.unranked(unranked) for unranked in recommendation.unconfirmed],
        excluded=[builder.unranked(unranked) for unranked in recommendation.excluded],
        not_considered=[builder.criteria[level.criterion] for level in recommendation.not_considered],
        unknown=sorted(builder.unknown(), key=lambda score: -score.points),
        notices=notices(catalogue, answers, recommendation),
        side_by_side=[
            builder.bar(placed) for placed in placed_side_by_side(recommendation, answers.uses, _SIDE_BY_SIDE)
        ],
        uses=answers.uses,
        staying=tuple(staying_sentences(catalogue, answers, recommendation)),
    )


class _PageBuilder:
    def __init__(self, catalogue: Catalogue, recommendation: Recommendation) -> None:
        self.catalogue = catalogue
        self.recommendation = recommendation
        self.criteria = catalogue.criterion_by_slug
        counting = recommendation.priorities
        groups = {self.criteria[level.criterion].group for level in counting}
        numbered = ((group, number % _SHADES + 1) for number, group in enumerate(catalogue.groups))
        # The groups of the criteria that count, with the numbers of their colours.
        self.shaded = [(group, shade) for group, shade in numbered if group.slug in groups]
        _, percents = rounded_parts([100 * level.weight for level in counting], total=100)
        self.percents = {level.criterion: percent for level, percent in zip(counting, percents, strict=True)}
        levels = sorted(recommendation.levels, key=lambda level: -level.weight)
        self.levels = [self.priority(level) for level in levels]
        self.priorities = self.levels[: len(counting)]

    def bar(self, placed: Placed) -> Bar:
        by_group: dict[str, list[Part]] = {group.slug: [] for group, _ in self.shaded}
        for part in placed.parts:
            by_group[self.criteria[part.criterion].group].append(part)
        segments: list[Segment] = []
        start = 0.0
        for group, shade in self.shaded:
            parts = by_group[group.slug]
            width = 100 * sum(part.contribution for part in parts)
            points = sum(part.points for part in parts)
            segments.append(Segment(group=group, points=points, start=start, width=width, shade=shade))
            start += width
        framework = self.catalogue.framework_by_slug[placed.framework]
        return Bar(framework=framework, placed=placed, segments=tuple(segments))

    def legend(self) -> list[tuple[Group, int, str]]:
        criteria = [priority.criterion for priority in self.priorities]
        return [(group, shade, _names_of(group, criteria)) for group, shade in self.shaded]

    def priority(self, level: Level) -> Priority:
        return Priority(
            criterion=self.criteria[level.criterion],
            level=level,
            because=[choice_clause(self.catalogue, origin.question, origin.choice) for origin in level.set_by],
            percent=self.percents.get(level.criterion, 0),
        )

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


def _side_by_side(bars: list[Bar], priorities: Iterable[Priority]) -> list[SideBySide]:
    frameworks = [bar.framework for bar in bars]
    parts = [{part.criterion: part for part in bar.placed.parts} for bar in bars]
    rows = []
    for priority in priorities:
        cells = cells_of(priority.criterion, frameworks)
        own = [by_criterion[priority.criterion.slug] for by_criterion in parts]
        rows.append(SideBySide(priority=priority, cells=list(zip(cells, own, strict=True))))
    return rows


def _failed(catalogue: Catalogue, framework: Framework, stated: StatedRequirement) -> FailedRequirement:
    cell = cell_of(framework, criterion_of(catalogue, stated.requirement.criterion))
    sources = cell.score.sources if cell.score else ()
    return FailedRequirement(
        words=requirement_words(catalogue, stated.requirement),
        cell=cell,
        sources=[catalogue.source_by_slug[slug] for slug in sources],
        because=f"you: “{_choice_text(catalogue, stated.set_by)}”" if stated.set_by else "set by you",
    )


def _names_of(group: Group, criteria: Iterable[Criterion]) -> str:
    """Return the first of the criteria that are in the group, in words: 'admin interface, testing and 2 more'."""
    names = [in_sentence(criterion.name) for criterion in criteria if criterion.group == group.slug]
    rest = len(names) - _NAMED
    return f"{', '.join(names[:_NAMED])} and {rest} more" if rest > 1 else joined(names)


def _choice_text(catalogue: Catalogue, origin: Origin) -> str:
    choices = catalogue.question_by_slug[origin.question].choices
    return next(choice.text for choice in choices if choice.slug == origin.choice)
