#!/usr/bin/env bash
# Bottle 0.13.4
# Expected: request.query["q"], request.query.get("q") and request.query.q are three ways to the same value.
# Seen: only the attribute is decoded as UTF-8. By key, the bytes are read as Latin-1, so "Jürgen" comes as "JÃ¼rgen".
# URL-encoded forms behave the same; multipart forms do not.
# Why it matters: a developer who writes the brackets that every other framework uses stores garbled names, and notices
# when the first visitor with an accent signs up.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'bottle==0.13.4'
cat >app.py <<'PY'
import sys

from bottle import get, request, run


@get("/")
def index():
    return ascii([request.query["q"], request.query.get("q"), request.query.q])


run(host="127.0.0.1", port=int(sys.argv[1]), quiet=True)
PY
serve app.py
same "$(ask GET '/?q=J%C3%BCrgen')" \
    "GET /?q=J%C3%BCrgen: 200 text/html ['J\\xc3\\xbcrgen', 'J\\xc3\\xbcrgen', 'J\\xfcrgen']"
