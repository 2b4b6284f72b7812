"""axe-core in a browser, at phone and desktop width, in the light and the dark colour scheme."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from typing import Any

from playwright.sync_api import Page as Tab

from audit.browser import HEIGHT, WIDTHS, Scheme, visitor
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

# A page has another layout at each width, and other colours in each scheme. The brief audit looks at each once.
LOOKS: list[tuple[Scheme, int]] = [(scheme, width) for scheme in RULES for width in WIDTHS]
BRIEF_LOOKS: list[tuple[Scheme, int]] = [("light", 360), ("dark", 1440)]

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
# Colours change at once, without a transition between the schemes.
SHOW_ALL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { transition: none !important; }");
  document.adoptedStyleSheets.push(sheet);
  document.querySelectorAll("details").forEach(details => details.open = true);
}"""


def check(site: Site, pages: Sequence[Page], looks: Sequence[tuple[Scheme, int]] = LOOKS) -> list[Finding]:
    """Check the pages with one browser per core, since this check takes longest."""
    shares = [pages[i::CORES] for i in range(CORES)]
    with ThreadPoolExecutor(CORES) as pool:
        return merged(chain.from_iterable(pool.map(partial(check_pages, site, looks), shares)))


def check_pages(site: Site, looks: Sequence[tuple[Scheme, int]], pages: Sequence[Page]) -> list[tuple[Finding, str]]:
    with visitor(site) as browser:
        return [
            (Finding(page.name, rule, where, help), look)
            for page, tab in browser.walk(pages)
            for look, broken in broken_rules(tab, looks)
            for rule, where, help in sorted(broken)
        ]


def broken_rules(tab: Tab, looks: Sequence[tuple[Scheme, int]]) -> Iterator[tuple[str, set[tuple[str, str, str]]]]:
    """Yield each look and the rules that the page breaks in it, with all details elements open.

    As first shown a page has nothing more to check, and further runs would take as long as these. It is loaded once,
    since no script of a page reads the width or the colour scheme.
    """
    tab.evaluate(SCRIPT.read_text(encoding="utf-8"))
    tab.evaluate(SHOW_ALL)
    for scheme, width in looks:
        tab.emulate_media(color_scheme=scheme)
        tab.set_viewport_size({"width": width, "height": HEIGHT})
        found = tab.evaluate(RUN, [RULES[scheme], NOT_OURS])
        yield f"{scheme} {width}", {(rule, where, help) for rule, where, help in found}
