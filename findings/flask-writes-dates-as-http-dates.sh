#!/usr/bin/env bash
# Flask 3.1.3, FastAPI 0.165.0 and Litestar 2.25.0
# Expected: a date in JSON is written as ISO 8601 says, and a time without a zone stays without one.
# Seen: FastAPI and Litestar do that. Flask writes the form of HTTP headers and calls a time without a zone GMT,
# whatever zone it was meant in.
# Why it matters: a client moved between them has to read another form, and a local time returned from a Flask view is
# wrong by hours for every reader who believes what it says.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'flask==3.1.3' 'fastapi==0.165.0' 'litestar==2.25.0' uvicorn
cat >with_flask.py <<'PY'
import datetime
import sys

from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return {"at": datetime.datetime(2026, 3, 1, 9, 30)}


app.run(host="127.0.0.1", port=int(sys.argv[1]))
PY
cat >with_fastapi.py <<'PY'
import datetime
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
def index():
    return {"at": datetime.datetime(2026, 3, 1, 9, 30)}


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]))
PY
cat >with_litestar.py <<'PY'
import datetime
import sys

import uvicorn
from litestar import Litestar, get


@get("/")
async def index() -> dict[str, datetime.datetime]:
    return {"at": datetime.datetime(2026, 3, 1, 9, 30)}


uvicorn.run(Litestar([index]), host="127.0.0.1", port=int(sys.argv[1]))
PY
for name in flask fastapi litestar; do
    serve "with_$name.py"
    echo "$name: $(ask GET / | cut -d ' ' -f 5-)"
    end_server
done >seen.txt
same "$(cat seen.txt)" 'flask: {"at":"Sun, 01 Mar 2026 09:30:00 GMT"}
fastapi: {"at":"2026-03-01T09:30:00"}
litestar: {"at":"2026-03-01T09:30:00"}'
