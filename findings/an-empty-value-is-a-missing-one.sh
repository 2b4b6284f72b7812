#!/usr/bin/env bash
# Sanic 25.12.1, BlackSheep 2.6.4 and Starlette 1.10.0
# Expected: "?note=" sends an empty note, and a handler can tell it from a request that has no note at all.
# Seen: Starlette gives an empty string. Sanic gives None, and BlackSheep answers 400 and says that the parameter is
# missing.
# Why it matters: browsers send every field of a form, also the empty ones. Clearing a field then means "leave it as it
# is" in Sanic, and a search form with one empty field is refused by BlackSheep.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'sanic==25.12.1' 'blacksheep==2.6.4' 'starlette==1.10.0' uvicorn
cat >with_sanic.py <<'PY'
import sys

from sanic import Sanic, text

app = Sanic("example")


@app.get("/")
async def index(request):
    return text(repr(request.args.get("note")))


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True)
PY
cat >with_blacksheep.py <<'PY'
import sys

import uvicorn
from blacksheep import Application, get

app = Application()


@get("/")
async def index(note: str):
    return repr(note)


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]))
PY
cat >with_starlette.py <<'PY'
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route


async def index(request):
    return PlainTextResponse(repr(request.query_params.get("note")))


uvicorn.run(Starlette(routes=[Route("/", index)]), host="127.0.0.1", port=int(sys.argv[1]))
PY
for name in starlette sanic blacksheep; do
    serve "with_$name.py"
    echo "$name: $(ask GET '/?note=' | cut -d ' ' -f 3,5-)"
    end_server
done >seen.txt
same "$(cat seen.txt)" "starlette: 200 ''
sanic: 200 None
blacksheep: 400 Bad Request: Missing query parameter \`note\`"
