"""Metrics that are read when Prometheus asks: the version, the memory of the server, and the last backup."""

import os
import platform
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.db import DatabaseError, InterfaceError, connection
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from advisor.models import LastBackup
from advisor.version import VERSION
from comparisons.editions.background import BackgroundCall
from comparisons.editions.current import database_is_still_away

_DATABASE_TIMEOUT = 2.0  # seconds
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Readings(Collector):
    def collect(self) -> Iterator[GaugeMetricFamily]:
        build = GaugeMetricFamily("advisor_build_info", "1, with the version.", labels=["version", "python"])
        build.add_metric([VERSION, platform.python_version()], 1)
        yield build
        memory = GaugeMetricFamily(
            "advisor_process_memory_bytes", "Resident memory of each process of the server.", labels=["pid"]
        )
        for pid in _processes():
            with suppress(OSError, ValueError, IndexError):  # it has ended, or there is no /proc
                memory.add_metric([str(pid)], _memory_of(pid))
        yield memory
        if (seconds := _last_backup()) is not None:
            yield GaugeMetricFamily(
                "advisor_last_backup_timestamp_seconds", "When `manage.py backup` last succeeded; 0 for never.", seconds
            )


def _processes() -> list[int]:
    """Return the processes of the server, its workers and the one that started them; outside of it this one alone."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return [os.getpid()]
    server = os.getppid()
    try:
        children = Path(f"/proc/{server}/task/{server}/children").read_text()
    except OSError:
        return [os.getpid()]
    return [server, *map(int, children.split())]


def _memory_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE


class _Known:
    last_backup: float | None = None


def _last_backup() -> float | None:
    """Return what the database says, or what it said last if it does not answer; None if it never has."""
    if not database_is_still_away():
        with suppress(DatabaseError, InterfaceError, TimeoutError):
            _Known.last_backup = _read.result()
    return _Known.last_backup


def _read_last_backup() -> float:
    try:
        row = LastBackup.objects.first()
        return row.taken_at.timestamp() if row else 0.0
    finally:
        connection.close()


_read = BackgroundCall(_read_last_backup, timeout=_DATABASE_TIMEOUT)
