#!/usr/bin/env bash
# FastAPI 0.165.0 and Starlette 1.10.0
# Expected: what answers GET answers HEAD, as RFC 9110 asks of every general-purpose server. FastAPI stands on
# Starlette, which does so for every GET route.
# Seen: a route made with @app.get answers HEAD with 405 in FastAPI.
# Why it matters: link checkers, uptime monitors and "curl -I" report a working page as broken. Moving from Starlette to
# FastAPI, or mounting one in the other, changes it silently.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'fastapi==0.165.0' 'starlette==1.10.0' uvicorn
cat >app.py <<'PY'
import sys

import uvicorn
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route


async def hello(request):
    return PlainTextResponse("hello")


app = FastAPI()


@app.get("/fastapi")
async def index():
    return "hello"


app.mount("/starlette", Starlette(routes=[Route("/", hello)]))
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]))
PY
serve app.py
for path in /fastapi /starlette/; do
    for method in GET HEAD; do
        ask "$method" "$path" | cut -d ' ' -f -3
    done
done >seen.txt
same "$(cat seen.txt)" \
    'GET /fastapi: 200
HEAD /fastapi: 405
GET /starlette/: 200
HEAD /starlette/: 200'
