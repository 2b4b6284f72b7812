"""The data of the page of a group: names instead of slugs, and table rows in display order. Pure."""

from msgspec import Struct

from advisor.advice.recommendation import Placed, Ranked
from advisor.advice.wording import ordinal, requirement_words
from advisor.together import wording
from advisor.together.absences import absences
from advisor.together.agreement import (
    Difference,
    Disagreement,
    RequirementAgreement,
    disagreements,
    excluded_by_all,
    in_all_first,
    requirement_agreements,
    shared_weights,
)
from advisor.together.conflict import Conflict, conflict
from advisor.together.group import Group
from comparisons.catalogue.house_rules import criterion_of
from comparisons.catalogue.value import Catalogue, Criterion, Framework
from comparisons.content.comparison import Cell, cell_of

# How many rivals, differences and frameworks under the mean the page shows.
_RIVALS, _DIFFERENCES, _FIRST = 3, 8, 4


class Place(Struct, frozen=True):
    """A framework's rank and points of 100, for a person or on average; `note` says why it has no rank."""

    rank: int
    points: int
    note: str = ""

    @property
    def ordinal(self) -> str:
        return ordinal(self.rank)


class RankRow(Struct, frozen=True):
    framework: Framework
    mean: Place
    places: list[Place]


class SharedWeightRow(Struct, frozen=True):
    criterion: Criterion
    lowest: int
    highest: int


class DifferenceRow(Struct, frozen=True):
    """A criterion on which members differ: both scores, its weight in percent for each member, the points."""

    criterion: Criterion
    one: Cell
    other: Cell
    percents: list[int]
    points: int


class DisagreementPart(Struct, frozen=True):
    """How members differ on two frameworks. `rest` are the points of the `rest_count` criteria without a row."""

    one: Framework
    other: Framework
    sentence: str
    most: str
    least: str
    points: int
    rows: list[DifferenceRow]
    rest: int
    rest_count: int


class WeightRow(Struct, frozen=True):
    """A criterion's weight in percent for each member and in the mean, and its points for the first frameworks."""

    criterion: Criterion
    percents: list[int]
    mean: int
    points: list[int]


class RequirementRow(Struct, frozen=True):
    """A requirement in words, who set it, and the values of the frameworks that it excludes."""

    rule: str
    whose: str
    excluded_cells: list[Cell]


class TogetherPage(Struct, frozen=True):
    verdict: str
    because: list[str]
    names: list[str]
    takes: list[str]
    ranked: list[RankRow]
    unranked: list[RankRow]
    in_all_first: list[Framework]
    shared_weights: list[SharedWeightRow]
    excluded_by_all: list[Framework]
    requirements: list[RequirementRow]
    among: list[str]
    disagreements: list[DisagreementPart]
    first: list[tuple[Framework, Placed]]
    weights: list[WeightRow]
    absences: dict[str, str]


def together_page(catalogue: Catalogue, group: Group) -> TogetherPage:
    return _PageBuilder(catalogue, group).page()


class _PageBuilder:
    def __init__(self, catalogue: Catalogue, group: Group) -> None:
        self.catalogue = catalogue
        self.group = group
        self.framework = catalogue.framework_by_slug
        self.criterion = catalogue.criterion_by_slug
        self.percents = [_percents(member.weights) for member in group.members]

    def page(self) -> TogetherPage:
        group, ranked = self.group, self.group.ranked
        found, clash = disagreements(self.catalogue, group), conflict(self.catalogue, group)
        return TogetherPage(
            verdict=wording.conflict_sentence(self.catalogue, clash)
            if clash
            else wording.verdict_sentence(self.catalogue, group),
            because=self.because(found, clash),
            names=[member.name for member in group.members],
            takes=[wording.takes_words(self.catalogue, member) for member in group.members],
            ranked=[self.rank_row(placed.framework) for placed in ranked.ranking],
            unranked=[self.rank_row(slug) for slug in self.unranked()],
            in_all_first=[self.framework[slug] for slug in in_all_first(group)],
            shared_weights=self.shared_weights(),
            excluded_by_all=[self.framework[slug] for slug in excluded_by_all(group)],
            among=wording.among_sentences(self.catalogue, group),
            requirements=[self.requirement(one) for one in requirement_agreements(group)],
            disagreements=[self.disagreement(one) for one in found[:_RIVALS]],
            first=[(self.framework[placed.framework], placed) for placed in ranked.ranking[:_FIRST]],
            weights=self.weights(),
            absences={
                one.name: wording.absence_sentence(self.catalogue, one) for one in absences(self.catalogue, group)
            },
        )

    def because(self, found: tuple[Disagreement, ...], clash: Conflict | None) -> list[str]:
        alone = len({member.first for member in self.group.members}) == 1
        if clash:
            lines = [
                wording.trade_sentence(self.catalogue, clash),
                wording.verdict_sentence(self.catalogue, self.group),
            ]
        else:
            lines = [wording.mean_sentence(self.catalogue, self.group)] if alone else []
            lines.append(wording.lost_sentence(self.catalogue, self.group))
        lines += [wording.dividing_sentence(self.catalogue, found[0])] if found and not alone else []
        return [line for line in lines if line]

    def unranked(self) -> list[str]:
        """Return the frameworks that at least one member considers and the group does not rank."""
        ranked = {placed.framework for placed in self.group.ranked.ranking}
        considered = {slug for member in self.group.members for slug in member.placed}
        return [f.slug for f in self.catalogue.published_frameworks if f.slug in considered - ranked]

    def rank_row(self, slug: str) -> RankRow:
        return RankRow(
            framework=self.framework[slug],
            mean=_place(self.group.ranked, slug, "ruled out"),
            places=[_place(member.recommendation, slug, "not considered") for member in self.group.members],
        )

    def shared_weights(self) -> list[SharedWeightRow]:
        rows = []
        for one in shared_weights(self.group):
            shown = [own[one.criterion] for own in self.percents]
            rows.append(SharedWeightRow(criterion=self.criterion[one.criterion], lowest=min(shown), highest=max(shown)))
        return rows

    def disagreement(self, disagreement: Disagreement) -> DisagreementPart:
        rows = [self.difference(disagreement, difference) for difference in disagreement.differences[:_DIFFERENCES]]
        return DisagreementPart(
            one=self.framework[disagreement.one],
            other=self.framework[disagreement.other],
            sentence=wording.leads_sentence(self.catalogue, self.group, disagreement),
            most=disagreement.most.name,
            least=disagreement.least.name,
            points=disagreement.points,
            rows=rows,
            rest=disagreement.points - sum(row.points for row in rows),
            rest_count=len(disagreement.differences) - len(rows),
        )

    def difference(self, disagreement: Disagreement, difference: Difference) -> DifferenceRow:
        criterion = self.criterion[difference.criterion]
        return DifferenceRow(
            criterion=criterion,
            one=cell_of(self.framework[disagreement.one], criterion),
            other=cell_of(self.framework[disagreement.other], criterion),
            percents=[own[difference.criterion] for own in self.percents],
            points=difference.points,
        )

    def weights(self) -> list[WeightRow]:
        """Return a row for each criterion that has a weight for any member, heaviest first."""
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

    def requirement(self, agreement: RequirementAgreement) -> RequirementRow:
        criterion = criterion_of(self.catalogue, agreement.requirement.criterion)
        return RequirementRow(
            rule=requirement_words(self.catalogue, agreement.requirement),
            whose=wording.whose_words(agreement),
            excluded_cells=[cell_of(self.framework[slug], criterion) for slug in agreement.excludes],
        )


def _percents(weights: dict[str, float]) -> dict[str, int]:
    return {criterion: round(100 * weight) for criterion, weight in weights.items()}


def _place(ranked: Ranked, slug: str, otherwise: str) -> Place:
    for placed in ranked.ranking:
        if placed.framework == slug:
            return Place(rank=placed.rank, points=placed.points)
    if slug in [one.framework for one in ranked.unconfirmed]:
        return Place(rank=0, points=0, note="not confirmed")
    excluded = slug in [one.framework for one in ranked.excluded]
    return Place(rank=0, points=0, note="ruled out" if excluded else otherwise)
