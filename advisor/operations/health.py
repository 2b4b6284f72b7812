"""Health checks (liveness and two kinds of readiness) and the metrics endpoint."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST

from advisor.operations import metrics
from advisor.operations.readings import Readings
from advisor.version import VERSION
from comparisons.editions.background import BackgroundCall
from comparisons.editions.current import damaged_editions
from comparisons.editions.store import UnknownEdition, readable_edition

GetResponse = Callable[[HttpRequest], HttpResponse]

OK = "ok"
METRICS, PROBE = "metrics", "probe"
_DATABASE_TIMEOUT = 2.0  # seconds


def probe_of(environ: Mapping[str, Any]) -> str | None:
    """Return what a request of a machine asks for: METRICS, PROBE, or None for all other requests."""
    # Requests over a Unix socket have no REMOTE_ADDR, and their port cannot be trusted.
    if settings.METRICS_ON and environ["SERVER_PORT"] == str(settings.METRICS_ON[1]) and environ.get("REMOTE_ADDR"):
        return METRICS
    return PROBE if environ["PATH_INFO"] in _PROBES else None


class Probes:
    """Middleware for health checks. It runs above everything that needs a valid host, a session or the current edition.

    With METRICS_ON, requests to its port get /metrics and nothing else; /metrics exists on no other port.
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
    return HttpResponse(metrics.metrics_text(Readings()), content_type=CONTENT_TYPE_LATEST)


def healthz() -> HttpResponse:
    """Liveness: 200 whenever the process answers. Uses no database."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz() -> HttpResponse:
    """Full readiness: database, migrations and current edition."""
    return _readiness(_state, "database", f"does not answer within {_DATABASE_TIMEOUT:g} seconds")


def readyz_visitors() -> HttpResponse:
    """Readiness for visitors: 200 with an edition in memory, even if the database is down."""
    too_late = f"none in memory, and the database does not answer within {_DATABASE_TIMEOUT:g} seconds"
    return _readiness(_visitors, "edition", too_late)


def _readiness(call: BackgroundCall[dict[str, str]], part: str, too_late: str) -> HttpResponse:
    try:
        checks = call.result()
    except TimeoutError:
        checks = {part: too_late}
    ready = all(result == OK for result in checks.values())
    return JsonResponse({"ready": ready, "version": VERSION} | checks, status=200 if ready else 503)


def state() -> dict[str, str]:
    """Return 'ok' or a problem for each part. The problems contain nothing secret."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        edition = _edition()
        return {"database": OK, "migrations": _migrations(), "edition": _damage() if edition == OK else edition}
    except (DatabaseError, InterfaceError):
        return {"database": "does not answer"}


def _migrations() -> str:
    missing = sorted(known_migrations() - set(MigrationRecorder(connection).applied_migrations()))
    names = ", ".join(".".join(name) for name in missing)
    return f"not applied: {names}" if missing else OK


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Return the app labels and names of all migrations in the code."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _edition() -> str:
    try:
        readable_edition()
    except (DatabaseError, InterfaceError):
        return "cannot be read"
    except UnknownEdition:
        return " ".join(damaged_editions().values()) or "none is published"
    return OK


def _damage() -> str:
    """Return 'ok', or what is wrong with editions that are newer than the one that visitors see."""
    served = readable_edition().number
    newer = [damage for name, damage in sorted(damaged_editions().items()) if name.number > served]
    return f"{' '.join(newer)} Visitors see edition {served}." if newer else OK


def _with_new_connection(job: Callable[[], dict[str, str]]) -> Callable[[], dict[str, str]]:
    """Open a new connection for each check: an open one does not show that others can be opened."""

    def probe() -> dict[str, str]:
        try:
            return job()
        finally:
            connection.close()

    return probe


_PROBES = {"/healthz": healthz, "/readyz": readyz, "/readyz/visitors": readyz_visitors}

_state = BackgroundCall(_with_new_connection(state), timeout=_DATABASE_TIMEOUT)
_visitors = BackgroundCall(_with_new_connection(lambda: {"edition": _edition()}), timeout=_DATABASE_TIMEOUT)
