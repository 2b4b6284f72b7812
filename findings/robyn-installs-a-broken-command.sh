#!/usr/bin/env bash
# Robyn 0.88.0
# Expected: the commands that a package puts beside python work, and are named after the package.
# Seen: installing Robyn also installs a command named test_server, from Robyn's own tests. It ends with
# ModuleNotFoundError at once, since those tests are not in the package.
# Why it matters: it does no harm, but it hides a command of that name in a project of one's own, and it shows how
# closely releases are checked.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'robyn==0.88.0'
same "$(timeout 120 "$work/venv/bin/test_server" 2>&1 | tail -n 1)" \
    "ModuleNotFoundError: No module named 'integration_tests'"
