"""Start the site, let the tools look at it, and say in short what they found."""

import sys
import time
from argparse import ArgumentParser, Namespace

from audit import axe, budgets, html, lighthouse, loading, tools
from audit.finding import summary_lines
from audit.pages import PAGES
from audit.site import running_site

CHECKS = {
    "html": html.check,
    "axe": axe.check,
    "loading": loading.check,
    "budgets": budgets.check,
    "lighthouse": lighthouse.check,
}


def main() -> int:
    chosen = arguments()
    pages = [page for page in PAGES if page.name in chosen.page]
    failed = False
    tools.install()
    with running_site() as site:
        for name in chosen.only:
            started = time.monotonic()
            findings = CHECKS[name](site, pages)
            failed |= bool(findings)
            outcome = f"FAILED, {len(findings)} findings" if findings else "ok"
            print(f"{name:12}{outcome} ({time.monotonic() - started:.0f} s)", flush=True)
            for line in summary_lines(findings):
                print(f"    {line}", flush=True)
    return 1 if failed else 0


def arguments() -> Namespace:
    parser = ArgumentParser(prog="make audit", description=__doc__)
    names = [page.name for page in PAGES]
    parser.add_argument("--only", nargs="+", choices=CHECKS, default=list(CHECKS), metavar="CHECK")
    parser.add_argument("--page", nargs="+", choices=names, default=names, metavar="PAGE")
    return parser.parse_args()


sys.exit(main())
