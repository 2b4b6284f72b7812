"""Lighthouse, with its phone and desktop presets."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from audit.browser import CHROMIUM, FLAGS
from audit.finding import Finding
from audit.pages import Page
from audit.site import Site
from audit.tools import tool

COMMAND = [str(Path(sys.prefix) / "bin/node"), str(tool("lighthouse/cli/index.js"))]
COMMAND += ["--quiet", "--output=json", "--no-enable-error-reporting", "--disable-full-page-screenshot"]
COMMAND += [f"--chrome-flags={' '.join(FLAGS)}"]
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
DEVICES = {"desktop": ["--preset=desktop"], "phone": []}  # the runs of a desktop also measure the machine

BARS = {"home": 100, "comparison": 100, "framework": 100, "question-radio": 100, "result": 95}  # for performance
MEASURED = [(page, device) for page in BARS for device in DEVICES]
BRIEF_MEASURED = [("home", "desktop"), ("result", "phone")]  # the entrance, and the heaviest page on the slowest device
# Pages with noindex on purpose, since they depend on a visitor's answers.
HIDDEN_FROM_SEARCH = ("question-radio", "result")

# A busy machine makes pages slower and runs fail, so the best of several runs counts.
RUNS = 5

# A phone is simulated by slowing a machine of this benchmark index down 4 times: the middle of Lighthouse's range for
# fast machines (docs/throttling.md of Lighthouse). A slower machine is as near to a phone already.
FAST_MACHINE, SLOWDOWN = 1750, 4.0


def check(site: Site, pages: Sequence[Page], measured: Sequence[tuple[str, str]] = MEASURED) -> list[Finding]:
    indexes: list[float] = []
    return [
        finding
        for page in pages
        for name, device in measured
        if name == page.name
        for finding in check_page(site, page, device, indexes)
    ]


def check_page(site: Site, page: Page, device: str, indexes: list[float]) -> Iterator[Finding]:
    bars = dict.fromkeys(CATEGORIES, 100) | {"performance": BARS[page.name]}
    report = best_report(site.url + page.path, bars["performance"], options_of(page) + DEVICES[device], indexes)
    for name, bar in bars.items():
        if points(report, name) < bar:
            rule = f"{name} is {points(report, name)} of {bar} on a {device}"
            yield Finding(page.name, rule, where="", help="; ".join(shortcomings(report, name)))


def options_of(page: Page) -> list[str]:
    skipped = ["--skip-audits=is-crawlable"] if page.name in HIDDEN_FROM_SEARCH else []
    return [f"--only-categories={','.join(CATEGORIES)}", *skipped]


def best_report(url: str, bar: int, options: list[str], indexes: list[float]) -> dict[str, Any]:
    """Return the report with the best performance of up to RUNS runs, and add their benchmark indexes of this machine.

    Raises RuntimeError if all runs failed.
    """
    reports: list[dict[str, Any]] = []
    environment = os.environ | {"CHROME_PATH": str(CHROMIUM)}
    for _ in range(RUNS):
        command = [*COMMAND, url, *options, *slowdown(indexes, options)]
        run = subprocess.run(command, capture_output=True, text=True, env=environment)
        if run.returncode == 0:
            reports.append(json.loads(run.stdout))
            indexes.append(reports[-1]["environment"]["benchmarkIndex"])
            if points(reports[-1], "performance") >= bar:
                break
    if not reports:
        raise RuntimeError(f"Lighthouse failed {RUNS} times on {url}:\n{run.stderr}")
    return max(reports, key=lambda report: points(report, "performance"))


def slowdown(indexes: Sequence[float], options: list[str]) -> list[str]:
    """Return the options that slow this machine down to a phone, by the indexes that earlier runs measured of it."""
    if not indexes or set(DEVICES["desktop"]) <= set(options):
        return []
    return [f"--throttling.cpuSlowdownMultiplier={min(SLOWDOWN, SLOWDOWN * median(indexes) / FAST_MACHINE):.1f}"]


def points(report: dict[str, Any], category: str) -> int:
    """Return the score of a category, 0..100. One that Lighthouse could not compute counts as 0."""
    return round(100 * (report["categories"][category]["score"] or 0))


def shortcomings(report: dict[str, Any], category: str) -> Iterator[str]:
    for reference in report["categories"][category]["auditRefs"]:
        audit = report["audits"][reference["id"]]
        if reference["weight"] and (audit["score"] or 0) < 1 and audit["scoreDisplayMode"] != "notApplicable":
            yield f"{audit['title']} {audit.get('displayValue', '')}".strip()
