"""Run the applications of the lab: test them, and measure what they cost."""

import signal
import sys
from argparse import ArgumentParser, Namespace
from types import FrameType

from lab.application import Unreadable, read, slugs
from lab.conformance.suite import NotTested, conformance
from lab.session import PARTS, Session


def main(words: list[str]) -> int:
    """Return 0 if all succeeded, 1 if something failed."""
    signal.signal(signal.SIGTERM, stop)
    parser = ArgumentParser(prog="make lab", description=__doc__, epilog="`conformance SLUGS` shows what pytest says.")
    shows_tests, chosen, options = read_words(parser, words)
    if unknown := sorted(set(chosen.slugs) - set(slugs())):
        parser.error(f"no application {', '.join(unknown)}; there are {', '.join(slugs())}")
    wanted = list(dict.fromkeys(chosen.slugs)) or slugs()
    if shows_tests:
        return max([test(slug, options) for slug in wanted], default=0)
    return 0 if Session(wanted, chosen.only, say, anew=chosen.anew).run() else 1


def read_words(parser: ArgumentParser, words: list[str]) -> tuple[bool, Namespace, list[str]]:
    """Return whether to show tests, what is chosen, and words for pytest, which has options of its own."""
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help=f"of {', '.join(slugs())}")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--anew", action="store_true", help="do not go on with a run that was stopped")
    if words[:1] == ["conformance"]:
        return True, *parser.parse_known_args(words[1:])
    return False, parser.parse_args(words), []


def test(slug: str, options: list[str]) -> int:
    """Run the conformance suite, show what pytest says, and return the exit status."""
    say(f"== {slug}")
    try:
        read(slug)
        outcomes = conformance(slug, options, sys.stdout)
    except (NotTested, Unreadable) as error:
        say(str(error))
        return 1
    return 1 if any(one.outcome == "failed" for one in outcomes) else 0


def say(sentence: str) -> None:
    print(sentence, flush=True)


def stop(number: int, frame: FrameType | None) -> None:
    """End as after ^C, so that everything that was started is ended."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("Stopped. The same command goes on where this one was.", file=sys.stderr)
        sys.exit(130)
