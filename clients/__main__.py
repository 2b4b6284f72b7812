"""Start the site, let the tools of others use its records, API and tools, and say in short what they could not."""

import sys
import time
from argparse import ArgumentParser

from audit.site import running_site
from clients import api, mcp, records, tools

CHECKS = {"records": records.check, "api": api.check, "mcp": mcp.check}


def main() -> int:
    parser = ArgumentParser(prog="make clients", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=CHECKS, default=list(CHECKS), metavar="CHECK")
    chosen = parser.parse_args()
    failed = False
    tools.install(python={*chosen.only} != {"mcp"})
    with running_site() as site:
        for name in chosen.only:
            started = time.monotonic()
            findings = CHECKS[name](site)
            failed |= bool(findings)
            outcome = f"FAILED, {len(findings)} findings" if findings else "ok"
            print(f"{name:12}{outcome} ({time.monotonic() - started:.0f} s)", flush=True)
            for finding in findings:
                print(f"    {finding}", flush=True)
    return 1 if failed else 0


sys.exit(main())
