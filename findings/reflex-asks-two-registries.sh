#!/usr/bin/env bash
# Reflex 0.10.1
# Expected: the packages for the browser come from the npm registry, or from the one that npm is set up with.
# Seen: before the first build Reflex times three requests to each of two registries, npm's and a mirror of it run by
# another company, and takes the mirror where npm's is more than twice as slow. The choice is kept for all later
# projects of the user. Only the environment variable NPM_CONFIG_REGISTRY prevents it; npm's own configuration file is
# not read for it.
# Why it matters: where the code that visitors' browsers run comes from depends on how the network was on one day. A
# committed reflex.lock pins what is taken, not from whom.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'reflex==0.10.1'
cat >program.py <<'PY'
import sys
from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

from reflex.utils import net, registry

npm, mirror = int(sys.argv[1]), int(sys.argv[2])
asked = Counter()


def get(url, **options):
    """Stand in for the network: npm's own registry and the other answer after so many milliseconds."""
    asked[name(url)] += 1
    return SimpleNamespace(elapsed=timedelta(milliseconds=mirror if name(url) == "mirror" else npm))


def name(url):
    return "mirror" if "mirror" in url else "npm"


net.get = get
print(f"takes {name(registry.get_npm_registry())} after asking {dict(asked) or 'nobody'}")
PY
# The first two runs have a home of their own, the last has that of the second.
same "$(
    for run in 'one 100 60' 'two 100 40' 'two 40 100'; do
        read -r name npm mirror <<<"$run"
        echo "npm $npm ms, mirror $mirror ms: $(HOME="$work/$name" XDG_DATA_HOME="$work/$name" timeout 60 python program.py "$npm" "$mirror" 2>errors.txt)"
    done
)" "npm 100 ms, mirror 60 ms: takes npm after asking {'npm': 3, 'mirror': 3}
npm 100 ms, mirror 40 ms: takes mirror after asking {'npm': 3, 'mirror': 3}
npm 40 ms, mirror 100 ms: takes mirror after asking nobody"
