"""What an application takes beside the bare program in the same run: ratios of interleaved rounds."""

from collections.abc import Callable, Sequence
from statistics import median

from benches.serving.paired import is_first, median_interval
from benches.serving.stolen import Undisturbed
from lab.figures import Ratio

# Nine pairs: the median lies between the second smallest and the second largest ratio with 96 %.
ROUNDS = 9
# Twenty pairs that were measured at once: between the sixth smallest and the sixth largest with 96 %.
ROUNDS_AT_ONCE = 20
# How often a run is done at most while others take this machine's processors. Starts take seconds each.
TRIES, TRIES_OF_STARTS = 4, 2


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


def simultaneous(unit: str, measure: Callable[[], tuple[float, float]], rounds: int) -> Ratio:
    """Measure the application and the bare program at once in each round, and repeat what the machine disturbed."""
    undisturbed = Undisturbed(TRIES)
    pairs = [undisturbed(measure) for _ in range(rounds)]
    return ratio(unit, pairs, undisturbed.disturbed)
