#!/usr/bin/env bash
# Sanic 25.12.1
# Expected: a path parameter is what the visitor typed, decoded, as the query values of the same request are.
# Seen: the query is decoded, the path is not: /city/M%C3%BCnchen hands "M%C3%BCnchen" to the handler unless the route
# says unquote=True.
# Why it matters: looking the value up in a database finds nothing for any name with a space or an accent, and tests
# with plain words pass.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'sanic==25.12.1'
cat >app.py <<'PY'
import sys

from sanic import Sanic, text

app = Sanic("example")


@app.get("/city/<name>")
async def city(request, name):
    return text(ascii([name, request.args.get("name")]))


@app.get("/unquoted/<name>", unquote=True)
async def unquoted(request, name):
    return text(ascii([name, request.args.get("name")]))


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True)
PY
serve app.py
same "$(for path in city unquoted; do ask GET "/$path/M%C3%BCnchen?name=M%C3%BCnchen" | cut -d ' ' -f 5-; done)" \
    "['M%C3%BCnchen', 'M\\xfcnchen']
['M\\xfcnchen', 'M\\xfcnchen']"
