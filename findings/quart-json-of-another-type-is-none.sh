#!/usr/bin/env bash
# Quart 0.22.0 and Flask 3.1.3
# Expected: Quart is Flask's interface made asynchronous, so request.get_json() of a body that is not labelled as JSON
# does the same in both.
# Seen: Flask answers 415. Quart goes on with None, and the first line that uses the value decides what the client sees.
# Why it matters: a port from Flask to Quart that adds "await" everywhere turns a clear answer for a careless client
# (curl -d without a header) into an error 500, or into an empty record that is stored.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'quart==0.22.0' 'flask==3.1.3'
cat >with_quart.py <<'PY'
import sys

from quart import Quart, request

app = Quart(__name__)


@app.post("/")
async def index():
    return repr(await request.get_json())


app.run(host="127.0.0.1", port=int(sys.argv[1]), use_reloader=False)
PY
cat >with_flask.py <<'PY'
import sys

from flask import Flask, request

app = Flask(__name__)


@app.post("/")
def index():
    return repr(request.get_json())


app.run(host="127.0.0.1", port=int(sys.argv[1]))
PY
for name in quart flask; do
    serve "with_$name.py"
    for type in application/json text/plain; do
        echo "$name, $type: $(ask POST / '{"a": 1}' "$type" | cut -d ' ' -f 3,5-6)"
    done
    end_server
done >seen.txt
same "$(cat seen.txt)" "quart, application/json: 200 {'a': 1}
quart, text/plain: 200 None
flask, application/json: 200 {'a': 1}
flask, text/plain: 415 <!doctype html>"
