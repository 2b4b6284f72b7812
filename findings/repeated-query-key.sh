#!/usr/bin/env bash
# Flask 3.1.3 and FastAPI 0.165.0
# Expected: when a query has one key twice, asking for the one value gives the same one everywhere, or an error.
# Seen: Flask gives the first, FastAPI the last.
# Why it matters: forms with a hidden field before a checkbox rely on the last one. And where a request passes two
# services in two frameworks, they act on two different values of the same request.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'flask==3.1.3' 'fastapi==0.165.0' uvicorn
cat >with_flask.py <<'PY'
import sys

from flask import Flask, request

app = Flask(__name__)


@app.get("/")
def index():
    return request.args["agree"]


app.run(host="127.0.0.1", port=int(sys.argv[1]))
PY
cat >with_fastapi.py <<'PY'
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
def index(agree: str):
    return agree


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]))
PY
for name in flask fastapi; do
    serve "with_$name.py"
    echo "$name: $(ask GET '/?agree=no&agree=yes' | cut -d ' ' -f 5)"
    end_server
done >seen.txt
same "$(cat seen.txt)" 'flask: no
fastapi: "yes"'
