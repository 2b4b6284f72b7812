"""Scores on measured criteria, from the result of a framework in the lab. Pure."""

import math
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from comparisons.catalogue.value import Confidence, Score
from comparisons.catalogue.wording import counted, joined
from comparisons.measurements.results import Measured
from lab.figures import Ratio
from lab.places import Bounds, to_wsgi
from lab.results import Run

_MOST_NAMED = 8
# Two runs of the same program differed by up to a tenth.
_ERROR_OF_MEMORY = 0.15


class Figure(NamedTuple):
    """A figure in the unit of its criterion, its relative error, and the words around it."""

    value: float
    reason: str
    confidence: Confidence = Confidence.HIGH
    relative_error: float = 0.0


def source_of_run(measured: Measured) -> str:
    """Return the slug of the source that a run is. It stays the same if the framework is renamed."""
    return f"lab-{measured.described.slug}"


def measured_scores(name: str, measured: Measured) -> Iterator[Score]:
    """Yield the scores of a framework with this name, on each criterion that its result has a figure for."""
    for criterion, (part, figure_of) in FIGURES.items():
        done = getattr(measured.result, part)
        figure = figure_of(name, measured) if done else None
        if figure is not None:
            yield _score(criterion, figure, done.run, source_of_run(measured))


def _score(criterion: str, figure: Figure, run: Run, source: str) -> Score:
    return Score(
        criterion=criterion,
        value=float(figure.value),
        confidence=figure.confidence,
        reason=figure.reason,
        reviewed_on=date.fromisoformat(run.date[:10]),
        version=run.release,
        relative_error=figure.relative_error,
        sources=(source,),
    )


def _throughput(name: str, measured: Measured) -> Figure | None:
    return _speed(name, measured, "json", "a small JSON document")


def _page_rendering(name: str, measured: Measured) -> Figure | None:
    return _speed(name, measured, "page", "a page of 30 rows from a template")


def _speed(name: str, measured: Measured, case: str, answer: str) -> Figure | None:
    found, bare = measured.result.speed, measured.bare
    if found is None or bare is None or case not in found.values.cases or case not in bare.cases:
        return None
    ratio = found.values.cases[case]
    bounds = Bounds(*(100 * one for one in to_wsgi(case, found.values, bare)))
    converted = "" if found.values.interface == "wsgi" else " (compared with a bare ASGI program, and converted)"
    return Figure(
        value=rounded(bounds.ratio),
        reason=(
            f"{name} {found.run.release} answers {answer} {rounded(bounds.ratio):g}% as often per second of processor "
            f"time as a WSGI program without a framework that is asked at the same time{converted}. "
            f"{confidence_in_words(ratio)} interval over {_rounds(ratio)}: {rounded(bounds.low):g}% to "
            f"{rounded(bounds.high):g}%. Two processes. {_where(measured, found.run)}"
        ),
        confidence=Confidence.MEDIUM,
        relative_error=relative_error(rounded(bounds.ratio), bounds.low, bounds.high),
    )


def _start(name: str, measured: Measured) -> Figure | None:
    assert measured.result.footprint is not None
    run, ratio = measured.result.footprint.run, measured.result.footprint.values.start
    return Figure(
        value=round(ratio.ratio, 2),
        reason=(
            f"From its start to its first answer, the application takes {ratio.ratio:.2f} times as long as a program "
            f"without a framework on the same machine ({confidence_in_words(ratio)} interval {ratio.low:.2f} to "
            f"{ratio.high:.2f}, {_rounds(ratio)}). {_where(measured, run)}"
        ),
        confidence=Confidence.MEDIUM,
        relative_error=relative_error(round(ratio.ratio, 2), ratio.low, ratio.high),
    )


def _memory(name: str, measured: Measured) -> Figure | None:
    assert measured.result.footprint is not None
    run, found = measured.result.footprint.run, measured.result.footprint.values
    return Figure(
        value=rounded(found.memory.idle),
        reason=(
            f"With one worker, all processes of the server take {rounded(found.memory.idle):g} MB after the first "
            f"answer, and {rounded(found.memory.after):g} MB after {found.memory.requests:,} requests. A program "
            f"without a framework takes {rounded(found.bare_memory.idle):g} MB. {_where(measured, run)}"
        ),
        confidence=Confidence.MEDIUM,
        relative_error=_ERROR_OF_MEMORY,
    )


def _install_size(name: str, measured: Measured) -> Figure | None:
    assert measured.result.footprint is not None
    run, found = measured.result.footprint.run, measured.result.footprint.values
    return Figure(
        value=found.plain.megabytes,
        reason=(
            f"A plain install of {name} {run.release} takes {found.plain.megabytes:g} MB on disk, with the bytecode "
            f"that pip writes; all that the application of the lab needs takes {found.needed.megabytes:g} MB "
            f"(Python {run.python})."
        ),
    )


def _packages(name: str, measured: Measured) -> Figure | None:
    assert measured.result.footprint is not None
    run, found = measured.result.footprint.run, measured.result.footprint.values.plain.distributions
    named, more = found[:_MOST_NAMED], len(found) - _MOST_NAMED
    listed = joined(named) if more <= 0 else f"{', '.join(named)} and {more} more"
    return Figure(
        value=len(found),
        reason=f"A plain install has {counted(len(found), 'package')}: {listed} (Python {run.python}).",
    )


def _lines(name: str, measured: Measured) -> Figure | None:
    if measured.described.specification != "web" or measured.result.effort is None:
        return None
    found = measured.result.effort.values
    missing = counted(len(measured.described.cannot), "part")
    less = f" It leaves out {missing} of what others do, and is shorter for it." if measured.described.cannot else ""
    return Figure(
        value=found.all_lines,
        reason=(
            f"The application of the lab has {found.all_lines} lines of its own in {counted(found.files, 'file')}, "
            f"templates included; blank lines, comments, docstrings and tests do not count.{less}"
        ),
    )


# The part of a result and the figure, by criterion.
FIGURES: dict[str, tuple[str, Callable[[str, Measured], Figure | None]]] = {
    "throughput": ("speed", _throughput),
    "page-rendering": ("speed", _page_rendering),
    "memory": ("footprint", _memory),
    "start-time": ("footprint", _start),
    "install-size": ("footprint", _install_size),
    "packages": ("footprint", _packages),
    "lines-of-code": ("effort", _lines),
}


def _where(measured: Measured, run: Run) -> str:
    """Return the server and the version of Python: 'Server: gunicorn. Python 3.13.0.'"""
    return f"Server: {measured.described.server.partition(',')[0]}. Python {run.python}."


def confidence_in_words(ratio: Ratio) -> str:
    """Return how sure an interval is: '95%', or '75%' where there were few rounds."""
    return "95%" if ratio.confidence >= 0.95 else f"{ratio.confidence:.0%}"


def _rounds(ratio: Ratio) -> str:
    """Return how many rounds there were: '20 rounds, 2 of them disturbed by other work on the machine'."""
    rounds = counted(len(ratio.application), "round")
    return f"{rounds}, {ratio.disturbed} of them disturbed by other work on the machine" if ratio.disturbed else rounds


def relative_error(figure: float, low: float, high: float) -> float:
    """Return the smallest error in hundredths that makes figure * (1 +- error) hold the interval.

    That it is 0.99 at most is a limit of the catalogue.
    """
    if figure <= 0:
        return 0.99
    share = max(high / figure - 1, 1 - low / figure, 0.0)
    return min(0.99, math.ceil(round(100 * share, 9)) / 100)


def rounded(figure: float) -> float:
    """Return a figure without more digits than it is worth, halves rounded up as tables do: 42, 8.3."""
    return round(figure, 1) if figure < 10 else float(math.floor(figure + 0.5))
