"""Run behaviour probes of some frameworks and print what they come to. `python -m lab --only behaviour` stores it."""

import signal
import sys
from argparse import ArgumentParser
from types import FrameType

from lab.environment import NotInstalled
from lab.probes.behaviour import outcomes, prepared
from lab.probes.listing import Outcome, Probe, read_probes
from lab.probes.program import DidNotStart, known_programs


def main(words: list[str]) -> int:
    """Return 0 if every framework was probed."""
    signal.signal(signal.SIGTERM, stop)
    parser = ArgumentParser(prog="python -m lab.probes", description=__doc__)
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help=f"of {', '.join(known_programs())}")
    parser.add_argument("--only", nargs="+", default=[], metavar="PROBE", choices=[one.slug for one in read_probes()])
    chosen = parser.parse_args(words)
    return max([probed(slug, frozenset(chosen.only)) for slug in chosen.slugs or known_programs()], default=0)


def probed(slug: str, only: frozenset[str]) -> int:
    """Run the probes of one framework, printing each outcome; 1 if it could not be installed or started."""
    say(f"== {slug}")
    try:
        with prepared(slug) as (_, program):
            for probe, outcome in outcomes(program, only):
                say(line(probe, outcome))
    except (NotInstalled, DidNotStart) as failure:
        say(f"    FAILED: {failure}")
        return 1
    return 0


def line(probe: Probe, outcome: Outcome) -> str:
    """Return an outcome as a line: '    head    no (status 405)'."""
    bound = "at least " if outcome.at_least else ""
    value = outcome.state if outcome.value is None else f"{bound}{outcome.value}"
    return f"    {probe.slug:24} {value} {f'({outcome.detail})' if outcome.detail else ''}"


def say(line: str) -> None:
    """Print a line at once."""
    print(line.rstrip(), flush=True)


def stop(number: int, frame: FrameType | None) -> None:
    """End as after ^C, so that everything that was started is ended."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
