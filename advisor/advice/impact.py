"""The effect of a changed catalogue on the advice for the stored scenarios. Pure."""

from functools import cached_property
from statistics import fmean

from msgspec import Struct

from advisor.advice.recommendation import totals
from advisor.advice.scenarios import ScenarioResult, Tally, answers_of, scenario_result, tally
from comparisons.catalogue.changes.renaming import with_slugs_of
from comparisons.catalogue.value import Catalogue, Scenario
from comparisons.ranking.additive import ranks

# Changes that round to 0.0 points do not count.
_SHOWN = 0.05


class ScenarioRanking(Struct, frozen=True):
    """A scenario's ranking in one catalogue: `totals` (0..1) by framework; `first` are several if they tie."""

    result: ScenarioResult
    totals: dict[str, float]
    first: tuple[str, ...]


class TotalChange(Struct, frozen=True):
    """The change of a framework's total, in points of 100. It is ranked before and after."""

    framework: str
    points: float


class ScenarioImpact(Struct, frozen=True, dict=True):
    """A scenario before and after; None if the catalogue does not have it."""

    before: ScenarioRanking | None
    after: ScenarioRanking | None

    @property
    def scenario(self) -> Scenario:
        ranking = self.after or self.before
        assert ranking is not None, "a scenario stands in one of the two catalogues"
        return ranking.result.scenario

    @property
    def changes_first_place(self) -> bool:
        """Return whether the first place or the outcome differs, or the scenario is new or removed."""
        if self.before is None or self.after is None:
            return True
        return self.before.first != self.after.first or self.before.result.outcome is not self.after.result.outcome

    @cached_property
    def points(self) -> dict[str, float]:
        """The change of each total in points of 100, of the frameworks ranked before and after."""
        if self.before is None or self.after is None:
            return {}
        old, new = self.before.totals, self.after.totals
        return {slug: 100 * (new[slug] - old[slug]) for slug in old if slug in new}

    @cached_property
    def moves(self) -> tuple[TotalChange, ...]:
        """The changes of totals that count, the largest first."""
        found = [
            TotalChange(framework=slug, points=points) for slug, points in self.points.items() if abs(points) >= _SHOWN
        ]
        return tuple(sorted(found, key=lambda move: (-abs(move.points), move.framework)))

    @cached_property
    def entering(self) -> tuple[str, ...]:
        """Frameworks that are ranked only after."""
        return self._only(self.after, self.before)

    @cached_property
    def leaving(self) -> tuple[str, ...]:
        """Frameworks that are ranked only before."""
        return self._only(self.before, self.after)

    def _only(self, here: ScenarioRanking | None, there: ScenarioRanking | None) -> tuple[str, ...]:
        return tuple(sorted(here.totals.keys() - there.totals.keys())) if here and there else ()


class FrameworkImpact(Struct, frozen=True):
    """A framework's changes in all scenarios, in points of 100.

    `mean` and `largest` are over the scenarios that rank it before and after; `scenario` has the largest change.
    `entering` and `leaving` count the scenarios that rank it only after, or only before.
    """

    framework: str
    mean: float
    largest: float
    scenario: str
    entering: int
    leaving: int


class Impact(Struct, frozen=True):
    scenarios: tuple[ScenarioImpact, ...]
    frameworks: tuple[FrameworkImpact, ...]
    before: Tally
    after: Tally

    @property
    def turning(self) -> tuple[ScenarioImpact, ...]:
        return tuple(change for change in self.scenarios if change.changes_first_place)

    @property
    def moving(self) -> tuple[ScenarioImpact, ...]:
        return tuple(change for change in self.scenarios if change.moves or change.entering or change.leaving)


def impact(before: Catalogue, after: Catalogue) -> Impact:
    """Return the effect of replacing a catalogue by another, with the slugs of `after`. Both must pass `check`.

    Scenarios that are set aside are not played: one that `after` sets aside is gone.
    """
    old, new = _rankings(with_slugs_of(before, after)), _rankings(after)
    scenarios = tuple(
        ScenarioImpact(before=old.get(slug), after=new.get(slug)) for slug in sorted(old.keys() | new.keys())
    )
    return Impact(
        scenarios=scenarios,
        frameworks=tuple(_frameworks(scenarios)),
        before=tally(ranking.result for ranking in old.values()),
        after=tally(ranking.result for ranking in new.values()),
    )


def _rankings(catalogue: Catalogue) -> dict[str, ScenarioRanking]:
    return {scenario.slug: _ranking(catalogue, scenario) for scenario in catalogue.scenarios_in_use}


def _ranking(catalogue: Catalogue, scenario: Scenario) -> ScenarioRanking:
    ranked = totals(catalogue, answers_of(scenario))
    placed = zip(ranked, ranks(list(ranked.values())), strict=True)
    first = tuple(sorted(framework for framework, rank in placed if rank == 1))
    return ScenarioRanking(result=scenario_result(scenario, ranked), totals=ranked, first=first)


def _frameworks(scenarios: tuple[ScenarioImpact, ...]) -> tuple[FrameworkImpact, ...]:
    """Return every framework that changes, enters or leaves in a scenario, the largest change first."""
    slugs = {move.framework for change in scenarios for move in change.moves}
    slugs |= {slug for change in scenarios for slug in (*change.entering, *change.leaving)}
    found = [_framework(slug, scenarios) for slug in slugs]
    return tuple(sorted(found, key=lambda framework: (-abs(framework.largest), framework.framework)))


def _framework(slug: str, scenarios: tuple[ScenarioImpact, ...]) -> FrameworkImpact:
    moves = [(change.points[slug], change.scenario.slug) for change in scenarios if slug in change.points]
    largest, scenario = max(moves, key=lambda move: abs(move[0]), default=(0.0, ""))
    return FrameworkImpact(
        framework=slug,
        mean=fmean(points for points, _ in moves) if moves else 0.0,
        largest=largest,
        scenario=scenario,
        entering=sum(slug in change.entering for change in scenarios),
        leaving=sum(slug in change.leaving for change in scenarios),
    )
