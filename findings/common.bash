# shellcheck shell=bash
# What the scripts beside this file share: a temporary folder that is removed at the end, a virtual environment in it,
# one server process on loopback, requests to it, and the comparison with what was seen.

work=$(mktemp -d)
server=
cd "$work" || exit

end_server() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
        server=
    fi
}

tidy() {
    end_server
    cd /
    rm -rf "$work"
}
trap tidy EXIT
trap 'exit 130' INT TERM

# install NAME==VERSION...: a new virtual environment with these; `python` below is its interpreter.
install() {
    echo "installing $*"
    python3 -m venv "$work/venv"
    "$work/venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check "$@"
    PATH="$work/venv/bin:$PATH"
}

# free_port: set $port to one that is free.
free_port() {
    port=$(python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
}

# serve FILE: start FILE with a free port as its argument, for at most two minutes, and wait until it takes connections.
serve() {
    free_port
    timeout --kill-after=5 120 python "$1" "$port" >server.log 2>&1 &
    server=$!
    local try
    for try in $(seq 300); do
        if (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return; fi
        if ! kill -0 "$server" 2>/dev/null; then break; fi
        sleep 0.2
    done
    {
        echo "The server did not start ($try tries). It said:"
        cat server.log
    } >&2
    exit 1
}

# ask METHOD TARGET [BODY [CONTENT-TYPE]]: print the status, the content type and the start of the answer. A body that
# starts with @ names the file it is in.
ask() {
    python - "$port" "$@" <<'PY'
import http.client
import pathlib
import sys

port, method, target, *rest = sys.argv[1:]
body = rest[0].encode() if rest else None
if body and body.startswith(b"@"):
    body = pathlib.Path(rest[0][1:]).read_bytes()
headers = {"Content-Type": rest[1]} if len(rest) > 1 else {}
connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=20)
connection.request(method, target, body, headers)
answer = connection.getresponse()
text = " ".join(answer.read().decode().split())
kind = answer.getheader("Content-Type", "no type").split(";")[0]
print(f"{method} {target}: {answer.status} {kind} {text[:60]}".strip())
PY
}

# overlap SLOW QUICK: ask for QUICK half a second after SLOW, which sleeps three seconds, and say whether QUICK had to
# wait.
overlap() {
    python - "$port" "$@" <<'PY'
import sys
import threading
import time
import urllib.request

port, slow, quick = sys.argv[1:]


def get(path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        answer.read()


get(quick)
first = threading.Thread(target=get, args=(slow,))
first.start()
time.sleep(0.5)
start = time.monotonic()
get(quick)
waited = time.monotonic() - start
first.join()
print(f"{quick} during {slow}: {'had to wait' if waited > 1.25 else 'answered at once'}")
PY
}

# same OUTPUT SEEN: print the output, and fail when it is not what was seen when the script was written.
same() {
    printf '%s\n' "$1"
    if [ "$1" != "$2" ]; then
        printf '\nThis is not what was seen when the script was written. Seen then:\n%s\n' "$2"
        exit 1
    fi
}
