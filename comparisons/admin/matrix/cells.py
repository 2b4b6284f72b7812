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

from comparisons.admin.fields import number_problem
from comparisons.admin.matrix.reasons import NO_REASON, Why, checked
from comparisons.models import Criterion, Framework, Kind, Score

_SHOWN = re.compile(r"([0-9]{1,9})\|([^|]*)\|([a-z]*)")
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
    why: Why = Why()
    # The digest of the reason that the cell showed, '' if it showed none that could be changed there.
    why_seen: str = ""

    @property
    def changes_why(self) -> bool:
        """Whether reason, version or sources were changed in the cell, or given where the page asked for them."""
        return self.why.seen != self.why_seen if self.why_seen else bool(self.why.reason.strip())


@dataclass
class Cell:
    framework: Framework
    criterion: Criterion
    score: Score | None
    may_edit: bool
    stale: bool = False
    # Whether reason, version and sources are shown in the cell.
    with_reason: bool = False
    errors: list[str] = field(default_factory=list)
    in_conflict: bool = False
    asks_reason: bool = False
    saved_last: str = ""

    def __post_init__(self) -> None:
        self.stored = Shown.of(self.score)
        self.show(self.stored)
        self.seen = self.stored
        self.why = Why(version=self.framework.latest_version)
        if self.score is not None:
            self.why = Why.of(self.score) if self.with_reason else Why()
        self.why_seen = self.why.seen if self.with_reason else ""

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
        return self.asks_reason and not self.in_conflict and self.errors == [NO_REASON]

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
    # Reason and version, None if they stay.
    why: Why | None = None
    # The keys of the sources, None if they stay.
    cited: tuple[int, ...] | None = None

    @property
    def added(self) -> bool:
        return self.cell.stored == Shown()


def settle(cell: Cell, sent: Sent) -> Change | None:
    """Return the change to save, or None. Errors and conflicts are set on the cell."""
    changed_value = not _same(sent.value, sent.seen.value)
    changed_confidence = sent.confidence != sent.seen.confidence
    # What was typed where the page asks for a reason goes with a new score, and not without its value.
    changed_why = sent.changes_why and bool(sent.why_seen or cell.score)
    changed = changed_value or changed_confidence or changed_why
    if not changed or sent.choice == "stored" or _is_stored(cell, sent):
        return None
    cell.show(sent)
    if sent.changes_why:
        cell.why, cell.why_seen = sent.why, sent.why_seen
    if not cell.may_edit:
        cell.errors.append("You may not change this.")
    elif sent.seen.revision != cell.stored.revision and sent.choice != f"mine {cell.stored.revision}":
        cell.in_conflict, cell.seen, cell.asks_reason = True, sent.seen, sent.changes_why
        if cell.score is not None:
            # Use the stored values of inputs that the editor did not change.
            cell.value = sent.value if changed_value else cell.stored.value
            cell.confidence = sent.confidence if changed_confidence else cell.stored.confidence
    else:
        return _validated(cell, sent)
    return None


def _is_stored(cell: Cell, sent: Sent) -> bool:
    """Whether the submitted values are stored already and no reason was given or changed."""
    same = _same(sent.value, cell.stored.value) and sent.confidence == cell.stored.confidence
    return same and not sent.changes_why


def _validated(cell: Cell, sent: Sent) -> Change | None:
    value = kind = None
    if cell.criterion.scale_type == Criterion.ScaleType.KINDS:
        kind = _kind(cell)
    else:
        value = _number(cell)
    if cell.confidence not in _CONFIDENCES:
        cell.errors.append("Choose a confidence.")
    cited = _check_why(cell, sent) if cell.score is None or sent.changes_why else None
    if cell.errors:
        return None
    return Change(cell, value, kind, cell.confidence, None if cited is None else cell.why, _replaced(cell, sent, cited))


def _check_why(cell: Cell, sent: Sent) -> tuple[int, ...]:
    """Return the keys of the sources. What was not typed in the cell itself is asked for above the grid."""
    cell.asks_reason = not (sent.why_seen and cell.why.reason.strip())
    if not cell.why.version.strip():
        cell.why = cell.why._replace(version=cell.framework.latest_version)
    cell.why, cited, errors = checked(cell.why)
    cell.errors += errors
    return cited


def _replaced(cell: Cell, sent: Sent, cited: tuple[int, ...] | None) -> tuple[int, ...] | None:
    """Return the sources that a score gets. The old ones stay if none were given with a reason above the grid."""
    return None if cell.score is not None and not sent.why_seen and not cited else cited


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


def _written(value: float) -> str:
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def _same(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return one.strip() == other.strip()
