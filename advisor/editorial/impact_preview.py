"""How unpublished changes would affect the advice, as shown to editors."""

from typing import Any

from msgspec import Struct

from advisor.advice.impact import FrameworkImpact, Impact, ScenarioImpact, ScenarioRanking, impact
from advisor.advice.scenarios import Tally
from advisor.editorial.unseen import unseen
from advisor.models import KeptDecision
from advisor.watching.kept import kept_changes, kept_words
from comparisons.catalogue.value import Catalogue, Framework
from comparisons.catalogue.wording import joined

# How many totals the line of a scenario names.
_LARGEST = 3


def consequences(old: Catalogue, new: Catalogue) -> dict[str, Any]:
    """Return template context about the effect on the advice of replacing `old` by `new`."""
    kept = kept_changes(old, new, KeptDecision.objects.all())
    return {
        "consequences_template": "admin/_impact.html",
        "impact": _ImpactText(old, new).page(),
        "kept": kept,
        "kept_words": kept_words(kept),
    }


class Share(Struct, frozen=True):
    name: str
    before: str
    after: str

    @property
    def changes(self) -> bool:
        return self.before != self.after


class FirstPlaceChange(Struct, frozen=True):
    """A scenario with its first place and outcome before and after."""

    title: str
    before: str
    after: str
    was: str
    becomes: str


class TotalChanges(Struct, frozen=True):
    """A scenario with the largest changes of totals, as text."""

    title: str
    largest: str
    others: int
    ranking: str


class FrameworkChange(Struct, frozen=True):
    """A framework with the changes of its totals over all scenarios."""

    name: str
    mean: str
    largest: str
    scenario: str
    ranking: str


class Page(Struct, frozen=True):
    scenarios: int
    shares: list[Share]
    turning: list[FirstPlaceChange]
    frameworks: list[FrameworkChange]
    moving: list[TotalChanges]
    unseen: list[str]


class _ImpactText:
    """Describes an impact with the names of frameworks and scenarios."""

    def __init__(self, old: Catalogue, new: Catalogue) -> None:
        self.impact: Impact = impact(old, new)
        self.frameworks: dict[str, Framework] = {**old.framework_by_slug, **new.framework_by_slug}
        self.unseen = unseen(old, new)
        self.titles = {scenario.slug: scenario.title for scenario in (*old.scenarios, *new.scenarios)}

    def page(self) -> Page:
        return Page(
            scenarios=len(self.impact.scenarios),
            shares=_shares(self.impact.before, self.impact.after),
            turning=[self.turn(one) for one in self.impact.turning],
            frameworks=[self.framework(one) for one in self.impact.frameworks],
            moving=[self.moves(one) for one in self.impact.moving],
            unseen=self.unseen,
        )

    def turn(self, one: ScenarioImpact) -> FirstPlaceChange:
        return FirstPlaceChange(
            title=one.scenario.title,
            before=self.first(one.before, "The project is new"),
            after=self.first(one.after, "The project is gone"),
            was=one.before.result.outcome.value if one.before else "",
            becomes=one.after.result.outcome.value if one.after else "",
        )

    def first(self, ranking: ScenarioRanking | None, absent: str) -> str:
        if ranking is None:
            return absent
        return self.names(ranking.first) or "None meets the must-haves"

    def framework(self, one: FrameworkImpact) -> FrameworkChange:
        return FrameworkChange(
            name=self.frameworks[one.framework].name,
            mean=_signed(one.mean),
            largest=_signed(one.largest),
            scenario=self.titles.get(one.scenario, ""),
            ranking=_entries(one.entering, one.leaving),
        )

    def moves(self, one: ScenarioImpact) -> TotalChanges:
        largest = one.moves[:_LARGEST]
        entries = [(self.names(one.entering), "now ranked"), (self.names(one.leaving), "now left out")]
        return TotalChanges(
            title=one.scenario.title,
            largest=", ".join(f"{self.frameworks[m.framework].name} {_signed(m.points)}" for m in largest),
            others=len(one.moves) - len(largest),
            ranking="; ".join(f"{label}: {names}" for names, label in entries if names),
        )

    def names(self, slugs: tuple[str, ...]) -> str:
        return joined([self.frameworks[slug].name for slug in slugs])


def _shares(before: Tally, after: Tally) -> list[Share]:
    return [
        Share(name=share.capitalize(), before=_percent(getattr(before, share)), after=_percent(getattr(after, share)))
        for share in ("right", "neutral", "grave")
    ]


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _entries(entering: int, leaving: int) -> str:
    parts = [f"now ranked in {entering}"] if entering else []
    return "; ".join([*parts, f"now left out in {leaving}"] if leaving else parts)


def _signed(points: float) -> str:
    """Return points with a sign, except for zero: '+2.1', '−0.4', '0.0'."""
    text = f"{abs(points):.1f}"
    return text if text == "0.0" else f"{'+' if points > 0 else '−'}{text}"
