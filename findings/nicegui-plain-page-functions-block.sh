#!/usr/bin/env bash
# NiceGUI 3.18.0
# Expected: NiceGUI stands on FastAPI, so a plain function runs in a thread there as it does in FastAPI.
# Seen: that is so for a route made with app.get, but a function under ui.page runs on the event loop: while one page is
# built, nobody else is answered, and every open page stands still.
# Why it matters: one slow query in one page freezes the screens of all users. The same query in a plain API route of
# the same program does not.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'nicegui==3.18.0'
cat >app.py <<'PY'
import sys
import time

from nicegui import app, ui


@ui.page("/page")
def page():
    time.sleep(3)
    ui.label("slow")


@app.get("/route")
def route():
    time.sleep(3)
    return "slow"


@app.get("/quick")
async def quick():
    return "quick"


ui.run(host="127.0.0.1", port=int(sys.argv[1]), reload=False, show=False)
PY
serve app.py
same "$(overlap /page /quick; overlap /route /quick)" '/quick during /page: had to wait
/quick during /route: answered at once'
