"""Run the behaviour probes of some frameworks, or of all, and write what they came to."""

import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from types import FrameType

from lab.environment import NotInstalled
from lab.probes import results
from lab.probes.behaviour import outcomes, prepared
from lab.probes.listing import Outcome, read_probes
from lab.probes.program import DidNotStart, Program, Settings, known_programs, read_settings


def main(words: list[str]) -> int:
    """Return 0 if every framework was probed."""
    signal.signal(signal.SIGTERM, stop)
    parser = ArgumentParser(prog="python -m lab.probes", description=__doc__)
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help=f"of {', '.join(known_programs())}")
    parser.add_argument("--only", nargs="+", default=[], metavar="PROBE", choices=[one.slug for one in read_probes()])
    chosen = parser.parse_args(words)
    return max([probed(slug, frozenset(chosen.only)) for slug in chosen.slugs or known_programs()], default=0)


def probed(slug: str, only: frozenset[str]) -> int:
    """Run the probes of one framework, and write each outcome; 1 if it could not be installed or started."""
    settings = read_settings(slug)
    say(f"== {slug} {settings.release}")
    try:
        with prepared(slug) as (version, program):
            for name, outcome in told(program, only):
                now = behaviour(settings, version, {name: outcome})
                results.write(results.merged(results.read(slug), now))  # at once, so that a run may be stopped
    except (NotInstalled, DidNotStart) as failure:
        say(f"    FAILED: {failure}")
        return 1
    return 0


def told(program: Program, only: frozenset[str]) -> Iterator[tuple[str, Outcome]]:
    """Run the probes, and print each outcome as it comes."""
    for probe, outcome in outcomes(program, only):
        bound = "at least " if outcome.at_least else ""
        value = outcome.state if outcome.value is None else f"{bound}{outcome.value}"
        say(f"    {probe.slug:24} {value} {f'({outcome.detail})' if outcome.detail else ''}")
        yield probe.slug, outcome


def behaviour(settings: Settings, python: str, found: dict[str, Outcome]) -> results.Behaviour:
    """The outcomes with what was run, when and where."""
    return results.Behaviour(
        framework=settings.slug,
        release=settings.release,
        python=python,
        date=results.today(),
        machine=results.machine(),
        command=f"python -m lab.probes {settings.slug}",
        outcomes=found,
    )


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
