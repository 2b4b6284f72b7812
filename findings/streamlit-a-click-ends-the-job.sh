#!/usr/bin/env bash
# Streamlit 1.67.0
# Expected: a button starts work of some seconds, with a progress bar as in the documentation, and a click on another
# button meanwhile is taken up beside it or after it.
# Seen: the click starts the script again at the top and ends the work where it stands, at its next call of Streamlit.
# Nothing is said, in the page or in the log, and no error is raised that `except Exception` would catch.
# Why it matters: an import or a payment run is left half done because somebody touched a checkbox. What must not be
# cut off belongs outside the script, and Streamlit brings nothing to run it with.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'streamlit==1.67.0' 'websockets==17.4'
cat >page.py <<'PY'
import time

import streamlit as st


def note(line):
    with open("seen.txt", "a") as file:
        print(line, file=file)


if st.button("Work"):
    progress = st.progress(0)
    try:
        for step in range(1, 6):
            note(f"step {step} of 5")
            time.sleep(1)
            progress.progress(step / 5)
        note("all steps done")
    except Exception as error:
        note(f"error {error}")
if st.button("Other"):
    note("other button")
PY
cat >start.py <<'PY'
import sys

from streamlit.web.cli import main

options = ["--server.address=127.0.0.1", "--server.headless=true", "--browser.gatherUsageStats=false"]
sys.argv = ["streamlit", "run", "page.py", f"--server.port={sys.argv[1]}", *options]
main()
PY
cat >visitor.py <<'PY'
import sys
import time
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect


def run_script(connection, button=None):
    """Ask for a run of the script, as the page in a browser does, after a click on this button."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    if button:
        message.rerun_script.widget_states.widgets.add(id=button, trigger_value=True)
    connection.send(message.SerializeToString())


def buttons(connection):
    """The identifiers of the buttons, by label, once the script has come to its end."""
    found = {}
    while True:
        message = ForwardMsg.FromString(connection.recv(timeout=20))
        if message.delta.new_element.HasField("button"):
            found[message.delta.new_element.button.label] = message.delta.new_element.button.id
        if message.HasField("script_finished"):
            return found


with connect(f"ws://127.0.0.1:{sys.argv[1]}/_stcore/stream", subprotocols=["streamlit"]) as connection:
    run_script(connection)
    ids = buttons(connection)
    run_script(connection, ids["Work"])
    while not Path("seen.txt").exists() or "step 2" not in Path("seen.txt").read_text():
        time.sleep(0.1)
    run_script(connection, ids["Other"])
    time.sleep(6)
PY
serve start.py
timeout 60 python visitor.py "$port"
same "$(cat seen.txt; echo "the log says so: $(grep -q -i -E 'interrupt|abort|stopped|error' server.log && echo yes || echo no)")" \
    'step 1 of 5
step 2 of 5
other button
the log says so: no'
