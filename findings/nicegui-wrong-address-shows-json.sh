#!/usr/bin/env bash
# NiceGUI 3.18.0
# Expected: a visitor who mistypes an address sees a page that says so, whatever part was mistyped.
# Seen: an unknown address gives NiceGUI's own page with 404, and so does an error in a page, with 500; but a page with
# a parameter of type int, asked with a word, shows FastAPI's JSON for developers with 422.
# Why it matters: people open these pages in a browser. They see a list of validation errors that was written for
# programs.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'nicegui==3.18.0'
cat >app.py <<'PY'
import sys

from nicegui import ui


@ui.page("/bird/{number}")
def bird(number: int):
    ui.label(f"Bird {number}")


ui.run(host="127.0.0.1", port=int(sys.argv[1]), reload=False, show=False)
PY
serve app.py
same "$(ask GET /bird/1 | cut -d ' ' -f -4; ask GET /birds | cut -d ' ' -f -4; ask GET /bird/one | cut -d ' ' -f -4)" \
    'GET /bird/1: 200 text/html
GET /birds: 404 text/html
GET /bird/one: 422 application/json'
