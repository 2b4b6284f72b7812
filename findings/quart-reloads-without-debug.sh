#!/usr/bin/env bash
# Quart 0.22.0 and Flask 3.1.3
# Expected: app.run() without options watches no files; that is what debug mode is for, as in Flask.
# Seen: Quart's app.run() has its reloader on also when debug is off: saving the file restarts the server. Flask's keeps
# serving the old code until it is told otherwise.
# Why it matters: a small service started by app.run() drops its connections and its state in memory in the middle of an
# update of its files, and runs whatever half of the update is on the disk.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'quart==0.22.0' 'flask==3.1.3'
cat >with_quart.py <<'PY'
import sys

from quart import Quart

app = Quart(__name__)


@app.get("/")
async def index():
    return "old"


app.run(host="127.0.0.1", port=int(sys.argv[1]))
PY
cat >with_flask.py <<'PY'
import sys

from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "old"


app.run(host="127.0.0.1", port=int(sys.argv[1]))
PY
for name in quart flask; do
    serve "with_$name.py"
    ask GET / >/dev/null
    sleep 2
    sed -i 's/old/new/' "with_$name.py"
    sleep 8
    echo "$name: $(ask GET / | cut -d ' ' -f 5)"
    end_server
done >seen.txt
same "$(cat seen.txt)" 'quart: new
flask: old'
