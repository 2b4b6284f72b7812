"""How scores on a criterion moved from edition to edition. Pure."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from comparisons.catalogue.public import PublicChange
from comparisons.catalogue.value import Catalogue, Criterion, EditorialScale, Framework, KindScale, MeasuredScale
from comparisons.performance import value_function

Value = float | str | None
# Width and height of a line's drawing, in units of its own.
WIDTH, HEIGHT = 120, 30


class Stay(Struct, frozen=True):
    """A value as shown, and the first edition that has it; None: it had it before the editions that are compared."""

    since: int | None
    text: str


class ScoreLine(Struct, frozen=True):
    """The values of a score, oldest first, and the points of its line; "" on scales of kinds, and for a single value.

    Points lie between worst (bottom) and best (top), and between the oldest edition compared and the newest.
    """

    framework: Framework
    stays: tuple[Stay, ...]
    points: str


class Step(Struct, frozen=True):
    """An edition's number and its changes."""

    number: int
    changes: Sequence[PublicChange]


def score_lines(catalogue: Catalogue, criterion: Criterion, steps: Sequence[Step]) -> tuple[ScoreLine, ...]:
    """Return a line for each framework whose score on the criterion moved, in the catalogue's order.

    `steps` are the last editions, newest first. Values from before the scale changed are left out: they mean another
    thing.
    """
    usable = _with_this_scale(criterion, steps)
    lines = (_line(framework, criterion, usable) for framework in catalogue.public_frameworks.values())
    return tuple(line for line in lines if line is not None)


def _with_this_scale(criterion: Criterion, steps: Sequence[Step]) -> list[Step]:
    found = []
    for step in steps:
        found.append(step)
        if any(change.changes_scale and criterion.slug in change.criteria for change in step.changes):
            break
    return found


def _line(framework: Framework, criterion: Criterion, steps: Sequence[Step]) -> ScoreLine | None:
    moves: list[tuple[int, Value]] = []
    before: Value = None
    for step in steps:
        for old, new in _moves(framework, criterion, step.changes):
            moves.append((step.number, new))
            before = old
    if not moves:
        return None
    moved = [*([(None, before)] if before is not None else []), *reversed(moves)]
    stays = tuple(Stay(since=number, text=_text(criterion, value)) for number, value in moved)
    return ScoreLine(framework=framework, stays=stays, points=_points(criterion, moved, steps))


def _moves(framework: Framework, criterion: Criterion, changes: Iterable[PublicChange]) -> list[tuple[Value, Value]]:
    names = {framework.slug, *framework.aliases}
    criteria = {criterion.slug, *criterion.aliases}
    return [
        change.moved
        for change in changes
        if change.moved is not None and names & change.frameworks and criteria & change.criteria
    ]


def _text(criterion: Criterion, value: Value) -> str:
    if value is None:
        return "unknown"
    if isinstance(criterion.scale, KindScale):
        return next((kind.name for kind in criterion.scale.kinds if kind.slug == value), str(value))
    return f"{value:,g}" if isinstance(value, int | float) else str(value)


def _points(criterion: Criterion, moved: Sequence[tuple[int | None, Value]], steps: Sequence[Step]) -> str:
    """Return the points of a line that is level within an edition and falls or rises between two."""
    newest, oldest = steps[0].number, steps[-1].number - 1
    across = WIDTH / max(newest - oldest, 1)
    known = [(number, height) for number, value in moved if (height := _height(criterion, value)) is not None]
    if len(known) < 2:
        return ""
    points: list[tuple[float, float]] = []
    for number, height in known:
        x = 0.0 if number is None else across * (number - oldest)
        if points:
            points.append((x - across, points[-1][1]))
        points.append((x, height))
    points.append((float(WIDTH), points[-1][1]))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in dict.fromkeys(points))


def _height(criterion: Criterion, value: Value) -> float | None:
    scale = criterion.scale
    if not isinstance(value, int | float):
        return None
    if isinstance(scale, EditorialScale):
        return HEIGHT * (1 - value / 10)
    if isinstance(scale, MeasuredScale):
        return HEIGHT * (1 - value_function(scale)(value))
    return None
