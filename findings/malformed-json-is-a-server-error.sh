#!/usr/bin/env bash
# Starlette 1.10.0, aiohttp 3.14.5 and Sanic 25.12.1
# Expected: "await request.json()" of a body that is not JSON gives the client an error of its own, 400 or 422.
# Seen: in Starlette and aiohttp the exception of the JSON parser goes through, and the answer is 500 with a traceback
# in the log. Sanic, whose attribute looks much the same, answers 400.
# Why it matters: every careless client looks like a bug of the service: in the alerts, in the error budget, and to
# clients that try again on 5xx. Each handler needs its own try.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'starlette==1.10.0' 'aiohttp==3.14.5' 'sanic==25.12.1' uvicorn
cat >with_starlette.py <<'PY'
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route


async def echo(request):
    return JSONResponse(await request.json())


app = Starlette(routes=[Route("/", echo, methods=["POST"])])
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]))
PY
cat >with_aiohttp.py <<'PY'
import sys

from aiohttp import web


async def echo(request):
    return web.json_response(await request.json())


app = web.Application()
app.router.add_post("/", echo)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]))
PY
cat >with_sanic.py <<'PY'
import sys

from sanic import Sanic, json

app = Sanic("example")


@app.post("/")
async def echo(request):
    return json(request.json)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True)
PY
for name in starlette aiohttp sanic; do
    serve "with_$name.py"
    for body in '{"a": 1}' '{"a": '; do
        echo "$name, $body: $(ask POST / "$body" application/json | cut -d ' ' -f 3)"
    done
    end_server
done >seen.txt
same "$(cat seen.txt)" 'starlette, {"a": 1}: 200
starlette, {"a": : 500
aiohttp, {"a": 1}: 200
aiohttp, {"a": : 500
sanic, {"a": 1}: 200
sanic, {"a": : 400'
