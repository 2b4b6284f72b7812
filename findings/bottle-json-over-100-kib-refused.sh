#!/usr/bin/env bash
# Bottle 0.13.4
# Expected: a framework without a stated limit takes a JSON body of any size, or has a limit in megabytes.
# Seen: request.json answers 413 as soon as the body is longer than 100 KiB. An attribute named MEMFILE_MAX holds the
# number, and its name tells nobody that it is a limit on JSON. Uploaded files are not concerned.
# Why it matters: an import of a few thousand rows works in development and fails with real data.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'bottle==0.13.4'
cat >app.py <<'PY'
import sys

from bottle import post, request, run


@post("/rows")
def rows():
    return f"{len(request.json)} rows"


run(host="127.0.0.1", port=int(sys.argv[1]), quiet=True)
PY
serve app.py
for count in 10000 20000; do
    python -c "import json; print(json.dumps(list(range(100000, 100000 + $count))))" >"$count.json"
    echo "$(wc -c <"$count.json") bytes: $(ask POST /rows "@$count.json" application/json | cut -d ' ' -f 3)"
done >seen.txt
same "$(cat seen.txt)" '80001 bytes: 200
160001 bytes: 413'
