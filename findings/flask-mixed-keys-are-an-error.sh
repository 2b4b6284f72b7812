#!/usr/bin/env bash
# Flask 3.1.3
# Expected: a dictionary that json.dumps takes can be returned from a view.
# Seen: Flask sorts the keys by default, so one with keys of two types, {1: "one", "b": 2}, or with None as a key beside
# a word, is answered with 500. json.dumps writes it, and so do most other frameworks.
# Why it matters: counts by a category that is missing for some rows ({"red": 3, None: 1}) work until the first row
# without a category appears. app.json.sort_keys = False ends it.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'flask==3.1.3'
cat >app.py <<'PY'
import json
import sys

from flask import Flask

app = Flask(__name__)
COUNTS = {"red": 3, None: 1}


@app.get("/counts")
def counts():
    return COUNTS


@app.get("/dumps")
def dumps():
    return json.dumps(COUNTS), {"Content-Type": "application/json"}


app.run(host="127.0.0.1", port=int(sys.argv[1]))
PY
serve app.py
same "$(ask GET /dumps; ask GET /counts | cut -c 1-26)" 'GET /dumps: 200 application/json {"red": 3, "null": 1}
GET /counts: 500 text/html'
