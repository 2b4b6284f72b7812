"""axe-core in a real browser, on a phone and on a desktop, in light and in dark."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain, product
from typing import Any

from playwright.sync_api import Page as Tab

from audit.browser import WIDTHS, Scheme, visitor
from audit.finding import Finding, merged
from audit.pages import Page
from audit.site import Site
from audit.tools import tool

SCRIPT = tool("axe-core/axe.min.js")
CORES = os.cpu_count() or 1

# Dark differs from light in colours and in nothing else.
RULES: dict[Scheme, dict[str, Any]] = {
    "light": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}

# Django's own, in its admin. Its scripts and templates write these, and we would have to keep copies of them.
NOT_OURS = [
    ".select2-container",  # a list without list items, while nothing is chosen
    ".help-tooltip",  # a name on an image that a script makes of a span
    "th.original",  # an empty head over the first column of rows in a table
]

RUN = """async ([rules, notOurs]) => {
  const { violations } = await axe.run({ exclude: notOurs }, { runOnly: rules, resultTypes: ["violations"] });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => [id, target.join(" "), help]));
}"""
OPEN_DETAILS = """() => {
  const closed = document.querySelectorAll("details:not([open])");
  closed.forEach(details => details.open = true);
  return closed.length;
}"""


def check(site: Site, pages: Sequence[Page]) -> list[Finding]:
    """Look with as many browsers as there are cores: this is what takes the audit longest."""
    with ThreadPoolExecutor(CORES) as pool:
        return merged(chain.from_iterable(pool.map(partial(look, site), [pages[i::CORES] for i in range(CORES)])))


def look(site: Site, pages: Sequence[Page]) -> list[tuple[Finding, str]]:
    with visitor(site) as visiting:
        return [
            (Finding(page.name, rule, where, help), f"{scheme} {width}")
            for scheme, width in product(RULES, WIDTHS)
            for page, tab in visiting.walk(pages, width=width, scheme=scheme)
            for rule, where, help in sorted(broken_rules(tab, scheme))
        ]


def broken_rules(tab: Tab, scheme: Scheme) -> set[tuple[str, str, str]]:
    """Look at the page as it is first seen (how close things lie, say), and with all its details open."""
    tab.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found = run(tab, scheme)
    if tab.evaluate(OPEN_DETAILS):
        found |= run(tab, scheme)
    return found


def run(tab: Tab, scheme: Scheme) -> set[tuple[str, str, str]]:
    return {(rule, where, help) for rule, where, help in tab.evaluate(RUN, [RULES[scheme], NOT_OURS])}
