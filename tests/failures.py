"""Break a running site in every way that docs/operating.md lists, and compare what everybody gets with its promises.

    python -m tests.failures          # or: make failures; names of TRIALS run these alone

It starts servers on loopback with their own data, and prints a line for each failure. The exit code is 1 if one
differs.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import psutil

from tests.running_site import RunningSite, kill, until
from tests.servers import postgresql

PAGES = ["/", "/frameworks/", "/compare/django-vs-flask/", "/advise/result/?build=site", "/criteria/"]
PASSWORD = "only-for-this-trial"
_INSTALLED = [*Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), Path("/")]
FAKETIME = Path(os.environ.get("FAKETIME_LIBRARY", _INSTALLED[0]))


PUBLISH = """
from comparisons.editions.publishing import publish
from comparisons.models import Framework
Framework.objects.update(summary="{}")
print(publish(by=None).number)
"""


@dataclass
class Seen:
    """What everybody got: statuses, and the longest that a visitor waited."""

    visitors: set[Any] = field(default_factory=set)
    slowest: float = 0
    reading: int = 0
    saving: int = 0
    ready: int = 0

    def __str__(self) -> str:
        visitors = ", ".join(map(str, sorted(self.visitors, key=str)))
        return (
            f"visitors {visitors} (at most {self.slowest:.2f} s), reading {self.reading}, saving {self.saving}, "
            f"/readyz {self.ready}"
        )

    def matches(self, promised: "Promise") -> bool:
        seen = (self.visitors, self.reading, self.saving, self.ready)
        return seen == ({200}, promised.reading, promised.saving, promised.ready) and self.slowest < promised.slowest


@dataclass(frozen=True)
class Promise:
    """The statuses of a page for editors, of a form that they send, and of /readyz. Visitors always get 200."""

    reading: int
    saving: int
    ready: int
    slowest: float = 2.5  # seconds that a visitor may wait, on a busy machine too


UNHARMED = Promise(200, 302, 200)
RELOADING = Promise(200, 302, 200, slowest=10)
CANNOT_SAVE = Promise(200, 503, 200)
AWAY = Promise(503, 503, 503)


class Trial:
    """A site and an editor who is logged in."""

    def __init__(self, site: RunningSite) -> None:
        self.site = site
        self.cookies: dict[str, str] = {}
        self.saved = 0

    def prepare(self) -> None:
        self.site.manage("prepare")
        self.site.environment["DJANGO_SUPERUSER_PASSWORD"] = PASSWORD
        self.site.manage("createsuperuser", "--no-input", "--username", "trial", "--email", "trial@localhost")

    def send(self, path: str, fields: dict[str, str] | None = None) -> int:
        """Send a GET request, or a form, and keep the cookies of the response."""
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(fields | {"csrfmiddlewaretoken": self.cookies["csrftoken"]}) if fields else None
        try:
            connection.request("POST" if fields else "GET", path, body, headers)
            response = connection.getresponse()
            response.read()
        finally:
            connection.close()
        given = [cookie.split(";")[0].split("=", 1) for cookie in response.headers.get_all("Set-Cookie", [])]
        self.cookies |= dict(given)
        return response.status

    def log_in(self) -> None:
        self.cookies = {}
        self.send("/admin/login/")
        status = self.send("/admin/login/", {"username": "trial", "password": PASSWORD})
        assert status == 302, f"logging in gave status {status}"

    def save(self) -> int:
        """Keep a decision, as an editor does in a form."""
        link = "/advise/result/?edition=1&build=site"
        status = self.send("/admin/advisor/keptdecision/add/", {"name": f"At {time.time_ns()}", "link": link})
        self.saved += status == 302
        return status

    def look(self) -> Seen:
        seen = Seen()
        for page in PAGES * 3:
            begun = time.monotonic()
            seen.visitors.add(self.site.status(page))
            seen.slowest = max(seen.slowest, time.monotonic() - begun)
        seen.reading, seen.saving = self.send("/admin/"), self.save()
        seen.ready = self.site.get("/readyz")[0]
        return seen

    def check(self) -> None:
        """Check that the database has what was saved, nothing else, and that a backup of it is complete."""
        names = "from advisor.models import KeptDecision; print(KeptDecision.objects.count())"
        stored = int(self.site.manage("shell", "--verbosity", "0", "--command", names).splitlines()[-1])
        assert stored == self.saved, f"{self.saved} decisions were saved, and {stored} are stored"
        self.site.manage("backup", str(self.site.home / f"backup-{time.time_ns()}"))


# What goes wrong. Each stands for the time of the block.

Cause = Callable[[RunningSite], AbstractContextManager[None]]


@contextmanager
def a_worker_is_killed(site: RunningSite) -> Iterator[None]:
    victim = min(site.processes())
    kill(victim)
    until(lambda: victim not in site.processes() and len(site.processes()) == 2)
    yield


@contextmanager
def workers_reload(site: RunningSite) -> Iterator[None]:
    before = site.processes()
    site.server.send_signal(signal.SIGHUP)
    yield
    until(lambda: not site.processes() & before)


def stopped(server: Any) -> Cause:
    @contextmanager
    def the_database_stops(site: RunningSite) -> Iterator[None]:
        server.stop()
        yield
        server.ensure_postgres_running()

    return the_database_stops


def frozen(server: Any) -> Cause:
    @contextmanager
    def the_database_freezes(site: RunningSite) -> Iterator[None]:
        main = psutil.Process(server.get_pid())
        processes = [main, *main.children(recursive=True)]
        for process in processes:
            process.suspend()
        yield
        for process in processes:
            process.resume()

    return the_database_freezes


def read_only(server: Any, name: str) -> Cause:
    @contextmanager
    def the_database_is_read_only(site: RunningSite) -> Iterator[None]:
        drop = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
        server.psql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        server.psql(drop)
        yield
        server.psql(f"ALTER DATABASE {name} SET default_transaction_read_only = off")
        server.psql(drop)

    return the_database_is_read_only


@contextmanager
def the_disk_is_full(site: RunningSite) -> Iterator[None]:
    filler = site.home / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    yield
    filler.unlink()


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


# Trials


class Report:
    def __init__(self) -> None:
        self.differing = 0

    def line(self, name: str, words: object, *, right: bool) -> None:
        self.differing += not right
        print(f"{'as promised' if right else 'DIFFERENT  '}  {name}: {words}", flush=True)

    def skipped(self, name: str, reason: str) -> None:
        print(f"not tried    {name}: {reason}", flush=True)


def break_it(trial: Trial, cause: Cause, promised: Promise, report: Report) -> None:
    """Cause a failure, look what everybody gets, and check that all is well again afterwards."""
    name = cause.__name__.replace("_", " ")
    with cause(trial.site):
        until(lambda: trial.site.status("/readyz") == promised.ready)
        seen = trial.look()
    report.line(name, seen, right=seen.matches(promised))
    begun = time.monotonic()
    until(lambda: trial.look().matches(UNHARMED))
    trial.check()
    report.line(f"after {name}", f"all well {time.monotonic() - begun:.1f} s later, nothing lost", right=True)


def with_postgresql(home: Path, report: Report) -> None:
    with postgresql() as server:
        server.psql("CREATE DATABASE trial")
        trial = Trial(site_in(home, DATABASE_URL=server.get_uri("trial")))
        trial.prepare()
        with trial.site.serving():
            trial.log_in()
            break_it(trial, a_worker_is_killed, UNHARMED, report)
            break_it(trial, workers_reload, RELOADING, report)
            break_it(trial, stopped(server), AWAY, report)
            break_it(trial, frozen(server), AWAY, report)
            break_it(trial, read_only(server, "trial"), CANNOT_SAVE, report)


def with_small_disk(home: Path, report: Report) -> None:
    if os.geteuid() != 0 or shutil.which("mount") is None:
        report.skipped("the disk is full", "only root can mount a small disk")
        return
    with small_disk(home) as disk:
        trial = Trial(site_in(disk))
        trial.prepare()
        with trial.site.serving():
            trial.log_in()
            break_it(trial, the_disk_is_full, CANNOT_SAVE, report)


def with_wrong_clock(home: Path, report: Report) -> None:
    """Start a site whose clock is a year ahead, then behind, then right, on one database."""
    if not FAKETIME.is_file():
        report.skipped("the clock is wrong", "faketime is not installed (Debian's package is faketime)")
        return
    trial = Trial(site_in(home))
    for days in (365, -365, 0):
        clock = {"LD_PRELOAD": str(FAKETIME), "FAKETIME": f"{days:+}d"}
        trial.site.environment |= clock if days else {"LD_PRELOAD": ""}
        if days == 365:
            trial.prepare()
        with trial.site.serving():
            trial.log_in()
            seen = trial.look()
            report.line(f"the clock is {days:+} days off", seen, right=seen.matches(UNHARMED))
            if days < 0:  # what editors read yesterday would be read in the future
                refused = "is in the future" in trial.site.manage("publish", code=1)
                report.line("publishing then", "is refused, with the reason", right=refused)
            else:
                said = trial.site.manage("shell", "--verbosity", "0", "--command", PUBLISH.format(f"{days} days off"))
                report.line("publishing then", f"edition {said.splitlines()[-1]}", right=True)
        trial.check()


def with_kills(home: Path, report: Report) -> None:
    """Kill a process while it publishes, and the whole server."""
    trial = Trial(site_in(home))
    trial.prepare()
    trial.site.is_killed_while_publishing()
    report.line("a process is killed while it publishes", "nothing half published", right=True)
    with trial.site.serving():
        trial.log_in()
        for process in (trial.site.server.pid, *trial.site.processes()):
            kill(process)
        trial.site.server.wait()
    with trial.site.serving():
        seen = trial.look()
        report.line("the whole server is killed and started", seen, right=seen.matches(UNHARMED))
    trial.check()


def site_in(home: Path, **variables: str) -> RunningSite:
    home.mkdir(exist_ok=True)
    (home / "static").mkdir()
    return RunningSite(home, ADVICE_RATE="0", **variables)


TRIALS = {"kills": with_kills, "postgresql": with_postgresql, "disk": with_small_disk, "clock": with_wrong_clock}


def main(names: list[str]) -> int:
    """Run all trials, or those with these names."""
    report = Report()
    with TemporaryDirectory(prefix="advisor-failures-") as home:
        for name in names or TRIALS:
            TRIALS[name](Path(home, name), report)
    print(f"{report.differing} differ from what docs/operating.md says.")
    return 1 if report.differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
