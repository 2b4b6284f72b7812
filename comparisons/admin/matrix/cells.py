"""A cell of the matrix, and how its shown, stored and submitted values are compared.

Conflicts are detected as in `comparisons.admin.conflicts`, but for each cell: a cell that the editor did not change is
left as it is stored. For one that two editors changed, the second decides with `choice`: 'stored', or 'mine' followed
by the revision to overwrite.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from django import forms
from django.core.exceptions import ValidationError

from comparisons.admin.fields import LONGEST, PlainText, number_problem
from comparisons.models import Criterion, Framework, Kind, Score, Source

_SHOWN = re.compile(r"([0-9]{1,9})\|([^|]*)\|([a-z]*)")
_NO_REASON = "Give the reason: the facts behind the value."
_REASON = PlainText(max_length=LONGEST, error_messages={"required": _NO_REASON})
_VERSION = PlainText(max_length=30, error_messages={"required": "Say which version the reason is about."})
_CONFIDENCES = dict(Score.CONFIDENCES)


class Shown(NamedTuple):
    """A score as a page showed it, written '3|7.5|high' in a hidden field. Unknown scores have revision 0."""

    revision: int = 0
    value: str = ""
    confidence: str = ""

    @classmethod
    def of(cls, score: Score | None) -> Self:
        if score is None:
            return cls()
        value = str(score.kind_id) if score.value is None else _written(score.value)
        return cls(score.revision, value, score.confidence)

    @classmethod
    def read(cls, text: str) -> Self:
        """Parse the hidden field. Invalid text gives revision -1, which no stored score has."""
        found = _SHOWN.fullmatch(text)
        return cls(int(found[1]), found[2], found[3]) if found else cls(-1)

    def __str__(self) -> str:
        return f"{self.revision}|{self.value}|{self.confidence}"


class Sent(NamedTuple):
    value: str
    confidence: str
    seen: Shown
    choice: str = ""
    reason: str = ""
    version: str = ""
    sources: str = ""


@dataclass
class Cell:
    framework: Framework
    criterion: Criterion
    score: Score | None
    may_edit: bool
    stale: bool = False
    errors: list[str] = field(default_factory=list)
    in_conflict: bool = False
    asks_reason: bool = False
    reason: str = ""
    version: str = ""
    # Slugs of the sources of a new reason, as they were typed.
    cited: str = ""
    saved_last: str = ""

    def __post_init__(self) -> None:
        self.stored = Shown.of(self.score)
        self.show(self.stored)
        self.seen = self.stored

    def show(self, shown: Shown | Sent) -> None:
        """Set the values of the inputs."""
        self.value, self.confidence = shown.value, shown.confidence

    @property
    def key(self) -> str:
        return f"{self.framework.pk}-{self.criterion.pk}"

    @property
    def name(self) -> str:
        return f"{self.framework.name}, {self.criterion.name}"

    @property
    def sources(self) -> int:
        return getattr(self.score, "source_count", 0)

    @property
    def kinds(self) -> list[Kind]:
        has_kinds = self.criterion.scale_type == Criterion.ScaleType.KINDS
        return list(self.criterion.kinds.all()) if has_kinds else []

    @property
    def lacks_reason_only(self) -> bool:
        return self.asks_reason and not self.in_conflict and self.errors == [_NO_REASON]

    @property
    def stored_in_words(self) -> str:
        return self.in_words(self.stored)

    @property
    def mine_in_words(self) -> str:
        return self.in_words(Shown(0, self.value, self.confidence))

    def in_words(self, shown: Shown) -> str:
        value = next((kind.name for kind in self.kinds if str(kind.pk) == shown.value), shown.value)
        confidence = _CONFIDENCES.get(shown.confidence, shown.confidence).lower()
        return ", ".join(part for part in (value, confidence) if part) or "nothing"


class Change(NamedTuple):
    """Valid new values of a cell that differ from the stored ones."""

    cell: Cell
    value: float | None
    kind: Kind | None
    confidence: str
    reason: str
    version: str
    # The keys of the sources of a new reason.
    cited: tuple[int, ...] = ()

    @property
    def added(self) -> bool:
        return self.cell.stored == Shown()


def settle(cell: Cell, sent: Sent) -> Change | None:
    """Return the change to save, or None. Errors and conflicts are set on the cell."""
    changed_value = not _same(sent.value, sent.seen.value)
    changed_confidence = sent.confidence != sent.seen.confidence
    if not (changed_value or changed_confidence) or sent.choice == "stored" or _is_stored(cell, sent):
        return None
    cell.show(sent)
    cell.reason, cell.version, cell.cited = sent.reason, sent.version, sent.sources
    if not cell.may_edit:
        cell.errors.append("You may not change this.")
    elif sent.seen.revision != cell.stored.revision and sent.choice != f"mine {cell.stored.revision}":
        cell.in_conflict, cell.seen, cell.asks_reason = True, sent.seen, bool(sent.reason)
        if cell.score is not None:
            # Use the stored values of inputs that the editor did not change.
            cell.value = sent.value if changed_value else cell.stored.value
            cell.confidence = sent.confidence if changed_confidence else cell.stored.confidence
    else:
        return _validated(cell)
    return None


def _is_stored(cell: Cell, sent: Sent) -> bool:
    """Whether the submitted values are stored already and no reason was given."""
    same = _same(sent.value, cell.stored.value) and sent.confidence == cell.stored.confidence
    return same and not sent.reason.strip()


def _validated(cell: Cell) -> Change | None:
    value = kind = None
    if cell.criterion.scale_type == Criterion.ScaleType.KINDS:
        kind = _kind(cell)
    else:
        value = _number(cell)
    if cell.confidence not in _CONFIDENCES:
        cell.errors.append("Choose a confidence.")
    cited: tuple[int, ...] = ()
    if cell.score is None or cell.reason.strip():
        _check_reason(cell)
        cited = _sources(cell)
    return None if cell.errors else Change(cell, value, kind, cell.confidence, cell.reason, cell.version, cited)


def _sources(cell: Cell) -> tuple[int, ...]:
    """Return the keys of the sources that were typed by their slugs."""
    slugs = [slug for slug in re.split(r"[\s,;]+", cell.cited) if slug]
    known = dict(Source.objects.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}
    if unknown := [slug for slug in slugs if slug not in known]:
        cell.errors.append(f"There is no source {', '.join(unknown)}. Choose from the list, or add it first.")
    return tuple(known.values())


def _kind(cell: Cell) -> Kind | None:
    found = next((kind for kind in cell.kinds if str(kind.pk) == cell.value), None)
    if found is None:
        cell.errors.append(_missing(cell) if not cell.value else f"Choose one of the kinds of {cell.criterion}.")
    return found


def _number(cell: Cell) -> float | None:
    try:
        value: float | None = forms.FloatField(required=False).clean(cell.value)
    except ValidationError as error:
        cell.errors += error.messages
        return None
    problem = _missing(cell) if value is None else number_problem(cell.criterion, value)
    if problem:
        cell.errors.append(problem)
    return value


def _missing(cell: Cell) -> str:
    if cell.score is None:
        return "Give a value, or take the confidence back."
    return "Give a value. To make it unknown, delete the score on its own page."


def _check_reason(cell: Cell) -> None:
    cell.asks_reason = True
    cell.version = cell.version or cell.framework.latest_version
    try:
        cell.reason = _REASON.clean(cell.reason)
        cell.version = _VERSION.clean(cell.version)
    except ValidationError as error:
        cell.errors += error.messages


def _written(value: float) -> str:
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def _same(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return one.strip() == other.strip()
