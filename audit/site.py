"""A production-like site with temporary data: the shipped catalogue, a second edition and an unpublished change."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).resolve().parent.parent

SERVER = [sys.executable, "-m", "gunicorn", "--config", "python:advisor.operations.server"]

# Gives the pages changes, unknown scores and retired frameworks to show.
SECOND_EDITION = """
from comparisons.editions.publishing import publish
from comparisons.models import Framework, Score
Framework.objects.filter(slug="robyn").update(status="retired")
Score.objects.filter(framework__slug="quart", criterion__slug__in=["age", "seo"]).delete()
publish(by=None, note="Robyn retired, two scores of Quart withdrawn")
Framework.objects.filter(slug="bottle").update(status="retired")
"""


@dataclass(frozen=True)
class Site:
    url: str
    password: str
    editor: str = "editor"
    environment: dict[str, str] = field(default_factory=dict, repr=False)


@contextmanager
def running_site() -> Iterator[Site]:
    """Start the site on a free port of 127.0.0.1, and stop it afterwards."""
    port = free_port()
    url, password = f"http://127.0.0.1:{port}", secrets.token_urlsafe(15)
    with TemporaryDirectory(prefix="advisor-audit-") as state:
        environment = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": "127.0.0.1",
            "PORT": str(port),
            "HTTPS": "off",  # browsers treat loopback as secure
            "STATE_DIR": state,
            "ADVICE_RATE": "0",  # one client requests every page
            "LOG_LEVEL": "ERROR",  # the list contains error pages
            "DJANGO_SUPERUSER_PASSWORD": password,
        }
        site = Site(url=url, password=password, environment=environment)
        fill(environment, site.editor)
        server = subprocess.Popen(SERVER, cwd=PROJECT, env=environment)
        try:
            wait_for(server, port)
            yield site
        finally:
            server.terminate()
            server.wait(timeout=30)


def fill(environment: dict[str, str], editor: str) -> None:
    for command in (
        ["collectstatic", "--no-input", "--verbosity", "0"],
        ["migrate", "--no-input", "--verbosity", "0"],
        ["createsuperuser", "--no-input", "--username", editor, "--email", "", "--verbosity", "0"],
        ["first_start"],
        ["shell", "--verbosity", "0", "--command", SECOND_EDITION],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL
        )


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the port accepts connections. Raises RuntimeError if the server has exited, or after 30 seconds."""
    deadline = time.monotonic() + 30
    while server.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The site did not start; what it printed stands above.")
