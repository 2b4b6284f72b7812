#!/usr/bin/env bash
# BlackSheep 2.6.4 and Litestar 2.25.0
# Expected: an asynchronous framework that takes a plain function runs it in a thread (as Starlette and FastAPI do), or
# says that it will not.
# Seen: both run it on the event loop, where a function that sleeps holds up every other request. Litestar warns when
# the handler is made; BlackSheep says nothing at all.
# Why it matters: code moved over from FastAPI keeps working in every test with one client, and stalls under two. Only
# Litestar tells you.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'blacksheep==2.6.4' 'litestar==2.25.0' uvicorn
cat >sheep.py <<'PY'
import sys
import time

import uvicorn
from blacksheep import Application, get

app = Application()


@get("/slow")
def slow():
    time.sleep(3)
    return "slow"


@get("/quick")
async def quick():
    return "quick"


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="critical")
PY
cat >star.py <<'PY'
import sys
import time

import uvicorn
from litestar import Litestar, get


@get("/slow")
def slow() -> str:
    time.sleep(3)
    return "slow"


@get("/quick")
async def quick() -> str:
    return "quick"


uvicorn.run(Litestar([slow, quick]), host="127.0.0.1", port=int(sys.argv[1]), log_level="critical")
PY
for name in sheep star; do
    serve "$name.py"
    overlap /slow /quick
    end_server
    echo "$name warned: $(grep -c 'Warning: ' server.log || true)"
done >seen.txt
same "$(cat seen.txt)" '/quick during /slow: had to wait
sheep warned: 0
/quick during /slow: had to wait
star warned: 1'
