#!/usr/bin/env bash
# Quart 0.22.0 and Flask 3.1.3
# Expected: Quart is Flask's interface made asynchronous, and MAX_CONTENT_LENGTH is None in Flask, so a large body is
# taken in both unless a limit is set.
# Seen: Quart's own default is 16 MiB; a larger body is answered with 413.
# Why it matters: an upload that worked before a port from Flask to Quart is refused afterwards, and only when it is
# large. A port from Quart to Flask silently loses the limit.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'quart==0.22.0' 'flask==3.1.3'
cat >program.py <<'PY'
import asyncio

import flask
import quart

body = bytes(17 * 1024 * 1024)
plain = flask.Flask("plain")
awaited = quart.Quart("awaited")


@plain.post("/")
def length():
    return str(len(flask.request.get_data()))


@awaited.post("/")
async def length_awaited():
    return str(len(await quart.request.get_data()))


async def post():
    return (await awaited.test_client().post("/", data=body)).status_code


print("flask:", plain.test_client().post("/", data=body).status_code)
print("quart:", asyncio.run(post()))
PY
same "$(timeout 120 python program.py 2>errors.txt)" 'flask: 200
quart: 413'
