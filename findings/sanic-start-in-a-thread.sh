#!/usr/bin/env bash
# Sanic 25.12.1
# Expected: a server started with the usual call, app.run(), can be started from a thread of a larger program, as those
# of Flask and uvicorn can.
# Seen: app.run() raises in any thread but the main one. app.create_server() in an event loop of that thread's own
# works.
# Why it matters: to put a small web page into a program that exists already (a desktop program, a robot, a test), one
# needs another call than app.run(), which the examples show, and finds out at run time.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'sanic==25.12.1'
cat >app.py <<'PY'
import asyncio
import sys
import threading
import urllib.request

from sanic import Sanic, text

way, port = sys.argv[1], int(sys.argv[2])
app = Sanic("example")
started, stop = threading.Event(), threading.Event()


@app.get("/")
async def index(request):
    return text("hello")


def run():
    app.run(host="127.0.0.1", port=port, single_process=True, motd=False, access_log=False)


async def serve():
    server = await app.create_server(host="127.0.0.1", port=port, return_asyncio_server=True)
    await server.startup()
    await server.start_serving()
    started.set()
    await asyncio.to_thread(stop.wait, 60)
    server.close()


def start():
    try:
        run() if way == "run" else asyncio.run(serve())
    except ValueError as error:
        print(f"{way}: {error}", file=sys.stderr)
    finally:
        started.set()


thread = threading.Thread(target=start, daemon=True)
thread.start()
started.wait(20)
try:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
        print("OUTCOME", way, "answers", answer.status)
except OSError:
    print("OUTCOME", way, "does not answer")
stop.set()
thread.join(10)
PY
for way in run create_server; do
    free_port
    timeout --kill-after=5 120 python app.py "$way" "$port" >>all.txt 2>&1 || true
done
same "$(grep -E '^(OUTCOME|run:)' all.txt)" \
    'run: signal only works in main thread of the main interpreter
OUTCOME run does not answer
OUTCOME create_server answers 200'
