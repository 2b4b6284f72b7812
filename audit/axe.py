"""axe-core in a real browser, on a phone and on a desktop, in light and in dark."""

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Page as Tab

from audit.browser import WIDTHS, Scheme, Visitor, visitor
from audit.finding import Finding, merged
from audit.pages import Page
from audit.site import Site

SCRIPT = Path(__file__).parent / "node_modules/axe-core/axe.min.js"

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
    with visitor(site) as visiting:
        return merged(
            (finding, f"{scheme} {width}")
            for page, scheme, width in product(pages, RULES, WIDTHS)
            for finding in look(visiting, page, scheme, width)
        )


def look(visiting: Visitor, page: Page, scheme: Scheme, width: int) -> Iterator[Finding]:
    """Look at the page as it is first seen (how close things lie, say), and with all its details open."""
    with visiting.tab(page, scheme=scheme, width=width) as tab:
        visiting.open(tab, page)
        tab.evaluate(SCRIPT.read_text(encoding="utf-8"))
        found = run(tab, scheme)
        if tab.evaluate(OPEN_DETAILS):
            found |= run(tab, scheme)
    for rule, where, help in sorted(found):
        yield Finding(page.name, rule, where, help)


def run(tab: Tab, scheme: Scheme) -> set[tuple[str, str, str]]:
    return {(rule, where, help) for rule, where, help in tab.evaluate(RUN, [RULES[scheme], NOT_OURS])}
