#!/usr/bin/env bash
# Bottle 0.13.4, Flask 3.1.3 and Sanic 25.12.1
# Expected: two functions for the same method and address are a mistake that the framework reports.
# Seen: Sanic refuses the second. Flask and Bottle accept both silently. Flask then calls the first and Bottle the
# second.
# Why it matters: in a program of many modules a copied route is easily left behind. In Flask and Bottle it is dead
# code, and a move from Flask to Bottle changes which function that is.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'bottle==0.13.4' 'flask==3.1.3' 'sanic==25.12.1'
cat >with_bottle.py <<'PY'
import sys

from bottle import get, run


@get("/")
def first():
    return "first"


@get("/")
def second():
    return "second"


run(host="127.0.0.1", port=int(sys.argv[1]), quiet=True)
PY
cat >with_flask.py <<'PY'
import sys

from flask import Flask

app = Flask(__name__)


@app.get("/")
def first():
    return "first"


@app.get("/")
def second():
    return "second"


app.run(host="127.0.0.1", port=int(sys.argv[1]))
PY
cat >with_sanic.py <<'PY'
from sanic import Sanic, text

app = Sanic("example")


@app.get("/")
async def first(request):
    return text("first")


try:

    @app.get("/")
    async def second(request):
        return text("second")
except Exception as error:
    print("sanic:", type(error).__name__)
PY
{
    for name in bottle flask; do
        serve "with_$name.py"
        echo "$name: $(ask GET /)"
        end_server
    done
    timeout 120 python with_sanic.py
} >seen.txt
same "$(cat seen.txt)" 'bottle: GET /: 200 text/html second
flask: GET /: 200 text/html first
sanic: RouteExists'
