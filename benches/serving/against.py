"""Compares this tree with a commit on the same machine: `make bench ARGS="--against COMMIT"`.

Both serve the catalogue files of the commit. Each case is measured in pairs of runs, in alternating order, and reported
as a ratio. Only `manage.py`, the server's settings and URLs of a commit are used, since its modules may be elsewhere.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benches.serving.cases import CASES, MIXED, PAIRED, PAIRED_NEW, new_list
from benches.serving.measuring import SECONDS, Measured, Missing, answered_by_all, memory, mixed_list, with_cpu
from benches.serving.paired import LEAST_SHARE, Paired, is_first, paired, table
from benches.serving.sites import HERE, HOSTS, Checkout, Server, ask, filled_from, serving, serving_with_one_thread
from benches.serving.stolen import Undisturbed
from benches.serving.wrk import Run, Unfit, run_through
from comparisons.catalogue.value import Catalogue
from comparisons.files import read_directory

# The most seconds for a checkout and the installation of its packages.
_LIMIT = 900
_CATALOGUE = Path("comparisons/files/data")
_RUNTIME = Path("requirements/runtime.txt")
# URLs that are requested one by one before measuring, so that all workers are ready.
_WARM = 8
# More than either site can serve in one run.
_MIXED = 6000
START, MEMORY = "start to first answer", "memory of a worker"

Say = Callable[[str], None]


class NoCommit(LookupError):
    """The repository has no such commit; the message says so."""


class Side(NamedTuple):
    """One of the two trees, with the environment of its server."""

    checkout: Checkout
    environment: dict[str, str]


class Options(NamedTuple):
    rounds: int
    tries: int
    requests: int
    seconds: int
    only: str
    as_shipped: bool


class Fresh:
    """A case whose URLs have not been requested: each run asks for them under a host name of its own.

    Raises Unfit if a URL does not return its page.
    """

    def __init__(self, server: Server, addresses: Sequence[str], place: Path) -> None:
        self.server, self.addresses, self.place = server, addresses, place
        self.numbers = count()
        for address in addresses[:_WARM]:
            answer = ask(server.url, address)
            if answer.status != 200:
                raise Unfit(f"{address} answers with {answer.status}")

    def run(self, seconds: int = SECONDS) -> Run:
        """Run once, and wait until the server is idle. Raises Unfit."""
        host = f"n{next(self.numbers)}.{HOSTS}"
        try:
            return with_cpu(
                self.server, lambda: run_through(self.server.url, self.addresses, seconds, self.place, host)
            )
        finally:
            self.server.rest()


def compare(commit: str, options: Options, say: Say) -> str:
    """Return a Markdown table of both trees. Raises NoCommit."""
    with TemporaryDirectory(prefix="advisor-bench-") as name:
        place = Path(name)
        other = checked_out(commit, place / "commit", say)
        data = other.root / _CATALOGUE
        say("Filling a database for either tree.")
        sides = [
            Side(checkout, filled_from(checkout, place / title / "state", data))
            for title, checkout in (("present", HERE), ("before", other))
        ]
        comparison = Comparison(sides, read_directory(data), place, options, say)
        found = comparison.measured()
        parts = [
            f"# {first_line('describe', '--always', '--dirty')} against {first_line('describe', '--always', commit)}"
        ]
        parts += [_explained(options), table(found), *comparison.notes, comparison.undisturbed.summary]
        return "\n\n".join(parts) + "\n"


def checked_out(commit: str, place: Path, say: Say) -> Checkout:
    """Return a clone at the commit, with its own environment if it needs other packages. Raises NoCommit."""
    full = first_line("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
    if not full:
        raise NoCommit(f"There is no commit {commit} here.")
    _run(["git", "clone", "-q", "--shared", "--no-checkout", str(HERE.root), str(place)], HERE.root)
    _run(["git", "checkout", "-q", "--detach", full], place)
    if (place / _RUNTIME).read_bytes() == (HERE.root / _RUNTIME).read_bytes():
        return Checkout(place, HERE.python)
    say("Installing what the commit needs.")
    _run(["make", "-s", ".venv/runtime", f"PYTHON={sys.executable}"], place)
    return Checkout(place, str(place / ".venv" / "bin" / "python"))


def _run(command: list[str], place: Path) -> None:
    subprocess.run(command, cwd=place, check=True, timeout=_LIMIT)


def first_line(*words: str) -> str:
    result = subprocess.run(["git", *words], cwd=HERE.root, check=False, capture_output=True, text=True, timeout=60)
    return result.stdout.partition("\n")[0]


class Comparison:
    """The measurements of both sites in turns. The first side is the present tree."""

    def __init__(self, sides: Sequence[Side], catalogue: Catalogue, place: Path, options: Options, say: Say) -> None:
        self.sides, self.catalogue, self.place, self.options, self.say = sides, catalogue, place, options, say
        self.undisturbed = Undisturbed(options.tries)
        self.mixed: list[str] = []
        self.notes: list[str] = []

    def measured(self) -> list[Paired]:
        self._find_mixed()
        return [*self.cases(), *self.starts()]

    def _find_mixed(self) -> None:
        """Find the mixed requests that both sites answer with 200, since an older one does not know all pages."""
        number = max(_MIXED if self.options.only in MIXED else 0, self.options.requests if self.measures_memory else 0)
        if not number:
            return
        self.say(f"Asking both for the pages of {number:,} mixed requests.")
        asked = mixed_list(self.catalogue, number)
        with ExitStack() as stack:
            urls = [stack.enter_context(self._serving(side)).url for side in self.sides]
            self.mixed = answered_by_all(urls, asked)
        if left_out := sorted({*asked} - {*self.mixed}):
            self.notes.append(
                f"{len(left_out):,} of {len({*asked}):,} addresses of mixed requests are left out, as not both sites "
                f"answer them with 200; {left_out[0]} is one."
            )

    @property
    def measures_memory(self) -> bool:
        return self.options.only in MEMORY and self.options.requests > 0

    def cases(self) -> list[Paired]:
        """Measure each case in each round, on the same servers."""
        with ExitStack() as stack:
            servers = [stack.enter_context(self._serving(side)) for side in self.sides]
            measured = list(self._prepared(servers))
            pairs: dict[str, list[tuple[Run, Run]]] = {}
            disturbed: dict[str, int] = {}
            for number in range(self.options.rounds):
                self.say(f"Round {number + 1} of {self.options.rounds}.")
                for place, (name, both) in enumerate(measured):
                    before = self.undisturbed.disturbed
                    try:
                        pairs.setdefault(name, []).append(self._pair(both, present_first=is_first(number, place)))
                    except Unfit as error:
                        self.notes.append(f"{name}: {error}.")
                    disturbed[name] = disturbed.get(name, 0) + (self.undisturbed.disturbed > before)
        return [row for name, found in pairs.items() if found for row in _rows(name, found, disturbed[name])]

    def _pair(self, both: Sequence[Callable[[], Run]], *, present_first: bool) -> tuple[Run, Run]:
        if present_first:
            present = self.undisturbed(both[0])
            return present, self.undisturbed(both[1])
        commit = self.undisturbed(both[1])
        return self.undisturbed(both[0]), commit

    def _prepared(self, servers: Sequence[Server]) -> Iterator[tuple[str, list[Callable[[], Run]]]]:
        """Yield the name of each selected case and its two run functions, after a warm-up."""
        for name in PAIRED:
            if self.options.only not in name:
                continue
            try:
                both = [self._case(name, server) for server in servers]
                for one in both:
                    one(4)
            except (Missing, Unfit) as error:
                self.notes.append(f"{name}: {error}.")
            else:
                yield name, both

    def _case(self, name: str, server: Server) -> Callable[..., Run]:
        if name == MIXED:
            if not self.mixed:
                raise Unfit("there is no page that both sites have")
            return Fresh(server, self.mixed, self.place).run
        if name in PAIRED_NEW:
            addresses = new_list(self.catalogue, name, Random(1))  # noqa: S311 (nothing here is secret)
            return Fresh(server, addresses, self.place).run
        (case,) = (case for case in CASES if case.name == name)
        return Measured(case, server, self.catalogue, self.place).run

    def starts(self) -> list[Paired]:
        """Start each site in each round, and send it mixed requests."""
        starts: list[tuple[float, float]] = []
        memories: list[tuple[float, float]] = []
        requests = self.mixed[: self.options.requests] if self.measures_memory else []
        for number in range(self.options.rounds if requests or self.options.only in START else 0):
            self.say(f"Start {number + 1} of {self.options.rounds}.")
            order = (0, 1) if is_first(number, 0) else (1, 0)
            found = {side: self._started(self.sides[side], requests) for side in order}
            (start, megabytes), (start_before, megabytes_before) = found[0], found[1]
            starts.append((start, start_before))
            if megabytes and megabytes_before:
                memories.append((megabytes, megabytes_before))
        rows = [(START, "s", starts if self.options.only in START else [])]
        rows.append((MEMORY, f"MB after {len(requests):,} mixed requests", memories))
        return [paired(name, unit, pairs) for name, unit, pairs in rows if pairs]

    def _started(self, side: Side, requests: Sequence[str]) -> tuple[float, float]:
        """Return the seconds until the first answer, and the megabytes of the largest worker after these requests.

        0 megabytes if there are none, or if memory cannot be measured: then a note says why.
        """
        with self._serving(side) as server:
            megabytes = 0.0
            if requests:
                try:
                    megabytes = max(memory(server, requests, self.options.seconds, self.place).end)
                except Unfit as error:
                    self.notes.append(f"{MEMORY}: {error}.")
            return server.seconds_to_first_answer, megabytes

    def _serving(self, side: Side) -> AbstractContextManager[Server]:
        serve = serving if self.options.as_shipped else serving_with_one_thread
        return serve(side.environment, side.checkout)


def _rows(name: str, pairs: Sequence[tuple[Run, Run]], disturbed: int) -> list[Paired]:
    rates = [(present.rate, commit.rate) for present, commit in pairs]
    times = [(present.cpu, commit.cpu) for present, commit in pairs]
    shares = [(100 * present.least_share, 100 * commit.least_share or 0.1) for present, commit in pairs]
    return [
        paired(name, "answers/s", rates, disturbed),
        paired(name, "ms CPU", times, disturbed),
        paired(name, LEAST_SHARE, shares, disturbed),
    ]


def _explained(options: Options) -> str:
    served = "as shipped" if options.as_shipped else "with one thread a worker"
    return (
        f"Both served {served}, {options.rounds} rounds in pairs. Of a ratio, the median of all pairs is told, and the "
        "order statistics between which the median lies with at least 95%: six rounds or more are needed for that. "
        "*ms CPU* is the processor time that an answer takes in the workers; it minds other programs least. "
        "*% by the idlest worker* is its share of that time."
    )
