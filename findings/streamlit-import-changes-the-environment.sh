#!/usr/bin/env bash
# Streamlit 1.67.0
# Expected: importing a library changes nothing outside of it until something of it is called.
# Seen: "import streamlit" sets the environment variable MPLBACKEND to Agg for this process and all that it starts, even
# if it was set to something else.
# Why it matters: a program that imports Streamlit for a helper of its own, or a test suite that imports a page, no
# longer opens Matplotlib windows. Setting the variable does not help, and nothing says why.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'streamlit==1.67.0'
cat >program.py <<'PY'
import os

before = dict(os.environ)
import streamlit  # noqa: E402, F401

print({name: value for name, value in os.environ.items() if before.get(name) != value})
PY
same "$(MPLBACKEND=TkAgg timeout 120 python program.py 2>errors.txt)" "{'MPLBACKEND': 'Agg'}"
