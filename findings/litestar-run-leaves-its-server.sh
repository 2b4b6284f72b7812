#!/usr/bin/env bash
# Litestar 2.25.0
# Expected: "litestar run" ends with SIGTERM, as systemd, Docker and Kubernetes end it, and its server with it.
# Seen: so it is with one process. With --web-concurrency 2, Uvicorn runs as a process of its own below it; SIGTERM ends
# the command alone, and Uvicorn goes on answering without a parent.
# Why it matters: a supervisor takes the application for stopped, and the next start finds the port taken by the old
# code. In a container the server is killed in the middle of its work.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'litestar[standard]==2.25.0'
cat >app.py <<'PY'
from litestar import Litestar, get


@get("/")
async def index() -> str:
    return "hello"


app = Litestar([index])
PY
cat >end.py <<'PY'
import http.client
import os
import signal
import subprocess
import sys
import time

port, processes = sys.argv[1:]
command = ["litestar", "run", "--host", "127.0.0.1", "--port", port, "--web-concurrency", processes]
process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def answers():
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


try:
    for _ in range(200):
        if answers():
            break
        time.sleep(0.2)
    process.terminate()
    process.wait(20)
    time.sleep(5)
    print(f"{processes}: the command has ended,", "its server answers" if answers() else "and its server")
finally:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
PY
for processes in 1 2; do
    free_port
    timeout --kill-after=5 120 python end.py "$port" "$processes"
done >seen.txt
same "$(cat seen.txt)" '1: the command has ended, and its server
2: the command has ended, its server answers'
