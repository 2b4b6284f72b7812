"""What machines ask a replica: is it alive, can it answer visitors, is all of it in order? And its numbers."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound, JsonResponse

from advisor.operations import metrics
from comparisons.aside import Aside
from comparisons.current import current_name
from comparisons.editions import DamagedEdition, current_edition

__all__ = ["Probes", "probe_of"]

GetResponse = Callable[[HttpRequest], HttpResponse]

OK = "ok"
METRICS, PROBE = "metrics", "probe"
_PATIENCE = 2.0  # seconds until a database that hangs counts as away


def probe_of(environ: Mapping[str, Any]) -> str | None:
    """Return what a request of a machine asks for: METRICS, PROBE, or None for all other requests."""
    # Requests over a Unix socket have no REMOTE_ADDR, and their port cannot be trusted.
    if settings.METRICS_ON and environ["SERVER_PORT"] == str(settings.METRICS_ON[1]) and environ.get("REMOTE_ADDR"):
        return METRICS
    return PROBE if environ["PATH_INFO"] in _PROBES else None


class Probes:
    """Answers probes above everything that asks for a host name, a session or the current edition.

    With METRICS_ON, what comes in on that port gets the numbers and nothing else, and no other port has them.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = probe_of(request.META)
        if probe == METRICS:
            return metrics_page(request)
        if probe is None:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = _PROBES[request.path_info]()
        response.headers["Cache-Control"] = "no-store"
        return response


def metrics_page(request: HttpRequest) -> HttpResponse:
    if request.path_info != "/metrics":
        return HttpResponseNotFound("Only /metrics is here.\n", content_type="text/plain")
    return HttpResponse(metrics.metrics_text(), content_type=metrics.CONTENT_TYPE_LATEST)


def healthz() -> HttpResponse:
    """Alive: the process answers. It asks nobody else."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz() -> HttpResponse:
    """All in order: database, migrations, edition."""
    try:
        found = _state.result()
    except TimeoutError:
        found = {"database": f"does not answer within {_PATIENCE:g} seconds"}
    return _answer(found)


def readyz_visitors() -> HttpResponse:
    """Able to answer visitors: with an edition in memory it is, whatever the database does."""
    try:
        found = _visitors.result()
    except TimeoutError:
        found = {"edition": f"none in memory, and the database does not answer within {_PATIENCE:g} seconds"}
    return _answer(found)


def _answer(found: dict[str, str]) -> HttpResponse:
    ready = all(word == OK for word in found.values())
    return JsonResponse({"ready": ready} | found, status=200 if ready else 503)


def state() -> dict[str, str]:
    """Ask the database for all that has to be in order; nothing in the answer is secret."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return {"database": OK, "migrations": _migrations(), "edition": _edition()}
    except (DatabaseError, InterfaceError):
        return {"database": "does not answer"}


def _migrations() -> str:
    missing = sorted(known_migrations() - set(MigrationRecorder(connection).applied_migrations()))
    names = ", ".join(".".join(name) for name in missing)
    return f"not applied: {names}" if missing else OK


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Return all migrations that this code brings along."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _edition() -> str:
    try:
        name = current_name()
        if name is None:
            return "none is published"
        current_edition(name)
    except (DatabaseError, InterfaceError):
        return "cannot be read"
    except DamagedEdition as error:
        return str(error)
    return OK


def _over_its_own_connection(job: Callable[[], dict[str, str]]) -> Callable[[], dict[str, str]]:
    """Connect for each probe: that a connection from a minute ago is open says little about the next one."""

    def probe() -> dict[str, str]:
        try:
            return job()
        finally:
            connection.close()

    return probe


_PROBES = {"/healthz": healthz, "/readyz": readyz, "/readyz/visitors": readyz_visitors}

_state = Aside(_over_its_own_connection(state), patience=_PATIENCE)
_visitors = Aside(_over_its_own_connection(lambda: {"edition": _edition()}), patience=_PATIENCE)
