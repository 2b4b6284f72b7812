"""Several people's advice arranged for its page: names instead of slugs, rows and cells in one order. Pure."""

from msgspec import Struct

from advisor.advice.recommendation import Placed, Ranked
from advisor.advice.words import ordinal, requirement_words
from advisor.together import words
from advisor.together.agreement import (
    Division,
    MustHave,
    Pull,
    alike,
    divisions,
    excluded_by_all,
    in_all_first,
    must_haves,
)
from advisor.together.group import Group, absences
from comparisons.catalogue.value import Catalogue, Criterion, Framework
from comparisons.comparison import Cell, cell_of

__all__ = ["TogetherPage", "together_page"]

# How many rivals, criteria that divide and frameworks under the mean are told in full.
_RIVALS, _PULLS, _FIRST = 3, 8, 4


class Place(Struct, frozen=True):
    """Where a framework stands with one person or under the mean; `aside` says why it has no rank."""

    rank: int
    points: int
    aside: str = ""

    @property
    def ordinal(self) -> str:
        return ordinal(self.rank)


class RankRow(Struct, frozen=True):
    framework: Framework
    mean: Place
    places: list[Place]


class AlikeRow(Struct, frozen=True):
    criterion: Criterion
    lowest: int
    highest: int


class PullRow(Struct, frozen=True):
    """A criterion that divides: what the two frameworks have there, how much it weighs for each, what it does."""

    criterion: Criterion
    one: Cell
    other: Cell
    percents: list[int]
    points: int


class DivisionPart(Struct, frozen=True):
    """What divides the people on two frameworks. `rest` is what the criteria without a row do together."""

    one: Framework
    other: Framework
    sentence: str
    most: str
    least: str
    points: int
    rows: list[PullRow]
    rest: int
    rest_count: int


class WeightRow(Struct, frozen=True):
    """A criterion's weight in percent for each person and on average, and the points that it adds."""

    criterion: Criterion
    percents: list[int]
    mean: int
    points: list[int]


class MustHaveRow(Struct, frozen=True):
    """A must-have in words, whose it is, and what the frameworks that it leaves out have there."""

    rule: str
    whose: str
    left_out: list[Cell]


class TogetherPage(Struct, frozen=True):
    verdict: str
    because: list[str]
    names: list[str]
    takes: list[str]
    ranked: list[RankRow]
    set_aside: list[RankRow]
    in_all_first: list[Framework]
    alike: list[AlikeRow]
    excluded_by_all: list[Framework]
    must_haves: list[MustHaveRow]
    among: list[str]
    divisions: list[DivisionPart]
    first: list[tuple[Framework, Placed]]
    weights: list[WeightRow]
    absences: dict[str, str]


def together_page(catalogue: Catalogue, group: Group) -> TogetherPage:
    return _Arrange(catalogue, group).page()


class _Arrange:
    def __init__(self, catalogue: Catalogue, group: Group) -> None:
        self.catalogue = catalogue
        self.group = group
        self.framework = catalogue.framework_by_slug
        self.criterion = catalogue.criterion_by_slug
        self.percents = [_percents(member.weights) for member in group.members]

    def page(self) -> TogetherPage:
        group, ranked = self.group, self.group.ranked
        found = divisions(self.catalogue, group)
        return TogetherPage(
            verdict=words.verdict_sentence(self.catalogue, group),
            because=self.because(found),
            names=[member.name for member in group.members],
            takes=[words.takes_words(self.catalogue, member) for member in group.members],
            ranked=[self.rank_row(placed.framework) for placed in ranked.ranking],
            set_aside=[self.rank_row(slug) for slug in self.set_aside()],
            in_all_first=[self.framework[slug] for slug in in_all_first(group)],
            alike=self.alike(),
            excluded_by_all=[self.framework[slug] for slug in excluded_by_all(group)],
            among=words.among_sentences(self.catalogue, group),
            must_haves=[self.must_have(one) for one in must_haves(group)],
            divisions=[self.division(one) for one in found[:_RIVALS]],
            first=[(self.framework[placed.framework], placed) for placed in ranked.ranking[:_FIRST]],
            weights=self.weights(),
            absences={one.name: words.absence_sentence(self.catalogue, one) for one in absences(self.catalogue, group)},
        )

    def because(self, found: tuple[Division, ...]) -> list[str]:
        alone = len({member.first for member in self.group.members}) == 1
        lines = [words.mean_sentence(self.catalogue, self.group)] if alone else []
        lines.append(words.lost_sentence(self.catalogue, self.group))
        lines += [words.dividing_sentence(self.catalogue, found[0])] if found and not alone else []
        return [line for line in lines if line]

    def set_aside(self) -> list[str]:
        """What the group leaves out and at least one of them considers."""
        ranked = {placed.framework for placed in self.group.ranked.ranking}
        considered = {slug for member in self.group.members for slug in member.placed}
        return [f.slug for f in self.catalogue.published_frameworks if f.slug in considered - ranked]

    def rank_row(self, slug: str) -> RankRow:
        return RankRow(
            framework=self.framework[slug],
            mean=_place(self.group.ranked, slug, "left out"),
            places=[_place(member.recommendation, slug, "not considered") for member in self.group.members],
        )

    def alike(self) -> list[AlikeRow]:
        rows = []
        for one in alike(self.group):
            shown = [own[one.criterion] for own in self.percents]
            rows.append(AlikeRow(criterion=self.criterion[one.criterion], lowest=min(shown), highest=max(shown)))
        return rows

    def division(self, division: Division) -> DivisionPart:
        rows = [self.pull(division, pull) for pull in division.pulls[:_PULLS]]
        return DivisionPart(
            one=self.framework[division.one],
            other=self.framework[division.other],
            sentence=words.leads_sentence(self.catalogue, self.group, division),
            most=division.most.name,
            least=division.least.name,
            points=division.points,
            rows=rows,
            rest=division.points - sum(row.points for row in rows),
            rest_count=len(division.pulls) - len(rows),
        )

    def pull(self, division: Division, pull: Pull) -> PullRow:
        criterion = self.criterion[pull.criterion]
        return PullRow(
            criterion=criterion,
            one=cell_of(self.framework[division.one], criterion),
            other=cell_of(self.framework[division.other], criterion),
            percents=[own[pull.criterion] for own in self.percents],
            points=pull.points,
        )

    def weights(self) -> list[WeightRow]:
        """Every criterion that counts for anyone, the weightiest first."""
        mean = _percents(self.group.weights)
        points = [{part.criterion: part.points for part in p.parts} for p in self.group.ranked.ranking[:_FIRST]]
        counting = [slug for slug, weight in self.group.weights.items() if weight > 0]
        return [
            WeightRow(
                criterion=self.criterion[slug],
                percents=[own[slug] for own in self.percents],
                mean=mean[slug],
                points=[own[slug] for own in points],
            )
            for slug in sorted(counting, key=lambda slug: -self.group.weights[slug])
        ]

    def must_have(self, must_have: MustHave) -> MustHaveRow:
        criterion = self.criterion[must_have.requirement.criterion]
        return MustHaveRow(
            rule=requirement_words(self.catalogue, must_have.requirement),
            whose=words.whose_words(must_have),
            left_out=[cell_of(self.framework[slug], criterion) for slug in must_have.leaves_out],
        )


def _percents(weights: dict[str, float]) -> dict[str, int]:
    return {criterion: round(100 * weight) for criterion, weight in weights.items()}


def _place(ranked: Ranked, slug: str, otherwise: str) -> Place:
    for placed in ranked.ranking:
        if placed.framework == slug:
            return Place(rank=placed.rank, points=placed.points)
    if slug in [one.framework for one in ranked.unconfirmed]:
        return Place(rank=0, points=0, aside="not confirmed")
    excluded = slug in [one.framework for one in ranked.excluded]
    return Place(rank=0, points=0, aside="left out" if excluded else otherwise)
