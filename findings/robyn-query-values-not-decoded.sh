#!/usr/bin/env bash
# Robyn 0.88.0
# Expected: what a handler gets from the query string and from the path is text, with %20 and + turned back into what
# the visitor typed, as in every other framework here.
# Seen: the values of query_params keep their percent signs and plus signs, and path_params keep theirs too.
# Why it matters: a search for "café au lait" looks for "caf%C3%A9+au+lait" and finds nothing. English words without
# spaces, which is what one tries first, work.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'robyn==0.88.0'
cat >app.py <<'PY'
import sys

from robyn import Robyn

port = int(sys.argv.pop())
app = Robyn(__file__)


@app.get("/search")
async def search(request):
    return request.query_params.get("q", None)


@app.get("/city/:name")
async def city(request):
    return request.path_params["name"]


app.start(host="127.0.0.1", port=port)
PY
serve app.py
same "$(ask GET '/search?q=tea'; ask GET '/search?q=caf%C3%A9+au%20lait'; ask GET '/city/M%C3%BCnchen')" \
    'GET /search?q=tea: 200 text/plain tea
GET /search?q=caf%C3%A9+au%20lait: 200 text/plain caf%C3%A9+au%20lait
GET /city/M%C3%BCnchen: 200 text/plain M%C3%BCnchen'
