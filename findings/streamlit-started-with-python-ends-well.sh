#!/usr/bin/env bash
# Streamlit 1.67.0
# Expected: "python page.py" shows the page, as with NiceGUI, Flask or Bottle, or fails and says how to start it.
# Seen: the script runs once from top to bottom, shows nothing, and ends with status 0. Among warnings that say they can
# be ignored is one that names the command "streamlit run page.py", which alone starts a server.
# Why it matters: a container or a service file with the obvious command comes up, ends at once and reports success.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'streamlit==1.67.0'
cat >page.py <<'PY'
import streamlit as st

st.title("Birds")
if st.button("Count"):
    print("counting")
print("end of the script")
PY
{
    timeout 120 python page.py 2>errors.txt && echo "status $?"
    echo "says that this can be ignored: $(grep -q 'can be ignored' errors.txt && echo yes || echo no)"
    echo "says how to start it: $(grep -q 'streamlit run' errors.txt && echo yes || echo no)"
} >seen.txt
same "$(cat seen.txt)" 'end of the script
status 0
says that this can be ignored: yes
says how to start it: yes'
