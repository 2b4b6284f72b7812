#!/usr/bin/env bash
# FastAPI 0.165.0
# Expected: a dependency that sets a context variable (the tenant, the request's number for the log) has set it for the
# handler, whether it is written with "def" or "async def".
# Seen: with "async def" it has. With "def" it runs in a thread with a copy of the context, and what it sets is gone
# when the handler starts.
# Why it matters: FastAPI says that both forms may be mixed freely. Here the choice decides whether the log lines of a
# request carry its number, and nothing fails when they do not.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'fastapi==0.165.0' uvicorn
cat >app.py <<'PY'
import contextvars
import sys

import uvicorn
from fastapi import Depends, FastAPI

app = FastAPI()
tenant = contextvars.ContextVar("tenant", default="nobody")


def plain():
    tenant.set("somebody")


async def asynchronous():
    tenant.set("somebody")


@app.get("/plain", dependencies=[Depends(plain)])
def after_plain():
    return tenant.get()


@app.get("/async", dependencies=[Depends(asynchronous)])
def after_asynchronous():
    return tenant.get()


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]))
PY
serve app.py
same "$(ask GET /plain; ask GET /async)" 'GET /plain: 200 application/json "nobody"
GET /async: 200 application/json "somebody"'
