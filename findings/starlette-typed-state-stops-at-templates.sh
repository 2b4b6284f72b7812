#!/usr/bin/env bash
# Starlette 1.10.0 with Jinja2 3.1.6, checked by mypy 2.4.1
# Expected: a handler that takes Request[State], the typed state of the application's lifespan as its documentation has
# it, can pass its request to a template.
# Seen: type checkers refuse it. TemplateResponse takes a Request of the untyped state only, and Request is invariant in
# its state. The program runs.
# Why it matters: who types the state, for a pool of connections say, must undo that in every handler that shows a page,
# or switch the checker off there.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'starlette==1.10.0' 'jinja2==3.1.6' 'mypy==2.4.1'
cat >app.py <<'PY'
from typing import TypedDict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.templating import Jinja2Templates


class State(TypedDict):
    greeting: str


templates = Jinja2Templates(directory="templates")


async def in_json(request: Request[State]) -> Response:
    return JSONResponse({"greeting": request.state["greeting"]})


async def on_a_page(request: Request[State]) -> Response:
    return templates.TemplateResponse(request, "index.html", {"greeting": request.state["greeting"]})
PY
python -m mypy --strict app.py >seen.txt || true
same "$(grep -o '^app.py:[0-9]*: error: Argument 1 to "TemplateResponse"' seen.txt; tail -n 1 seen.txt)" \
    'app.py:20: error: Argument 1 to "TemplateResponse"
Found 1 error in 1 file (checked 1 source file)'
