#!/usr/bin/env bash
# Streamlit 1.67.0
# Expected: an address that does not exist gives 404, and a page whose script raises an error does not give 200.
# Seen: every address under the root gives 200 and the same empty page, and so does a page whose script fails at its
# first line, since the script runs only when a browser has opened a WebSocket. The health address says "ok" as well.
# Why it matters: no monitor that reads statuses can see that an app is broken or that a link is dead; that takes a
# browser.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'streamlit==1.67.0'
echo 'raise RuntimeError("always")' >page.py
cat >start.py <<'PY'
import sys

from streamlit.web.cli import main

options = ["--server.address=127.0.0.1", "--server.headless=true", "--browser.gatherUsageStats=false"]
sys.argv = ["streamlit", "run", "page.py", f"--server.port={sys.argv[1]}", *options]
main()
PY
serve start.py
same "$(for path in / /nothing /some/data.json; do ask GET $path | cut -d ' ' -f -4; done; ask GET /_stcore/health)" \
    'GET /: 200 text/html
GET /nothing: 200 text/html
GET /some/data.json: 200 text/html
GET /_stcore/health: 200 text/plain ok'
