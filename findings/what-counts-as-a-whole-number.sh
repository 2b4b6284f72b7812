#!/usr/bin/env bash
# Flask 3.1.3, Litestar 2.25.0 and FastAPI 0.165.0
# Expected: a path parameter declared as int takes 42, perhaps -5, and nothing else, in the same way everywhere.
# Seen: Flask takes digits of any script (the Arabic three) and no sign; Litestar takes whatever Python's int() takes,
# also 1_000, +5 and a leading space; FastAPI takes those, and 5.0 as well, but no Arabic digit. Flask and Litestar
# refuse with 404, FastAPI with 422.
# Why it matters: one record has many addresses, for caches, logs and search engines; and addresses that one framework
# answered are gone after a move to another.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'flask==3.1.3' 'litestar==2.25.0' 'fastapi==0.165.0' uvicorn
cat >with_flask.py <<'PY'
import sys

from flask import Flask

app = Flask(__name__)


@app.get("/<int:number>")
def index(number):
    return str(number)


app.run(host="127.0.0.1", port=int(sys.argv[1]))
PY
cat >with_litestar.py <<'PY'
import sys

import uvicorn
from litestar import Litestar, get


@get("/{number:int}")
async def index(number: int) -> str:
    return str(number)


uvicorn.run(Litestar([index]), host="127.0.0.1", port=int(sys.argv[1]))
PY
cat >with_fastapi.py <<'PY'
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/{number}")
def index(number: int):
    return number


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]))
PY
for name in flask litestar fastapi; do
    serve "with_$name.py"
    echo "$name:"
    for number in 007 -5 %2B5 %205 1_000 5.0 %D9%A3; do
        echo "  $number: $(ask GET "/$number" | cut -d ' ' -f 3,5 | sed 's/^\(4[0-9]*\) .*/\1/')"
    done
    end_server
done >seen.txt
same "$(cat seen.txt)" 'flask:
  007: 200 7
  -5: 404
  %2B5: 404
  %205: 404
  1_000: 404
  5.0: 404
  %D9%A3: 200 3
litestar:
  007: 200 7
  -5: 200 -5
  %2B5: 200 5
  %205: 200 5
  1_000: 200 1000
  5.0: 404
  %D9%A3: 200 3
fastapi:
  007: 200 7
  -5: 200 -5
  %2B5: 200 5
  %205: 200 5
  1_000: 200 1000
  5.0: 200 5
  %D9%A3: 422'
