#!/usr/bin/env bash
# Robyn 0.88.0
# Expected: request.form_data, "Form-encoded data" in the documentation, holds what an HTML form sends.
# Seen: it is empty for an ordinary form, which browsers send as application/x-www-form-urlencoded. Only a form with
# enctype="multipart/form-data", meant for uploads, is read. There is no error and nothing in the log.
# Why it matters: every log-in, search and contact form arrives empty, and the application tells its visitors that they
# have left out what they typed.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'robyn==0.88.0'
cat >app.py <<'PY'
import sys

from robyn import Robyn

port = int(sys.argv.pop())
app = Robyn(__file__)


@app.post("/notes")
async def notes(request):
    return dict(request.form_data)


app.start(host="127.0.0.1", port=port)
PY
printf -- '--edge\r\nContent-Disposition: form-data; name="title"\r\n\r\nMilk\r\n--edge--\r\n' >upload
serve app.py
same "$(ask POST /notes title=Milk application/x-www-form-urlencoded
ask POST /notes @upload 'multipart/form-data; boundary=edge')" \
    'POST /notes: 200 application/json {}
POST /notes: 200 application/json {"title":"Milk"}'
