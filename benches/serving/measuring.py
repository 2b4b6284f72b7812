"""Measuring cases on running servers."""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import NamedTuple

from benches.serving.cases import Case, mixed, new_addresses
from benches.serving.sites import Server, ask
from benches.serving.wrk import Run, Unfit, run, run_all, run_through
from comparisons.catalogue.value import Catalogue

SECONDS = 2
# Clients that keep their connections while memory is measured.
STEADY = (16, 64)
# More than any site can serve in one run.
_NEW_IN_A_RUN = 3000


class Missing(LookupError):
    """The site does not have the page of a case. The message names it."""


class Measured:
    """A case on one server, which can be run repeatedly. Raises Missing, Unfit."""

    def __init__(self, case: Case, server: Server, catalogue: Catalogue, place: Path) -> None:
        self.case, self.server, self.place = case, server, place
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
                return with_cpu(self.server, lambda: run_through(self.server.url, new, seconds, self.place))
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
    """Run, and add the processor time per response in the server's workers, and the least share of a worker in it."""
    before = server.cpu_seconds()
    found = measure()
    spent = [late - early for early, late in zip(before, server.cpu_seconds(), strict=True)]
    total = sum(spent)
    return found._replace(cpu=1000 * total / max(1, found.answers), least_share=min(spent) / total if total else 0.0)


def _style_sheet(place: Path) -> str:
    manifest = json.loads((place / "static" / "staticfiles.json").read_text(encoding="utf-8"))
    return f"/static/{manifest['paths']['site/site.css']}"


class Memory(NamedTuple):
    """Megabytes of each worker at the start, after half of the requests, and after all; and the requests made."""

    start: Sequence[float]
    half: Sequence[float]
    end: Sequence[float]
    requests: int


def mixed_list(catalogue: Catalogue, requests: int, also: Sequence[str] = ()) -> list[str]:
    """Return the URLs of so many mixed requests, those of `also` among them; always the same."""
    return list(mixed(catalogue, requests, Random(1), also))  # noqa: S311 (as above)


def answered_by_all(urls: Sequence[str], addresses: Sequence[str]) -> list[str]:
    """Return the addresses that each of the sites answers with 200, in their order. Asks for each once."""
    different = dict.fromkeys(addresses)
    refused = {address for address in different for url in urls if ask(url, address).status != 200}
    return [address for address in addresses if address not in refused]


def memory(server: Server, addresses: Sequence[str], seconds: int, place: Path) -> Memory:
    """Measure memory while 16 and then 64 clients keep their connections and ask for these addresses in turn.

    Stops after the last one or after so many seconds. Raises Unfit.
    """
    run(server.url, 1)  # so that each worker has served a request
    found, asked = [server.memory()], 0
    requests = len(addresses)
    for half in (addresses[: requests // 2], addresses[requests // 2 :]):
        for connections, part in zip(STEADY, (half[::2], half[1::2]), strict=True):
            asked += run_all(server.url, part, max(1, seconds // 4), place, connections).answers
        found.append(server.memory())
    first, middle, last = found
    return Memory(first, middle, last, asked)
