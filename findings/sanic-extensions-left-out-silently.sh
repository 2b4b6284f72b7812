#!/usr/bin/env bash
# Sanic 25.12.1 and Sanic Extensions 25.12.0, without and with pydantic 2.14.4
# Expected: "pip install sanic[ext]" is all that the extensions need: "to setup Sanic Extensions you need to do nothing".
# Seen: they import pydantic and do not require it. Sanic takes the failed import for "not installed": there is no API
# documentation, no injection, no HEAD, and not a line in the log. With pydantic all of it is there.
# Why it matters: what the documentation shows is missing after a clean install, and works on a machine where some other
# package has brought pydantic.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'sanic[ext]==25.12.1' 'sanic-ext==25.12.0'
cat >app.py <<'PY'
import sys

from sanic import Sanic, text

app = Sanic("example")


@app.get("/")
async def index(request):
    return text("hello")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True)
PY
look() {
    serve app.py
    echo "$1: $(ask GET /docs | cut -d ' ' -f 3), lines of the log about pydantic: $(grep -c pydantic server.log || true)"
    end_server
}
look 'without pydantic' >seen.txt
python -m pip install --quiet --quiet --disable-pip-version-check 'pydantic==2.14.4'
look 'with pydantic' >>seen.txt
same "$(cat seen.txt)" 'without pydantic: 404, lines of the log about pydantic: 0
with pydantic: 200, lines of the log about pydantic: 0'
