"""The site as in production: gunicorn with several processes, on its own database."""

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from threading import Event

from audit.site import PROJECT, free_port

# Seconds, enough for anything on a busy machine.
TIMEOUT = 120
SERVER = ("-m", "gunicorn", "--config", "python:advisor.operations.server")


class RunningSite:
    """A site with its own state directory and ports. `variables` are added to its environment."""

    def __init__(self, home, **variables):
        self.home = home
        self.port, self.metrics_port = free_port(), free_port()
        self.environment = {
            "PATH": f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}",
            "DJANGO_SETTINGS_MODULE": "tests.advisor.operations.served",
            "SECRET_KEY": "key-of-a-running-site-" + "x" * 40,
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "off",
            "STATE_DIR": str(home),
            "PORT": str(self.port),
            "METRICS_ON": f"127.0.0.1:{self.metrics_port}",
        } | variables
        self.server = None

    def manage(self, *command, code=0):
        """Run a management command and return its output. `code` is the expected exit code."""
        run = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
        )
        assert run.returncode == code, run.stdout + run.stderr
        return run.stdout + run.stderr

    @contextmanager
    def serving(self, *command):
        """Run the server during the block, which begins when two processes are ready."""
        with open(self.home / "log", "ab") as log:
            command = command or (sys.executable, *SERVER)
            self.server = subprocess.Popen(command, cwd=PROJECT, env=self.environment, stdout=log, stderr=log)
        try:
            until(lambda: len(self.booted()) >= 2 and self.status("/healthz") == 200)
            yield self
        finally:
            self.server.terminate()
            try:
                self.server.wait(TIMEOUT)
            finally:
                self.server.kill()

    def head(self, address):
        return self.get(address, method="HEAD")

    def get(self, address, port=None, headers=None, method="GET"):
        """Return status, headers and body, over a new connection."""
        connection = HTTPConnection("127.0.0.1", port or self.port, timeout=TIMEOUT)
        try:
            connection.request(method, address, headers=headers or {})
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()
        finally:
            connection.close()

    def status(self, address):
        try:
            return self.get(address)[0]
        except (OSError, HTTPException) as error:
            return repr(error)

    def ready(self, address="/readyz"):
        """Return the readiness report, after checking that the status agrees with it."""
        status, _, body = self.get(address)
        found = json.loads(body)
        assert status == (200 if found["ready"] else 503)
        return found

    def metrics(self):
        """Return the metrics by name and labels, without histogram buckets."""
        lines = self.get("/metrics", self.metrics_port)[2].splitlines()
        pairs = [line.rsplit(" ", 1) for line in lines if not line.startswith("#") and "_bucket" not in line]
        return {name: float(number) for name, number in pairs}

    def log(self):
        """Return the lines of the log. Each must be JSON."""
        return [json.loads(line) for line in (self.home / "log").read_text().split("\n")[:-1]]

    def booted(self):
        """Return the messages of the processes of this server that are ready to serve."""
        words = ("is in memory.", "visitors get status 503")
        messages = [line["message"] for line in self.log()]
        begun = max((number for number, message in enumerate(messages) if message.startswith("Starting")), default=0)
        return [message for message in messages[begun:] if any(word in message for word in words)]

    def has_logged(self, words):
        """Whether a message in the log contains these words."""
        return any(words in line["message"] for line in self.log())

    def processes(self):
        """Return the ids of the worker processes."""
        children = f"/proc/{self.server.pid}/task/{self.server.pid}/children"
        with open(children) as file:
            return {int(word) for word in file.read().split()}

    @contextmanager
    def half_sent(self):
        """Send half of a POST request. Gives a function that sends the rest and returns the status line."""
        head = (
            "POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", self.port), timeout=TIMEOUT) as connection:
            connection.sendall(head.encode())
            assert connection.recv(1000).startswith(b"HTTP/1.1 100 ")

            def finish():
                connection.sendall(b"a=bc")
                return connection.recv(1000).split(b"\r\n")[0].decode()

            yield finish

    @contextmanager
    def load(self, addresses=("/", "/frameworks/", "/advise/result/?build=site"), people=4):
        """Send requests during the block from several threads. Gives a Load with the failures."""
        stop, load = Event(), Load()
        with ThreadPoolExecutor(people) as pool:
            jobs = [pool.submit(load.run, self.port, addresses, stop, keep_alive=bool(n % 2)) for n in range(people)]
            try:
                until(lambda: load.answered > people)
                yield load
            finally:
                stop.set()
            for job in jobs:
                job.result(TIMEOUT)

    def is_killed_while_publishing(self):
        """Kill a process in the middle of publishing, and check that no row and no lock is left."""
        command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", HALF_PUBLISHED]
        with subprocess.Popen(
            command, cwd=PROJECT, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as publishing:
            assert publishing.stdout.readline() == b"half-way\n"
            kill(publishing.pid)
        assert self.publishes() == "of the half: 0, editions: 1, now published: 2"

    def publishes(self):
        """Publish a change and return the last line of the output."""
        return self.manage("shell", "--verbosity", "0", "--command", PUBLISHED).splitlines()[-1]

    def backup(self, name):
        """Make a backup and return its rows, without the first line, which has the time."""
        self.manage("backup", str(self.home / name))
        return gzip.decompress((self.home / name).read_bytes()).split(b"\n", 1)[1]


HALF_PUBLISHED = """
import sys
from django.db import transaction
from comparisons.editions.publishing import publish
from comparisons.models import Framework
with transaction.atomic():
    Framework.objects.update(summary="Half-way")
    publish(by=None)
    print("half-way", flush=True)
    sys.stdin.read()
"""
PUBLISHED = """
from comparisons.editions.publishing import publish
from comparisons.models import Edition, Framework
half, editions = Framework.objects.filter(summary="Half-way").count(), Edition.objects.count()
Framework.objects.update(summary="All the way")
print(f"of the half: {half}, editions: {editions}, now published: {publish(by=None).number}")
"""


class Load:
    """Counts responses, and collects those other than 200 and connection errors."""

    def __init__(self):
        self.answered = 0
        self.failures = []

    def run(self, port, addresses, stop, *, keep_alive):
        """Send requests in turn until `stop` is set, over one connection or a new one for each request."""
        connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        while not stop.is_set():
            for address in addresses:
                try:
                    connection.request("GET", address)
                    response = connection.getresponse()
                    response.read()
                    if response.status != 200:
                        self.failures.append((address, response.status))
                    self.answered += 1
                    if not keep_alive or response.will_close:
                        connection.close()
                except (OSError, HTTPException) as error:
                    self.failures.append((address, repr(error)))
                    connection.close()
        connection.close()


def until(true, seconds=TIMEOUT):
    """Wait until `true()` is true. Fails after this many seconds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not so within {seconds} seconds"
        time.sleep(0.02)


def kill(process):
    os.kill(process, signal.SIGKILL)
