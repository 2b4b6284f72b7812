#!/usr/bin/env bash
# Uvicorn 0.54.0 with FastAPI 0.165.0 and Starlette 1.10.0
# Expected: after the 500 for an unhandled error, the connection is kept for the next request, or the answer says
# "Connection: close" (RFC 9112, 9.6).
# Seen: neither. FastAPI and Starlette send the 500 and raise the error on; Uvicorn then closes the connection that the
# client believes open. The next request on it gets no answer. Where an application answers the error itself, it does.
# Why it matters: behind a proxy or a client with a pool of connections, one visitor's error becomes another's "502" or
# "connection reset", on an address where nothing is wrong. A POST is not tried again.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'fastapi==0.165.0' 'starlette==1.10.0' 'uvicorn==0.54.0'
cat >app.py <<'PY'
import sys

import uvicorn
from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.get("/hello")
async def hello():
    return "hello"


@app.get("/raised")
async def raised():
    raise RuntimeError("an error")


@app.get("/answered")
async def answered():
    raise HTTPException(500)


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="critical")
PY
cat >twice.py <<'PY'
import http.client
import sys
import time

for first in ("/answered", "/raised"):
    connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=20)
    connection.request("GET", first)
    answer = connection.getresponse()
    answer.read()
    seen = f"{first}: {answer.status}, connection: {answer.getheader('Connection', 'not mentioned')}, then"
    time.sleep(1)
    try:
        connection.request("GET", "/hello")
        print(seen, connection.getresponse().status)
    except (ConnectionError, http.client.RemoteDisconnected):
        print(seen, "no answer")
PY
serve app.py
same "$(python twice.py "$port")" '/answered: 500, connection: not mentioned, then 200
/raised: 500, connection: not mentioned, then no answer'
