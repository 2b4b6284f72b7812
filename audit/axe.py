"""axe-core in a browser, at phone and desktop width, in the light and the dark colour scheme."""

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

# The dark scheme differs from the light one in colours only.
RULES: dict[Scheme, dict[str, Any]] = {
    "light": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}

# Elements of Django's admin. To change them we would have to copy its scripts and templates.
NOT_OURS = [
    ".select2-container",  # an empty list while nothing is selected
    ".help-tooltip",  # a label on an image that a script makes from a span
    "th.original",  # an empty header cell above the first column of a tabular inline
]

RUN = """async ([rules, notOurs]) => {
  const { violations } = await axe.run({ exclude: notOurs }, { runOnly: rules, resultTypes: ["violations"] });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => [id, target.join(" "), help]));
}"""
# Also lays out what is far below the window, or every look at it would do so anew.
SHOW_ALL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { content-visibility: visible !important; }");
  document.adoptedStyleSheets.push(sheet);
  document.querySelectorAll("details").forEach(details => details.open = true);
}"""


def check(site: Site, pages: Sequence[Page]) -> list[Finding]:
    """Check the pages with one browser per core, since this check takes longest."""
    with ThreadPoolExecutor(CORES) as pool:
        return merged(
            chain.from_iterable(pool.map(partial(check_pages, site), [pages[i::CORES] for i in range(CORES)]))
        )


def check_pages(site: Site, pages: Sequence[Page]) -> list[tuple[Finding, str]]:
    with visitor(site) as browser:
        return [
            (Finding(page.name, rule, where, help), f"{scheme} {width}")
            for scheme, width in product(RULES, WIDTHS)
            for page, tab in browser.walk(pages, width=width, scheme=scheme)
            for rule, where, help in sorted(broken_rules(tab, scheme))
        ]


def broken_rules(tab: Tab, scheme: Scheme) -> set[tuple[str, str, str]]:
    """Return the rules broken by the page with all details elements open.

    As first shown it has nothing more to check, and a second run would take as long as the first.
    """
    tab.evaluate(SCRIPT.read_text(encoding="utf-8"))
    tab.evaluate(SHOW_ALL)
    return {(rule, where, help) for rule, where, help in tab.evaluate(RUN, [RULES[scheme], NOT_OURS])}
