"""What becomes of the advice for the stored scenarios when one catalogue takes the place of another. Pure."""

from functools import cached_property
from statistics import fmean

from msgspec import Struct

from advisor.advice.recommendation import totals
from advisor.advice.scenarios import Played, Tally, answers_of, judged, tally
from comparisons.catalogue.value import Catalogue, Scenario
from comparisons.ranking.additive import ranks

# Points of 100 that are shown as 0.0 are no move.
_SHOWN = 0.05


class Standing(Struct, frozen=True):
    """How a scenario stands in one catalogue: `totals` between 0 and 1, `first` in the first place, several if tied."""

    played: Played
    totals: dict[str, float]
    first: tuple[str, ...]


class Move(Struct, frozen=True):
    """By how many points of 100 a framework's total moves that is ranked before and after."""

    framework: str
    points: float


class ScenarioImpact(Struct, frozen=True, dict=True):
    """A scenario before and after; None where the catalogue does not hold it."""

    before: Standing | None
    after: Standing | None

    @property
    def scenario(self) -> Scenario:
        standing = self.after or self.before
        assert standing is not None, "a scenario stands in one of the two catalogues"
        return standing.played.scenario

    @property
    def turns(self) -> bool:
        """Tell whether its first place or its outcome is another, or the scenario is new or gone."""
        if self.before is None or self.after is None:
            return True
        return self.before.first != self.after.first or self.before.played.outcome is not self.after.played.outcome

    @cached_property
    def points(self) -> dict[str, float]:
        """How many points of 100 each framework gains that is ranked before and after; below zero: loses."""
        if self.before is None or self.after is None:
            return {}
        old, new = self.before.totals, self.after.totals
        return {slug: 100 * (new[slug] - old[slug]) for slug in old if slug in new}

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The totals that move, the largest move first."""
        found = [Move(framework=slug, points=points) for slug, points in self.points.items() if abs(points) >= _SHOWN]
        return tuple(sorted(found, key=lambda move: (-abs(move.points), move.framework)))

    @cached_property
    def entering(self) -> tuple[str, ...]:
        """Frameworks that are ranked only after."""
        return self._only(self.after, self.before)

    @cached_property
    def leaving(self) -> tuple[str, ...]:
        """Frameworks that are ranked only before."""
        return self._only(self.before, self.after)

    def _only(self, here: Standing | None, there: Standing | None) -> tuple[str, ...]:
        return tuple(sorted(here.totals.keys() - there.totals.keys())) if here and there else ()


class FrameworkImpact(Struct, frozen=True):
    """A framework over all scenarios. `mean` is over those that rank it before and after, `largest` the one of them.

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
        return tuple(one for one in self.scenarios if one.turns)

    @property
    def moving(self) -> tuple[ScenarioImpact, ...]:
        return tuple(one for one in self.scenarios if one.moves or one.entering or one.leaving)


def impact(before: Catalogue, after: Catalogue) -> Impact:
    """Return what changes for the scenarios of two sound catalogues when the second takes the place of the first."""
    old, new = _standings(before), _standings(after)
    scenarios = tuple(
        ScenarioImpact(before=old.get(slug), after=new.get(slug)) for slug in sorted(old.keys() | new.keys())
    )
    return Impact(
        scenarios=scenarios,
        frameworks=tuple(_frameworks(scenarios)),
        before=tally(standing.played for standing in old.values()),
        after=tally(standing.played for standing in new.values()),
    )


def _standings(catalogue: Catalogue) -> dict[str, Standing]:
    return {scenario.slug: _standing(catalogue, scenario) for scenario in catalogue.scenarios}


def _standing(catalogue: Catalogue, scenario: Scenario) -> Standing:
    ranked = totals(catalogue, answers_of(scenario))
    placed = zip(ranked, ranks(list(ranked.values())), strict=True)
    first = tuple(sorted(framework for framework, rank in placed if rank == 1))
    return Standing(played=judged(scenario, ranked), totals=ranked, first=first)


def _frameworks(scenarios: tuple[ScenarioImpact, ...]) -> tuple[FrameworkImpact, ...]:
    """Sum up every framework that moves, enters or leaves anywhere, the largest move first."""
    slugs = {move.framework for one in scenarios for move in one.moves}
    slugs |= {slug for one in scenarios for slug in (*one.entering, *one.leaving)}
    found = [_framework(slug, scenarios) for slug in slugs]
    return tuple(sorted(found, key=lambda one: (-abs(one.largest), one.framework)))


def _framework(slug: str, scenarios: tuple[ScenarioImpact, ...]) -> FrameworkImpact:
    moves = [(one.points[slug], one.scenario.slug) for one in scenarios if slug in one.points]
    largest, scenario = max(moves, key=lambda move: abs(move[0]), default=(0.0, ""))
    return FrameworkImpact(
        framework=slug,
        mean=fmean(points for points, _ in moves) if moves else 0.0,
        largest=largest,
        scenario=scenario,
        entering=sum(slug in one.entering for one in scenarios),
        leaving=sum(slug in one.leaving for one in scenarios),
    )
