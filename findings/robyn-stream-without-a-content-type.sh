#!/usr/bin/env bash
# Robyn 0.88.0
# Expected: StreamingResponse(..., media_type="text/csv") is sent with the content type text/csv.
# Seen: it has no content type at all; only "text/event-stream", the default, sets the header.
# Why it matters: browsers guess, offer a download or show a table as one line; clients that look at the type refuse it.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'robyn==0.88.0'
cat >app.py <<'PY'
import sys

from robyn import Robyn, StreamingResponse

port = int(sys.argv.pop())
app = Robyn(__file__)


def chunks():
    yield "name,amount\n"
    yield "Milk,2\n"


@app.get("/csv")
async def csv(request):
    return StreamingResponse(chunks(), media_type="text/csv")


@app.get("/events")
async def events(request):
    return StreamingResponse(chunks())


app.start(host="127.0.0.1", port=port)
PY
serve app.py
same "$(ask GET /csv; ask GET /events)" 'GET /csv: 200 no type name,amount Milk,2
GET /events: 200 text/event-stream name,amount Milk,2'
