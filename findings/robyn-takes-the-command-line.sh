#!/usr/bin/env bash
# Robyn 0.88.0
# Expected: making an application object leaves the command line of the program alone. Robyn's options belong to the
# robyn command and to app.start().
# Seen: Robyn(__file__) reads sys.argv. A program with options of its own that is called with --help prints Robyn's help
# and ends there, with status 0, before its own parser is reached.
# Why it matters: a program with a command line of its own that gains a web page, or a management script that imports
# the application, shares its option names with Robyn.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'robyn==0.88.0'
cat >program.py <<'PY'
import argparse

from robyn import Robyn

app = Robyn(__file__)
parser = argparse.ArgumentParser(description="Counts birds.")
parser.add_argument("--city")
print("counting in", parser.parse_args().city)
PY
{
    timeout 120 python program.py --city Rome
    timeout 120 python program.py --help >help.txt && echo "--help: status $?"
    echo "birds mentioned: $(grep -c birds help.txt || true), Robyn mentioned: $(grep -c '^Robyn' help.txt || true)"
} >seen.txt 2>errors.txt
same "$(cat seen.txt)" 'counting in Rome
--help: status 0
birds mentioned: 0, Robyn mentioned: 1'
