"""What an application takes beside the bare program in the same run: ratios of interleaved rounds."""

from collections.abc import Callable, Sequence
from statistics import median

from msgspec import Struct

from benches.serving.paired import is_first, median_interval
from benches.serving.stolen import Undisturbed

# Nine pairs: the median lies between the second smallest and the second largest ratio with 96 %.
ROUNDS = 9
# How often a run is done at most while others take this machine's processors. Starts take seconds each.
TRIES, TRIES_OF_STARTS = 4, 2


class Ratio(Struct, frozen=True):
    """The median ratio of the application to the bare program, and its 95 % interval.

    `application` and `bare` hold the values of each round, `disturbed` counts the rounds that stayed disturbed.
    """

    unit: str
    ratio: float
    low: float
    high: float
    confidence: float
    application: tuple[float, ...]
    bare: tuple[float, ...]
    disturbed: int = 0


def ratio(unit: str, pairs: Sequence[tuple[float, float]], disturbed: int = 0) -> Ratio:
    """Return the ratio from pairs of application and bare program."""
    ratios = [one / other for one, other in pairs]
    interval = median_interval(ratios)
    application, bare = zip(*pairs, strict=True)
    return Ratio(
        unit,
        round(median(ratios), 4),
        round(interval.low, 4),
        round(interval.high, 4),
        round(interval.confidence, 4),
        tuple(round(value, 5) for value in application),
        tuple(round(value, 5) for value in bare),
        disturbed,
    )


def interleaved(
    unit: str, measure: Callable[[], float], bare: Callable[[], float], rounds: int = ROUNDS, tries: int = TRIES
) -> Ratio:
    """Measure both in each round, in turns first, and repeat what the machine disturbed."""
    undisturbed, pairs, disturbed = Undisturbed(tries), [], 0
    for number in range(rounds):
        before = undisturbed.disturbed
        found = {}
        for name in ("application", "bare") if is_first(number, 0) else ("bare", "application"):
            found[name] = undisturbed(measure if name == "application" else bare)
        pairs.append((found["application"], found["bare"]))
        disturbed += undisturbed.disturbed > before
    return ratio(unit, pairs, disturbed)
