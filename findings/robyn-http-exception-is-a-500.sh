#!/usr/bin/env bash
# Robyn 0.88.0
# Expected: a handler that raises Robyn's HTTPException with status 401 or 404, as the example application of the
# documentation does for a failed log-in, answers with that status.
# Seen: it answers 500, and the log has a traceback. Only a response that is returned has another status, or a handler
# for all exceptions that the application writes itself.
# Why it matters: every mistake of a visitor, a wrong password or an old link, counts as a failure of the server, for
# monitoring, for clients that try again, and for search engines.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'robyn==0.88.0'
cat >app.py <<'PY'
import sys

from robyn import Response, Robyn
from robyn.exceptions import HTTPException

port = int(sys.argv.pop())
app = Robyn(__file__)


@app.get("/raised")
async def raised(request):
    raise HTTPException(status_code=404, detail="no such note")


@app.get("/returned")
async def returned(request):
    return Response(status_code=404, headers={}, description="no such note")


app.start(host="127.0.0.1", port=port)
PY
serve app.py
same "$(for path in /raised /returned; do ask GET "$path" | cut -d ' ' -f -3; done)" 'GET /raised: 500
GET /returned: 404'
