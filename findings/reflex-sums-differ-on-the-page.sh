#!/usr/bin/env bash
# Reflex 0.10.1
# Expected: an expression over the state has the value that Python gives it, in a component as in an event handler.
# Seen: in a component Reflex turns the expression into JavaScript, sign for sign. The remainder of a negative number,
# rounding of a half, and the comparison of two equal lists then come out differently in the browser.
# Why it matters: "pure Python" is what Reflex is chosen for. Here the page and the server disagree on the same line of
# Python, and nothing is reported. This script runs the JavaScript with node, which it needs.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

command -v node >/dev/null || { echo "This one needs node."; exit 2; }
install 'reflex==0.10.1'
cat >program.py <<'PY'
import subprocess

import reflex

EXPRESSIONS = {
    "number % 3": (lambda number: number % 3, -7),
    "round(number)": (lambda number: round(number), 2.5),
    "items == [1, 2]": (lambda items: items == [1, 2], [1, 2]),
}
for text, (expression, value) in EXPRESSIONS.items():
    script = str(expression(reflex.Var.create(value)))
    page = subprocess.run(["node", "-p", script], capture_output=True, text=True, check=True).stdout.strip()
    print(f"{text} for {value}: {expression(value)} in a handler, {page} on the page")
PY
same "$(HOME="$work" timeout 120 python program.py 2>errors.txt)" \
    'number % 3 for -7: 2 in a handler, -1 on the page
round(number) for 2.5: 2 in a handler, 3 on the page
items == [1, 2] for [1, 2]: True in a handler, false on the page'
