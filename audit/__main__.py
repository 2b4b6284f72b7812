"""Start the site, let the tools look at it, and say in short what they found."""

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from functools import partial

from audit import axe, budgets, html, lighthouse, loading, tools
from audit.finding import Finding, summary_lines
from audit.pages import PAGES, Page
from audit.site import Site, running_site

Check = Callable[[Site, Sequence[Page]], list[Finding]]

CHECKS: dict[str, Check] = {
    "html": html.check,
    "axe": axe.check,
    "loading": loading.check,
    "budgets": budgets.check,
    "lighthouse": lighthouse.check,
}
# What .ci/run does for every change: every check, but the two slowest not on every page in every look.
BRIEF_CHECKS: dict[str, Check] = CHECKS | {
    "axe": partial(axe.check, looks=axe.BRIEF_LOOKS),
    "lighthouse": partial(lighthouse.check, measured=lighthouse.BRIEF_MEASURED),
}


def main() -> int:
    chosen = arguments()
    pages = [page for page in PAGES if page.name in chosen.page]
    checks = BRIEF_CHECKS if chosen.brief else CHECKS
    failed = False
    tools.install()
    with running_site() as site:
        for name in chosen.only:
            started = time.monotonic()
            findings = checks[name](site, pages)
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
    parser.add_argument("--brief", action="store_true", help="fewer looks for axe, fewer pages for Lighthouse")
    return parser.parse_args()


sys.exit(main())
