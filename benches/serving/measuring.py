"""Measuring cases on running servers."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from benches.serving.cases import Case, mixed, new_addresses
from benches.serving.sites import Server, ask
from benches.serving.wrk import Run, Unfit, run, run_through
from comparisons.catalogue.value import Catalogue

SECONDS = 2
# More than any site can serve in one run.
_NEW_IN_A_RUN = 3000


class Missing(LookupError):
    """The site does not have the page of a case. The message names it."""


class Measured:
    """A case on one server, which can be run repeatedly. Raises Missing, Unfit."""

    def __init__(
        self, case: Case, server: Server, catalogue: Catalogue, place: Path, *, may_keep_open: bool = False
    ) -> None:
        self.case, self.server, self.place = case, server, place
        self.may_keep_open = may_keep_open or case.proxy
        self.headers = [f"Accept-Encoding: {case.coding}"] if case.coding else []
        self.addresses: Iterator[str] = iter(())
        if case.new:
            self.addresses = new_addresses(catalogue, case.new, Random(len(catalogue.frameworks)))  # noqa: S311 (nothing here is secret)
            self.path = next(self.addresses)
        else:
            self.path = _style_sheet(place) if case.path == "static" else case.path
        self._check()

    def _check(self) -> None:
        """Check that the URL returns the page to be measured, and not a redirect or an error."""
        answer = ask(self.server.url, self.path, **({"Accept_Encoding": self.case.coding} if self.case.coding else {}))
        if answer.status == 404:
            raise Missing(f"this site has no {self.path}")
        if answer.status != 200 or answer.headers.get("content-encoding", "") != self.case.coding:
            raise Unfit(f"{self.path} answers with {answer.status}")
        if not self.may_keep_open and answer.headers.get("connection") != "close":
            raise Unfit("the site keeps connections open, and the bare view does not")
        if self.case.unchanged:
            tag = answer.headers["etag"]
            self.headers.append(f"If-None-Match: {tag}")
            if ask(self.server.url, self.path, If_None_Match=tag).status != 304:
                raise Unfit(f"{self.path} does not answer with 304")

    def run(self, seconds: int = SECONDS) -> Run:
        """Run once, and wait until the server is idle. Raises Unfit."""
        try:
            if self.case.new:
                new = list(islice(self.addresses, _NEW_IN_A_RUN))
                return run_through(self.server.url, new, seconds, self.place)
            # So that both workers have the page in memory, even after requests for many others.
            run(self.server.url + self.path, 1, self.headers)
            return with_cpu(self.server, lambda: run(self.server.url + self.path, seconds, self.headers))
        finally:
            self.server.rest()

    def seconds_alone(self, times: int = 3) -> float:
        """Return the median seconds that a new URL takes without other requests."""
        found = []
        for path in islice(self.addresses, times):
            begin = perf_counter()
            ask(self.server.url, path)
            found.append(perf_counter() - begin)
        return median(found)


def with_cpu(server: Server, measure: Callable[[], Run]) -> Run:
    """Run, and add the processor time per response in the server's workers."""
    before = server.cpu_seconds()
    found = measure()
    return found._replace(cpu=1000 * (server.cpu_seconds() - before) / max(1, found.answers))


def _style_sheet(place: Path) -> str:
    manifest = json.loads((place / "static" / "staticfiles.json").read_text(encoding="utf-8"))
    return f"/static/{manifest['paths']['site/site.css']}"


def ask_all(url: str, addresses: Sequence[str]) -> None:
    """Request all URLs, 16 at a time. wrk would run for a fixed time instead. Raises Unfit."""
    with ThreadPoolExecutor(16) as pool:
        statuses = Counter(pool.map(lambda path: ask(url, path).status, addresses))
    if others := sum(times for status, times in statuses.items() if status != 200):
        raise Unfit(f"{others} of {len(addresses)} answers were not 200")


def memory(server: Server, catalogue: Catalogue, requests: int) -> tuple[Sequence[float], ...]:
    """Return the megabytes of each worker at the start, after half of the requests, and after all."""
    draw = Random(1)  # noqa: S311 (as above)
    run(server.url, 1)  # so that both workers have served a request
    found = [server.memory()]
    addresses = list(mixed(catalogue, requests, draw))
    for half in (addresses[: requests // 2], addresses[requests // 2 :]):
        ask_all(server.url, half)
        found.append(server.memory())
    return tuple(found)
