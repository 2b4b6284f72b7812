#!/usr/bin/env bash
# Litestar 2.25.0
# Expected: an error whose body is JSON is labelled application/json.
# Seen: in a handler that returns str the error body is JSON all the same, and is labelled text/plain. For an address
# that does not exist, the same kind of body is labelled application/json.
# Why it matters: clients that decide by the label whether to parse an error show the raw text to their users, or drop
# the reason.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'litestar==2.25.0' uvicorn
cat >app.py <<'PY'
import sys

import uvicorn
from litestar import Litestar, get


@get("/page")
async def page(number: int) -> str:
    return str(number)


uvicorn.run(Litestar([page]), host="127.0.0.1", port=int(sys.argv[1]))
PY
serve app.py
for path in '/page?number=1' '/page?number=one' /nothing; do
    ask GET "$path" | sed 's/\("status_code":[0-9]*\).*/\1/'
done >seen.txt
same "$(cat seen.txt)" \
    'GET /page?number=1: 200 text/plain 1
GET /page?number=one: 400 text/plain {"status_code":400
GET /nothing: 404 application/json {"status_code":404'
