#!/usr/bin/env bash
# Robyn 0.88.0
# Expected: "python app.py --port 3000", which the documentation's page on scaling shows, serves on port 3000.
# Seen: there is no such option, and Robyn takes any option that it does not know without a word. It serves on 8080,
# or on what ROBYN_PORT or app.start(port=...) says.
# Why it matters: a misspelt option, or one from an older page, is not noticed. Two applications started this way on one
# machine meet on one port.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'robyn==0.88.0'
cat >app.py <<'PY'
import sys

from robyn import Robyn

port = int(sys.argv.pop())
sys.argv += ["--port", str(port + 1), "--no-such-option"]
app = Robyn(__file__)


@app.get("/")
async def index(request):
    return "hello"


app.start(host="127.0.0.1", port=port)
PY
serve app.py
asked=$port
port=$((port + 1))
told=$(ask GET / 2>/dev/null || echo 'nobody there')
port=$asked
same "the port of app.start: $(ask GET /)
the port of --port: $told" \
    'the port of app.start: GET /: 200 text/plain hello
the port of --port: nobody there'
