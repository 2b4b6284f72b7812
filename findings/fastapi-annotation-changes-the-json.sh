#!/usr/bin/env bash
# FastAPI 0.165.0
# Expected: "-> dict" on a handler is a hint for readers and tools and leaves the answer as it was.
# Seen: with it the answer is written by another encoder. A Decimal of 1.10 is the number 1.1 without the annotation and
# the string "1.10" with it; a float that is not a number is an error 500 without and null with it.
# Why it matters: somebody adds types in an afternoon of tidying, no test of the status fails, and clients that add up
# prices get strings.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'fastapi==0.165.0' uvicorn
cat >app.py <<'PY'
import decimal
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/price")
def price():
    return {"price": decimal.Decimal("1.10")}


@app.get("/price/annotated")
def price_annotated() -> dict:
    return {"price": decimal.Decimal("1.10")}


@app.get("/mean")
def mean():
    return {"mean": float("nan")}


@app.get("/mean/annotated")
def mean_annotated() -> dict:
    return {"mean": float("nan")}


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]))
PY
serve app.py
same "$(for path in /price /price/annotated /mean /mean/annotated; do ask GET $path; done)" \
    'GET /price: 200 application/json {"price":1.1}
GET /price/annotated: 200 application/json {"price":"1.10"}
GET /mean: 500 text/plain Internal Server Error
GET /mean/annotated: 200 application/json {"mean":null}'
