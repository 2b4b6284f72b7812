"""Whether a decision still holds, in words and as data. Pure."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from advisor.advice.since.decision_events import Event, EventKind, Pairs, Standing, events_between, standing
from advisor.advice.wording import few_of
from comparisons.cards.framework import Badge, badge_with
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import joined

# The most names that a badge holds.
_ON_BADGE = 2


class State(StrEnum):
    """Nothing that matters changed; something did, but the first place is the same; the first place changed."""

    HOLDS = "holds"
    CHANGED = "changed"
    FLIPPED = "flipped"


# Colours of badges, as in site.css.
_FILLS = {State.HOLDS: "#0b5c5c", State.CHANGED: "#8a5a00", State.FLIPPED: "#a12622"}


class Status(Struct, frozen=True):
    """How a decision stood in the edition `decided`, how it stands in the edition `current`, and what happened."""

    decided: int
    current: int
    then: Standing
    today: Standing
    events: tuple[Event, ...]

    @property
    def state(self) -> State:
        if not self.events:
            return State.HOLDS
        is_flipped = any(event.kind is EventKind.FIRST_PLACE for event in self.events)
        return State.FLIPPED if is_flipped else State.CHANGED

    @property
    def exit_code(self) -> int:
        """The exit code of a check: 0 as long as the decision holds, else 1."""
        return 0 if self.state is State.HOLDS else 1

    @property
    def sentence(self) -> str:
        told = " ".join(event.words for event in self.events)
        if self.state is State.FLIPPED:
            return told
        if self.decided == self.current:
            return f"{self._first('comes', 'come')}. Edition {self.current} is the current one."
        still = self._first("still comes", "still come")
        if self.events:
            return f"{still}, but look again. {told}"
        return f"{still}. Nothing that matters to this decision has changed since edition {self.decided}."

    def _first(self, one: str, several: str) -> str:
        names = few_of(self.today.first_names)
        if not names:
            return "Still no framework meets all your must-haves" if "still" in one else "No framework meets them all"
        return f"{joined(names)} {one if len(names) == 1 else several} first"

    @property
    def message(self) -> str:
        """The state in a few words: 'Django, still first, edition 7'."""
        edition = f"edition {self.current}"
        then, today = (_short(standing.first_names) for standing in (self.then, self.today))
        if self.state is State.FLIPPED:
            return f"now {today or 'nothing fits'}{f', not {then}' if then and today else ''}, {edition}"
        if self.state is State.CHANGED:
            return f"{today}, still first but look again, {edition}" if today else f"look again, {edition}"
        still = "" if self.decided == self.current else "still "
        return f"{today}, {still}first, {edition}" if today else f"{still}nothing fits, {edition}"


def status(decided: int, then: Catalogue, current: int, today: Catalogue, pairs: Pairs) -> Status:
    """Return the status of the decision with these parameters, from the edition `decided` to the edition `current`."""
    before, after = standing(then, pairs), standing(today, pairs)
    return Status(decided=decided, current=current, then=before, today=after, events=events_between(before, after))


def status_badge(found: Status) -> Badge:
    return badge_with(found.message, f"Our choice of framework: {found.message}", _FILLS[found.state])


def _short(names: list[str]) -> str:
    return joined(names if len(names) <= _ON_BADGE else [names[0], f"{len(names) - 1} others"])


class Named(Struct, frozen=True):
    slug: str
    name: str


class EditionStanding(Struct, frozen=True):
    """How a decision stands in an edition, as data. `first` are several if they tie, none if nothing is left."""

    edition: int
    published_at: datetime
    first: tuple[Named, ...]
    verdict: str


class StatusDocument(Struct, frozen=True):
    """The status as data. `first_place_holds` is enough for whoever waits for a new first place only."""

    decision: str
    state: State
    sentence: str
    exit_code: int
    first_place_holds: bool
    decided: EditionStanding
    today: EditionStanding
    events: tuple[Event, ...]


def status_document(found: Status, decision: str, decided_at: datetime, current_at: datetime) -> StatusDocument:
    """Return the status of the decision at the address `decision`, with the times of both editions."""
    return StatusDocument(
        decision=decision,
        state=found.state,
        sentence=found.sentence,
        exit_code=found.exit_code,
        first_place_holds=found.state is not State.FLIPPED,
        decided=_edition_standing(found.then, found.decided, decided_at),
        today=_edition_standing(found.today, found.current, current_at),
        events=found.events,
    )


def _edition_standing(standing: Standing, edition: int, published_at: datetime) -> EditionStanding:
    named = zip(standing.first, standing.first_names, strict=True)
    first = tuple(Named(slug, name) for slug, name in named)
    return EditionStanding(edition=edition, published_at=published_at, first=first, verdict=standing.verdict)
