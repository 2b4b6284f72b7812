#!/usr/bin/env bash
# Flet 1.0.5
# Expected: as its pages on async apps and on dynamic websites say, plain functions run in threads of their own.
# Seen: the plain function that builds a page runs on the event loop of the server: while it sleeps, nobody else is
# answered, not even with a file.
# Why it matters: one slow query in one page freezes the app for all users, and the manual says that it does not.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'flet==1.0.5' 'flet-web==1.0.5'
cat >app.py <<'PY'
import sys
import threading
import time

import flet as ft
import uvicorn


def main(page: ft.Page):
    print("built in", threading.current_thread().name, flush=True)
    time.sleep(3)


uvicorn.run(ft.run(main, export_asgi_app=True), host="127.0.0.1", port=int(sys.argv[1]))
PY
serve app.py
cat >visit.py <<'PY'
import sys
import time
import urllib.request

import msgpack
from websockets.sync.client import connect

place = f"127.0.0.1:{sys.argv[1]}"
page = {"route": "/", "width": 100, "height": 100, "web": True, "platform": "linux"}
page["media"] = {"padding": {}, "view_insets": {}, "view_padding": {}}


def manifest():
    start = time.monotonic()
    urllib.request.urlopen(f"http://{place}/manifest.json", timeout=20).read()
    return "had to wait" if time.monotonic() - start > 1.25 else "answered at once"


print("a file, before:", manifest())
with connect(f"ws://{place}/ws") as socket:
    socket.send(b"\0" + msgpack.packb([1, {"session_id": "", "page_name": "", "page": page}]))
    time.sleep(0.5)
    print("a file, while a page is built:", manifest())
PY
same "$(python visit.py "$port"; grep -o 'built in .*' server.log)" 'a file, before: answered at once
a file, while a page is built: had to wait
built in MainThread'
