#!/usr/bin/env bash
# Falcon 4.4.0
# Expected: resp.text = "hello" makes an answer of type text/plain, as resp.media makes one of type application/json.
# Seen: the type is application/json in both cases, and also for an answer without any body.
# Why it matters: a browser, curl piped into a JSON tool, or a client library parses the text because it was told that
# it is JSON, and fails. Each responder for text has to say resp.content_type itself.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'falcon==4.4.0'
cat >app.py <<'PY'
import sys
from wsgiref.simple_server import make_server

import falcon


class Text:
    def on_get(self, req, resp):
        resp.text = "hello"


class Nothing:
    def on_get(self, req, resp):
        pass


app = falcon.App()
app.add_route("/text", Text())
app.add_route("/nothing", Nothing())
make_server("127.0.0.1", int(sys.argv[1]), app).serve_forever()
PY
serve app.py
same "$(ask GET /text; ask GET /nothing)" 'GET /text: 200 application/json hello
GET /nothing: 200 application/json'
