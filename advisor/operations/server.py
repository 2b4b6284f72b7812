"""How gunicorn serves the site: `gunicorn --config python:advisor.operations.server`. Its command line wins over this.

Each name below is one of gunicorn's settings or hooks.
"""

import logging
import os
import runpy
import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from advisor.environment import address, log_level, misspelt, one_of, text, whole
from advisor.operations.logs import logging_settings

wsgi_app = "advisor.wsgi"
bind = [f"{text('LISTEN_ON', '127.0.0.1')}:{whole('PORT', 8000)}"]
if _metrics := address("METRICS_ON"):
    bind.append(f"{_metrics[0]}:{_metrics[1]}")
    if bind[0].endswith(f":{_metrics[1]}"):
        raise ImproperlyConfigured("METRICS_ON has the port of the site: give it one of its own.")

workers = whole("WORKERS", 2)
worker_class = "advisor.operations.worker.Worker"
threads = whole("THREADS", 4)
worker_connections = 400  # in each worker; one more closes the one that has waited longest for a request
# Nobody is believed: with TRUSTED_PROXY, Django reads what the proxy says of address and scheme.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
header_map = "drop"  # names with "_", which could stand for others
graceful_timeout = 30  # what requests in flight get when the server stops or reloads
limit_request_line = 8190  # answers live in addresses, those of eight people in one
control_socket_disable = True

loglevel = log_level().lower()
logging.captureWarnings(True)  # Python's warnings are lines of the log too
logconfig_dict = logging_settings(one_of("LOG_FORMAT", "json", "plain"), log_level())

# Heartbeats and metrics are written in memory, so that a slow disk never looks like a dead worker.
_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108, each file in it gets a name of its own
worker_tmp_dir = _MEMORY


def on_starting(server: Any) -> None:
    """Refuse to start with settings that no worker could use, and make a place where the numbers of all come together.

    The place is a fresh one, so nothing old is counted.
    """
    try:
        runpy.run_module("advisor.settings")  # not imported: after a reload, workers import it anew
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    for sentence in misspelt():
        server.log.warning(sentence)
    if _metrics:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = mkdtemp(prefix="advisor-metrics-", dir=_MEMORY)


def post_worker_init(worker: Any) -> None:
    from advisor.operations.warming import warm

    warm()


def child_exit(server: Any, worker: Any) -> None:
    if _metrics:
        # Not above: prometheus_client decides on its import whether several processes count together.
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    if _metrics:
        shutil.rmtree(Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]), ignore_errors=True)
