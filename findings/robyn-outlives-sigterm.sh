#!/usr/bin/env bash
# Robyn 0.88.0 and Sanic 25.12.1
# Expected: a server that is told to end with SIGTERM, as systemd, Docker and Kubernetes do, finishes what it is doing
# and ends.
# Seen: Sanic does. Robyn stops taking connections and says "graceful shutdown" in its log, but the process stays, and
# with it everything it holds, until SIGKILL.
# Why it matters: every deployment waits for the full period of grace (10 to 90 seconds) with no service on the port,
# and then kills the process.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'robyn==0.88.0' 'sanic==25.12.1'
cat >with_robyn.py <<'PY'
import sys

from robyn import Robyn

port = int(sys.argv.pop())
app = Robyn(__file__)


@app.get("/")
async def index(request):
    return "hello"


app.start(host="127.0.0.1", port=port)
PY
cat >with_sanic.py <<'PY'
import sys

from sanic import Sanic, text

app = Sanic("example")


@app.get("/")
async def index(request):
    return text("hello")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True)
PY
cat >end.py <<'PY'
import http.client
import subprocess
import sys
import time

program, port = sys.argv[1:]
process = subprocess.Popen([sys.executable, program, port])


def answers():
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


try:
    for _ in range(100):
        if answers():
            break
        time.sleep(0.2)
    process.terminate()
    try:
        process.wait(10)
        print("ended")
    except subprocess.TimeoutExpired:
        print("still there after ten seconds,", "answering" if answers() else "not answering")
finally:
    process.kill()
PY
for name in sanic robyn; do
    free_port
    timeout --kill-after=5 120 python end.py "with_$name.py" "$port" >"$name.txt" 2>&1
    echo "$name: $(grep -E '^(ended|still)' "$name.txt")"
done >seen.txt
same "$(cat seen.txt)" 'sanic: ended
robyn: still there after ten seconds, not answering'
