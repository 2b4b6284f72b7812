"""How tall, heavy and far away the pages are that most visitors see. `BUDGETS` is the table of what they may be."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page as Tab

from audit.browser import Visitor, visitor
from audit.finding import Finding
from audit.loading import first_view
from audit.pages import Page
from audit.site import Site

WEIGHT = "compressed bytes of a first view"
PHONE, DESKTOP = 360, 1440  # widths in px; the first screen of a phone is 780 px high


@dataclass(frozen=True)
class Budget:
    page: str
    measure: str
    most: int
    width: int = DESKTOP


BUDGETS = [
    Budget("home", WEIGHT, 45_000),
    Budget("comparison", WEIGHT, 55_000),
    Budget("result", WEIGHT, 55_000),
    Budget("lab", WEIGHT, 50_000),
    Budget("application", WEIGHT, 55_000),
    Budget("comparison-code", WEIGHT, 55_000),
    Budget("comparison-code-of-3", WEIGHT, 56_000),
    Budget("home", "clicks to a result with a template", 3),
    Budget("result", "height in px", 4000),
    Budget("result", "top of the first bar in px", 500),
    Budget("result", "height in px", 6500, PHONE),
    Budget("result", "bottom of the best fit in px", 780, PHONE),
    Budget("result", "bottom of the second bar in px", 780, PHONE),
    Budget("comparison", "height in px", 4500),
    Budget("comparison-of-6", "height in px", 6000),
    Budget("comparison-of-6", "printed sheets of A4", 8),
    Budget("lab", "height in px", 4000),
    Budget("lab", "height in px", 6500, PHONE),
    Budget("sources", "height in px", 3000),
    Budget("sources", "height in px", 4500, PHONE),
    Budget("claims", "height in px", 5000),
    Budget("claims", "height in px", 8500, PHONE),
    Budget("api", "height in px", 10_000),
    Budget("api", "height in px", 14_000, PHONE),
]

# The places that measures look for. A page without one is a finding.
BEST_FIT = "main h1"
BAR = ".ranking .stack"
TEMPLATE = "[aria-labelledby='starting-points'] a"
ADVICE = "main a[href='/advise/']"
RESULT = "main a[href^='/advise/result/']"


def check(site: Site, pages: Sequence[Page]) -> list[Finding]:
    with visitor(site) as browser:
        return [
            finding
            for page in pages
            for budget in BUDGETS
            if budget.page == page.name
            for finding in findings_of(budget, measured(browser, page, budget))
        ]


def findings_of(budget: Budget, figure: float | None) -> Iterator[Finding]:
    where = f"at {budget.width} px"
    if figure is None:
        yield Finding(budget.page, budget.measure, where, "there is nothing to measure")
    elif figure > budget.most:
        yield Finding(budget.page, budget.measure, where, f"{figure:.0f}, not at most {budget.most}")


def measured(browser: Visitor, page: Page, budget: Budget) -> float | None:
    """Return the figure, None if the page has nothing to measure. Each is taken in a tab of its own, with no cache."""
    with browser.tab(staff=False, width=budget.width) as tab:
        if budget.measure == WEIGHT:
            sizes, _ = first_view(browser, tab, page)
            return sum(sizes.values())
        browser.open(tab, page)
        return MEASURES[budget.measure](tab)


def height(tab: Tab) -> float:
    pixels: float = tab.evaluate("document.documentElement.scrollHeight")
    return pixels


def edge(tab: Tab, selector: str, side: str, number: int = 0) -> float | None:
    """Return how far below the top of the page an edge of the number-th such element is, None if it is not shown."""
    box = tab.locator(selector).nth(number).bounding_box() if tab.locator(selector).count() > number else None
    return None if box is None else box["y"] + (box["height"] if side == "bottom" else 0)


def clicks_to_result(tab: Tab) -> float | None:
    """Return how many clicks lead from this page over a template to its result, None if there is no such way."""
    ways = [TEMPLATE, RESULT] if tab.locator(TEMPLATE).count() else [ADVICE, TEMPLATE, RESULT]
    for clicks, way in enumerate(ways, start=1):
        if not tab.locator(way).count():
            return None
        tab.locator(way).first.click()
        tab.wait_for_load_state()
        if way != ADVICE and "/advise/result/?" in tab.url:
            return clicks
    return None


def sheets(tab: Tab) -> float:
    return len(re.findall(rb"/Type\s*/Page\b", tab.pdf(prefer_css_page_size=True, format="A4")))


MEASURES: dict[str, Callable[[Tab], float | None]] = {
    "height in px": height,
    "top of the first bar in px": lambda tab: edge(tab, BAR, "top"),
    "bottom of the best fit in px": lambda tab: edge(tab, BEST_FIT, "bottom"),
    "bottom of the second bar in px": lambda tab: edge(tab, BAR, "bottom", 1),
    "clicks to a result with a template": clicks_to_result,
    "printed sheets of A4": sheets,
}
