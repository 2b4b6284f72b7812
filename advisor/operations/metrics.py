"""What Prometheus reads: numbers of all worker processes together. They name routes and never visitors."""

import os
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec

from django.http import HttpResponse
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from comparisons.editions.current import Name, damaged_editions, database_is_away

P = ParamSpec("P")

_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

requests = Counter("advisor_requests", "Answers sent.", ["route", "method", "status"])
seconds_taken = Histogram("advisor_request_seconds", "Time until an answer was ready.", ["route"], buckets=_BOUNDS)
answers = Counter("advisor_public_answers", "Public answers: 'memory', 'unchanged' (304) or 'made' anew.", ["source"])
advice = Counter("advisor_advice", "Answers for which advice was worked out.")
edition = Gauge("advisor_edition", "Number of the edition served last.", multiprocess_mode="livemostrecent")
published = Gauge(
    "advisor_edition_published_timestamp_seconds",
    "When the edition served last was published.",
    multiprocess_mode="livemostrecent",
)
away = Gauge("advisor_database_away", "1 while the database does not answer.", multiprocess_mode="livemax")
damaged = Gauge(
    "advisor_editions_damaged", "Editions that cannot be read and are not shown.", multiprocess_mode="livemax"
)
database_failures = Counter("advisor_database_failures", "Requests that the database kept from being answered.")
logins = Counter("advisor_logins", "Attempts to log in: 'succeeded', 'failed' or 'held back'.", ["outcome"])
for _outcome in ("succeeded", "failed", "held back"):
    logins.labels(_outcome)  # 0 from the start, or a rate would miss the first


refused = Counter(
    "advisor_refused_requests", "Requests refused: 'rate', 'size', 'host', 'network', 'slow' or 'head'.", ["reason"]
)
for _reason in ("rate", "size", "host", "network", "slow", "head"):
    refused.labels(_reason)


class _Told:
    """What this process wrote into the gauges last."""

    edition: int | None = None
    away: bool | None = None
    damaged: int | None = None


def count_answer(route: str, method: str, status: int, seconds: float, source: str, name: Name | None) -> None:
    """Count an answer; source is '' where the cache of public answers has no part in it."""
    _requests_of(route, method, status).inc()
    _seconds_of(route).observe(seconds)
    if source:
        _answers_of(source).inc()
    tell(name)


def counts_advice(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Count the answers of a view that works out advice. Those from the response cache never come here."""

    @wraps(view)
    def counted(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        if response.status_code == 200:
            advice.inc()
        return response

    return counted


def tell(name: Name | None) -> None:
    """Keep the gauges right: which edition this process serves, and whether the database answers."""
    if name is not None and name.number != _Told.edition:
        edition.set(name.number)
        published.set(name.published_at.timestamp())
        _Told.edition = name.number
    if database_is_away() != _Told.away:
        _Told.away = database_is_away()
        away.set(_Told.away)
    if (number := len(damaged_editions())) != _Told.damaged:
        damaged.set(number)
        _Told.damaged = number


# `labels` makes a key of its arguments under a lock each time; these remember.
@lru_cache(maxsize=10_000)
def _requests_of(route: str, method: str, status: int) -> Counter:
    return requests.labels(route, method, str(status))


@lru_cache(maxsize=1_000)
def _seconds_of(route: str) -> Histogram:
    return seconds_taken.labels(route)


@lru_cache(maxsize=10)
def _answers_of(source: str) -> Counter:
    return answers.labels(source)


def metrics_text(further: Collector) -> bytes:
    """Return the numbers in Prometheus' text format, and `further` ones.

    They are those of all processes of the server, or of this one alone.
    """
    registry = CollectorRegistry()
    registry.register(further)
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY) + generate_latest(registry)
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
