#!/usr/bin/env bash
# Robyn 0.88.0
# Expected: its documentation says that plain functions run in a pool of threads, so that one of them never holds up the
# others.
# Seen: with the one worker that a start without options has, a plain function that sleeps holds up every other request,
# also those for async functions.
# Why it matters: a program with a blocking database driver serves one visitor at a time until somebody raises the
# number of workers, and nothing says so.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'robyn==0.88.0'
cat >app.py <<'PY'
import sys
import time

from robyn import Robyn

port = int(sys.argv.pop())
app = Robyn(__file__)


@app.get("/slow")
def slow():
    time.sleep(3)
    return "slow"


@app.get("/quick")
async def quick():
    return "quick"


app.start(host="127.0.0.1", port=port)
PY
serve app.py
same "$(overlap /slow /quick)" '/quick during /slow: had to wait'
