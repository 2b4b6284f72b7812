"""What an edit would do to the advice, shown to editors before visitors get it."""

from typing import Any

from msgspec import Struct

from advisor.advice.scenarios import Tally
from advisor.advice.words import joined
from advisor.impact import FrameworkImpact, Impact, ScenarioImpact, Standing, impact
from comparisons.catalogue.value import Catalogue, Framework

__all__ = ["consequences"]

# How many totals a scenario's line names.
_LARGEST = 3


def consequences(old: Catalogue, new: Catalogue) -> dict[str, Any]:
    """Return what the page of changes shows of the advice."""
    return {"consequences_template": "admin/_impact.html", "impact": _Words(old, new).page()}


class Share(Struct, frozen=True):
    name: str
    before: str
    after: str

    @property
    def changes(self) -> bool:
        return self.before != self.after


class Turn(Struct, frozen=True):
    """A scenario with its first place and what that is, before and after."""

    title: str
    before: str
    after: str
    was: str
    becomes: str


class Moves(Struct, frozen=True):
    """A scenario with the totals that move most, in words."""

    title: str
    largest: str
    others: int
    ranking: str


class Framed(Struct, frozen=True):
    """A framework with how its totals move over all scenarios."""

    name: str
    mean: str
    largest: str
    scenario: str
    ranking: str


class Page(Struct, frozen=True):
    scenarios: int
    shares: list[Share]
    turning: list[Turn]
    frameworks: list[Framed]
    moving: list[Moves]


class _Words:
    """Says an impact, with names where there are any and slugs where not."""

    def __init__(self, old: Catalogue, new: Catalogue) -> None:
        self.impact: Impact = impact(old, new)
        self.frameworks: dict[str, Framework] = {**old.framework_by_slug, **new.framework_by_slug}
        self.titles = {scenario.slug: scenario.title for scenario in (*old.scenarios, *new.scenarios)}

    def page(self) -> Page:
        return Page(
            scenarios=len(self.impact.scenarios),
            shares=_shares(self.impact.before, self.impact.after),
            turning=[self.turn(one) for one in self.impact.turning],
            frameworks=[self.framework(one) for one in self.impact.frameworks],
            moving=[self.moves(one) for one in self.impact.moving],
        )

    def turn(self, one: ScenarioImpact) -> Turn:
        return Turn(
            title=one.scenario.title,
            before=self.first(one.before, "The project is new"),
            after=self.first(one.after, "The project is gone"),
            was=one.before.played.outcome.value if one.before else "",
            becomes=one.after.played.outcome.value if one.after else "",
        )

    def first(self, standing: Standing | None, absent: str) -> str:
        if standing is None:
            return absent
        return self.names(standing.first) or "None meets the must-haves"

    def framework(self, one: FrameworkImpact) -> Framed:
        return Framed(
            name=self.frameworks[one.framework].name,
            mean=_signed(one.mean),
            largest=_signed(one.largest),
            scenario=self.titles.get(one.scenario, ""),
            ranking=_entries(one.entering, one.leaving),
        )

    def moves(self, one: ScenarioImpact) -> Moves:
        largest = one.moves[:_LARGEST]
        said = [(self.names(one.entering), "now ranked"), (self.names(one.leaving), "now left out")]
        return Moves(
            title=one.scenario.title,
            largest=", ".join(f"{self.frameworks[m.framework].name} {_signed(m.points)}" for m in largest),
            others=len(one.moves) - len(largest),
            ranking="; ".join(f"{what}: {names}" for names, what in said if names),
        )

    def names(self, slugs: tuple[str, ...]) -> str:
        return joined([self.frameworks[slug].name for slug in slugs])


def _shares(before: Tally, after: Tally) -> list[Share]:
    named = {"Right": "right", "Neutral": "neutral", "Grave": "grave"}
    return [
        Share(name=name, before=_percent(getattr(before, share)), after=_percent(getattr(after, share)))
        for name, share in named.items()
    ]


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _entries(entering: int, leaving: int) -> str:
    said = [f"now ranked in {entering}"] if entering else []
    return "; ".join([*said, f"now left out in {leaving}"] if leaving else said)


def _signed(points: float) -> str:
    """Say points with their sign, zero without: '+2.1', '−0.4', '0.0'."""
    said = f"{abs(points):.1f}"
    return said if said == "0.0" else f"{'+' if points > 0 else '−'}{said}"
