#!/usr/bin/env bash
# Litestar 2.25.0
# Expected: the plain install of a web framework brings what serving needs; what writes tests is an extra.
# Seen: it also brings polyfactory and Faker, which invent names, addresses and whole records for tests, and puts
# Faker's "faker" command beside python.
# Why it matters: for images kept small, and for audits in which every package in production has to be explained. Faker
# alone is several megabytes of word lists.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'litestar==2.25.0'
{
    python -m pip list --disable-pip-version-check 2>errors.txt | grep -ioE '^(faker|polyfactory)' | sort -f
    find "$work/venv/bin/" -name faker -exec basename {} \;
    size=$(du -sm "$work"/venv/lib/python*/site-packages/faker | cut -f 1)
    if [ "$size" -ge 5 ]; then echo "several megabytes"; else echo "$size MB"; fi
} >seen.txt
same "$(cat seen.txt)" 'Faker
polyfactory
faker
several megabytes'
