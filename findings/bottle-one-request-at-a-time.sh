#!/usr/bin/env bash
# Bottle 0.13.4 and Flask 3.1.3
# Expected: the server that comes with a small framework is slow but handles a second visitor, as Flask's does.
# Seen: Bottle's run() takes one request at a time: while one is being answered, all others wait. Flask's development
# server starts a thread for each.
# Why it matters: "it comes with a server" means something different in each. A program embedded with Bottle's own
# server hangs for everybody when one client is slow; with Flask's that shows only under load.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'bottle==0.13.4' 'flask==3.1.3'
cat >with_bottle.py <<'PY'
import sys
import time

from bottle import get, run


@get("/slow")
def slow():
    time.sleep(3)
    return "slow"


@get("/quick")
def quick():
    return "quick"


run(host="127.0.0.1", port=int(sys.argv[1]), quiet=True)
PY
cat >with_flask.py <<'PY'
import sys
import time

from flask import Flask

app = Flask(__name__)


@app.get("/slow")
def slow():
    time.sleep(3)
    return "slow"


@app.get("/quick")
def quick():
    return "quick"


app.run(host="127.0.0.1", port=int(sys.argv[1]))
PY
for name in bottle flask; do
    serve "with_$name.py"
    echo "$name: $(overlap /slow /quick)"
    end_server
done >seen.txt
same "$(cat seen.txt)" 'bottle: /quick during /slow: had to wait
flask: /quick during /slow: answered at once'
