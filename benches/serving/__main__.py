"""Start the site with small and large catalogues beside a bare view, measure, and write docs/performance.md."""

import os
import platform
import shutil
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from benches.serving.against import NoCommit, Options, compare
from benches.serving.cases import CASES, Case, of_the_lab
from benches.serving.figures import (
    Figure,
    Row,
    bare_tail_row,
    figure,
    memory_rows,
    relative,
    row,
    share_row,
    start_row,
    tail_row,
)
from benches.serving.measuring import SECONDS, Measured, Missing, memory, mixed_list
from benches.serving.report import report
from benches.serving.sites import PROJECT, PROXY, Server, bare, filled, proxy, serving
from benches.serving.stolen import AT_MOST, AT_MOST_IN_BRIEF, Undisturbed
from benches.serving.wrk import Run, Unfit, run
from comparisons.catalogue.synthetic import large_catalogue
from comparisons.catalogue.value import Catalogue
from comparisons.files import SHIPPED, read_directory

REPORT = PROJECT / "docs" / "performance.md"
# Numbers of frameworks and criteria: as shipped, with as many criteria as the large catalogue, and large.
SHIPPED_SIZE, WIDE, LARGE = (17, 31), (17, 100), (1000, 100)
SIZES = (SHIPPED_SIZE, WIDE, LARGE)

Size = tuple[int, int]
Figures = dict[tuple[str, Size], Figure]


def main() -> int:
    chosen = arguments()
    if shutil.which("wrk") is None:
        print("make bench needs wrk, which asks for the pages. On Debian: apt install wrk")
        return 1
    if chosen.against:
        return print_comparison(chosen)
    cases = [case for case in CASES if chosen.only in case.name]
    with TemporaryDirectory(prefix="advisor-bench-") as name, ExitStack() as stack:
        bench = Bench(stack, Path(name), chosen.tries)
        bench.measure(cases, chosen.rounds)
        sections = bench.sections(cases, 0 if chosen.only else _requests(chosen, 200_000), 60 * chosen.minutes)
        text = report(sections, bench.skipped, machine(bench.undisturbed.summary), chosen.rounds, chosen.tries, SECONDS)
    print(text)
    if not chosen.only:
        REPORT.write_text(text, encoding="utf-8")
    return 0


def arguments() -> Namespace:
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--tries", type=int, default=4, help="how often a run is done while others take this machine's processors"
    )
    parser.add_argument(
        "--requests", type=int, help="mixed requests before memory is told (200,000; against a commit 4,000); 0: none"
    )
    parser.add_argument("--minutes", type=int, default=15, help="the most that these requests take")
    parser.add_argument("--only", default="", metavar="WORD", help="cases with this in their names; nothing is written")
    parser.add_argument("--against", default="", metavar="COMMIT", help="this tree and a commit in turns, as ratios")
    parser.add_argument("--as-shipped", action="store_true", help="against a commit: both with their own settings")
    return parser.parse_args()


def print_comparison(chosen: Namespace) -> int:
    """Print the comparison of this tree with a commit, and return the exit status."""
    requests = _requests(chosen, 4_000)
    options = Options(chosen.rounds, chosen.tries, requests, 60 * chosen.minutes, chosen.only, chosen.as_shipped)
    try:
        print(compare(chosen.against, options, say))
    except NoCommit as error:
        print(error)
        return 1
    return 0


def _requests(chosen: Namespace, usual: int) -> int:
    return usual if chosen.requests is None else chosen.requests


class Bench:
    """The servers of one run, and the results."""

    def __init__(self, stack: ExitStack, place: Path, tries: int) -> None:
        self.stack, self.place = stack, place
        self.skipped: list[str] = []
        self.figures: Figures = {}
        self.runs: dict[tuple[str, Size], list[Run]] = {}
        self.bare_runs: list[Run] = []
        self.undisturbed = Undisturbed(tries)
        shipped = read_directory(SHIPPED)
        self.catalogues: dict[Size, Catalogue] = {}
        self.environments: dict[Size, dict[str, str]] = {}
        self.servers: dict[Size, Server] = {}
        for size in SIZES:
            say(f"Making a catalogue of {named(size)}.")
            self.catalogues[size] = large_catalogue(shipped, frameworks=size[0], criteria=size[1])
            self.environments[size] = filled(place / f"{size[0]}x{size[1]}", *size)
            self.servers[size] = stack.enter_context(serving(self.environments[size]))
        self.bare = stack.enter_context(bare(place))
        self.proxy = self._proxy()

    def _proxy(self) -> Server | None:
        if not (PROXY / "nginx.conf").exists():
            self.skipped.append("The way through a proxy: deploy/nginx/nginx.conf is not there.")
        elif shutil.which("nginx") is None:
            self.skipped.append("The way through the proxy: nginx is not installed (Debian: apt install nginx-light).")
        else:
            return self.stack.enter_context(proxy(self.servers[SHIPPED_SIZE], self.place / "nginx"))
        return None

    def measure(self, cases: list[Case], rounds: int) -> None:
        """Measure all cases in turns, so that a slow minute of the machine affects each."""
        prepared = [one for case in cases for one in self._prepared(case)]
        runs: dict[tuple[str, Size], list[tuple[Run, Run, Run]]] = {}
        unfit: dict[tuple[str, Size], str] = {}
        for number in range(rounds):
            say(f"Round {number + 1} of {rounds}.")
            before = self._bare_run()
            for measured, size in prepared:
                key = measured.case.name, size
                try:
                    if number == 0:
                        # Each worker computes the tables of an edition once, which takes over a second if it is large.
                        measured.run(4)
                    found = self.undisturbed(measured.run, AT_MOST_IN_BRIEF if measured.case.proxy else AT_MOST)
                except Unfit as error:
                    unfit[key] = f"{key[0]}, {named(size)}: {error}."
                    continue
                after = self._bare_run()
                runs.setdefault(key, []).append((before, found, after))
                self.bare_runs.append(after)
                before = after
        self.figures = {key: figure(found) for key, found in runs.items() if key not in unfit}
        self.runs = {key: [one for _, one, _ in runs[key]] for key in self.figures}
        self.skipped += unfit.values()

    def _bare_run(self) -> Run:
        return self.undisturbed(lambda: run(self.bare.url, 1))

    def _prepared(self, case: Case) -> Iterator[tuple[Measured, Size]]:
        if case.proxy:
            servers = {SHIPPED_SIZE: self.proxy} if self.proxy else {}
        elif case.against_small:
            servers = self.servers
        else:
            servers = {SHIPPED_SIZE: self.servers[SHIPPED_SIZE]}
        for size, server in servers.items():
            try:
                yield Measured(case, server, self.catalogues[size], self.place), size
            except (Missing, Unfit) as error:
                self.skipped.append(f"{case.name}, {named(size)}: {error}.")

    def sections(self, cases: list[Case], requests: int, seconds: int) -> dict[str, list[Row]]:
        sections = {
            f"The shipped catalogue, {named(SHIPPED_SIZE)}": self._rows(cases),
            f"{named(LARGE)}, as a share of {named(WIDE)} where the page shows as much": self._relative_rows(cases),
            f"{named(LARGE)}, asked by one visitor": self._alone_rows(cases),
            "Start": [start_row(named(size), server.seconds_to_first_answer) for size, server in self.servers.items()],
        }
        if requests:
            say(f"Up to {requests:,} mixed requests.")
            fresh = self.stack.enter_context(serving(self.environments[SHIPPED_SIZE]))
            shipped = self.catalogues[SHIPPED_SIZE]
            addresses = mixed_list(shipped, requests, of_the_lab(shipped))
            found = memory(fresh, addresses, seconds, self.place)
            sections["Memory"] = memory_rows(*found)
        return sections

    def _rows(self, cases: list[Case]) -> list[Row]:
        found = [(case, self.figures.get((case.name, SHIPPED_SIZE))) for case in cases]
        rows = [row(case.name, one, case.bar) for case, one in found if one]
        tails = [tail_row(f"{case.name}: slowest 1% to half", one) for case, one in found if one and case.tail]
        shares = [
            share_row(case.name, self.runs[case.name, SHIPPED_SIZE])
            for case, one in found
            if one and case.new == "advice" and not case.proxy
        ]
        return [*rows, *tails, bare_tail_row(self.bare_runs), *shares]

    def _relative_rows(self, cases: list[Case]) -> list[Row]:
        return [
            relative(case.name, self.figures[case.name, WIDE], self.figures[case.name, LARGE])
            for case in cases
            if case.against_small and {(case.name, WIDE), (case.name, LARGE)} <= self.figures.keys()
        ]

    def _alone_rows(self, cases: list[Case]) -> list[Row]:
        """Return the times of pages with all frameworks, for one visitor at a time."""
        found = [
            (case, Measured(case, self.servers[LARGE], self.catalogues[LARGE], self.place))
            for case in cases
            if case.new and not case.against_small
        ]
        return [Row(f"{case.name}, seconds", f"{measured.seconds_alone():.2f}") for case, measured in found]


def named(size: Size) -> str:
    return f"{size[0]:,} frameworks with {size[1]} criteria"


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def machine(disturbed: str) -> dict[str, str]:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = {line.partition(":")[2].strip() for line in lines if line.startswith("model name")}
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "gunicorn", "numpy", "whitenoise"))
    tools = [["wrk", "-v"], ["nginx", "-v"], ["git", "describe", "--always", "--dirty"]]
    wrk, nginx, commit = (first_line(tool) for tool in tools)
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return {
        "machine": f"{os.cpu_count()} cores, {' and '.join(sorted(models)) or platform.machine()}",
        "disturbed": disturbed,
        "load": f"{load} at the end, counted over 1, 5 and 15 minutes",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}, SQLite",
        "packages": packages,
        "tools": f"{wrk}; {nginx}",
        "commit": commit,
    }


def first_line(command: list[str]) -> str:
    if shutil.which(command[0]) is None:
        return f"no {command[0]}"
    result = subprocess.run(command, check=False, capture_output=True, text=True, cwd=PROJECT)
    return (result.stdout or result.stderr).splitlines()[0].strip()


if __name__ == "__main__":
    sys.exit(main())
