#!/usr/bin/env bash
# Robyn 0.88.0 and Flask 3.1.3
# Expected: a handler that forgets its return statement gives an error (Flask says that the view returned None), or an
# empty answer.
# Seen: Robyn answers 200 with a page that says "None".
# Why it matters: a forgotten return is a common slip. Here it passes every check of the status, and reaches visitors as
# a page with one odd word.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'robyn==0.88.0' 'flask==3.1.3'
cat >with_robyn.py <<'PY'
import sys

from robyn import Robyn

port = int(sys.argv.pop())
app = Robyn(__file__)


@app.get("/")
async def index(request):
    "hello".upper()


app.start(host="127.0.0.1", port=port)
PY
cat >with_flask.py <<'PY'
import sys

from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    "hello".upper()


app.run(host="127.0.0.1", port=int(sys.argv[1]))
PY
for name in robyn flask; do
    serve "with_$name.py"
    echo "$name: $(ask GET / | cut -d ' ' -f 3-5)"
    end_server
done >seen.txt
same "$(cat seen.txt)" 'robyn: 200 text/plain None
flask: 500 text/html <!doctype'
