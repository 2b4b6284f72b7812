#!/usr/bin/env bash
# Sanic 25.12.1 and Flask 3.1.3
# Expected: a function create_app() that makes an application can be called twice, once for each test or setting.
# Seen: the second call raises, since Sanic keeps all applications of the process by name. Flask does not mind.
# Why it matters: a factory function, the usual way to make applications for tests, works in production, where it is
# called once, and fails in the second test. Sanic.test_mode or a name made up for each call is needed.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'sanic==25.12.1' 'flask==3.1.3'
cat >program.py <<'PY'
from flask import Flask
from sanic import Sanic

for make in (Flask, Sanic):
    make("example")
    try:
        make("example")
        print(make.__name__, "made twice")
    except Exception as error:
        print(make.__name__, type(error).__name__, error)
PY
same "$(timeout 120 python program.py)" 'Flask made twice
Sanic SanicException Sanic app name "example" already in use.'
