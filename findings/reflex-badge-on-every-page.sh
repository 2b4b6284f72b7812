#!/usr/bin/env bash
# Reflex 0.10.1
# Expected: the badge "Built with Reflex" is for applications that use the package reflex-enterprise without paying, as
# its documentation says.
# Seen: the open-source package alone puts it on every page too, as soon as the application runs or is exported for
# production. In development it is not there, so nobody sees it before the first release. Where the configuration says
# show_built_with_reflex=False, it stays away.
# Why it matters: a site for customers goes out with an advertisement and a link to another company. This script needs
# npm and takes about a minute.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

command -v npm >/dev/null || { echo "This one needs npm."; exit 2; }
install 'reflex==0.10.1'
mkdir page
cat >page/page.py <<'PY'
import reflex as rx

app = rx.App()
app.add_page(lambda: rx.el.p("Birds"), route="/")
PY
# export NAME SETTING: build the page for production in a copy of the project, and say whether it has the badge.
export_page() {
    mkdir "$1"
    cp -r page "$1/page"
    cat >"$1/rxconfig.py" <<PY
from pathlib import Path

import reflex as rx

config = rx.Config(app_name="page", bun_path=Path("$work/node_modules/.bin/bun"), telemetry_enabled=False$2)
PY
    (cd "$1" && HOME="$work" timeout 240 reflex export --frontend-only --no-zip >export.log 2>&1) || cat "$1/export.log"
    echo "$1: $(grep -q 'Built with Reflex' -r "$1/.web/build/client" --include='*.html' && echo badge || echo 'no badge')"
}
npm install --no-save --silent bun@1.4.5 >npm.log 2>&1 || cat npm.log
same "$(export_page default ''; export_page off ', show_built_with_reflex=False')" \
    'default: badge
off: no badge'
