"""Servers that are started, that do not start, and that do not want to end."""

import os
import sys
import time
from contextlib import ExitStack
from urllib.request import urlopen

import psutil
import pytest

from lab.application import read
from lab.environment import Environment
from lab.running import NotRunning, copied, running
from tests.lab.applications import APP_TOML, made

HELLO = """
import http.server, os, sys
if os.environ.get("SEEN_BY_MISTAKE"):
    sys.exit("the caller's environment is seen")
class Hello(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(os.environ["LAB_DATABASE"].encode())
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Hello).serve_forever()
"""
# It has a child in a session of its own, and neither of them minds SIGTERM.
STUBBORN = (
    """
import signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if len(sys.argv) == 2:
    subprocess.Popen([sys.executable, __file__, "0", "child"], start_new_session=True)
"""
    + HELLO
)


@pytest.fixture
def environment(tmp_path):
    """An environment that is this Python."""
    (tmp_path / "environment").mkdir()
    (tmp_path / "environment" / "bin").symlink_to(os.path.dirname(sys.executable))
    return Environment(tmp_path / "environment", "3.11.7")


def application(folder, app=HELLO, app_toml=APP_TOML):
    return read("small", made(folder, app_toml, app=app))


def is_alive(pids):
    return [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE]


def test_a_server_runs_in_a_copy_with_its_own_environment(tmp_path, environment, monkeypatch):
    monkeypatch.setenv("SEEN_BY_MISTAKE", "yes")
    with running(application(tmp_path), environment) as server:
        pids = [process.pid for process in server.processes()]
        assert urlopen(server.url).read().decode() == str(server.copy.database)  # noqa: S310 (its own server)
        assert server.copy.folder != tmp_path / "small"
    assert pids
    assert is_alive(pids) == []
    assert not server.copy.folder.exists()


def test_a_server_that_ends_is_told_with_the_end_of_its_log(tmp_path, environment):
    one = application(tmp_path, "import sys\nprint('what is wrong')\nsys.exit(3)\n")
    with (
        pytest.raises(NotRunning, match=r"(?s)app\.py \{port\}: ended with status 3.*what is wrong"),
        ExitStack() as stack,
    ):
        stack.enter_context(running(one, environment))


def test_a_server_that_is_not_there_is_told(tmp_path, environment):
    one = application(tmp_path, app_toml=APP_TOML.replace('"{python}"', '"{bin}/not-there"'))
    with pytest.raises(NotRunning, match=r"not started: .*not-there"), ExitStack() as stack:
        stack.enter_context(running(one, environment))


def test_a_prepare_that_fails_is_told(tmp_path, environment):
    app_toml = APP_TOML.replace("test =", 'prepare = ["{python}", "-c", "raise SystemExit(\'no tables\')"]\ntest =')
    with pytest.raises(NotRunning, match=r"(?s)ended with status 1.*no tables"), ExitStack() as stack:
        stack.enter_context(copied(application(tmp_path, app_toml=app_toml), environment))


def test_servers_that_do_not_end_are_killed_with_all_their_children(tmp_path, environment, monkeypatch):
    monkeypatch.setattr("lab.running.END_LIMIT", 0.5)
    with running(application(tmp_path, STUBBORN), environment) as server:
        deadline = time.monotonic() + 20
        while len(server.processes()) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        pids = [process.pid for process in server.processes()]
    assert len(pids) == 2
    assert is_alive(pids) == []


def test_nothing_is_left_after_an_interrupt(tmp_path, environment):
    found = []

    def interrupted():
        with running(application(tmp_path), environment) as server:
            found.extend(process.pid for process in server.processes())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert found
    assert is_alive(found) == []
