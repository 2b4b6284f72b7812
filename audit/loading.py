"""The transfer size, requested hosts and layout shift of a first view of each public page."""

from collections.abc import Iterator, Sequence

from playwright.sync_api import Page as Tab
from playwright.sync_api import Request

from audit.browser import WIDTHS, Visitor, visitor
from audit.finding import Finding, merged
from audit.pages import Page
from audit.site import Site

LIMIT = 100_000  # transferred bytes, including headers, with an empty cache
ATTEMPTS = 3  # on a busy machine a page may shift once by chance; a faulty page shifts every time

# Two frames after loading, the layout is final.
SHIFT = """() => new Promise(done => {
  let shift = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => shift += entry.value))
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(shift))));
})"""


def check(site: Site, pages: Sequence[Page]) -> list[Finding]:
    public = [page for page in pages if not page.path.startswith("/admin/")]
    with visitor(site) as browser:
        return merged((finding, f"{width} px") for width in WIDTHS for finding in check_pages(browser, public, width))


def check_pages(browser: Visitor, pages: Sequence[Page], width: int) -> Iterator[Finding]:
    with browser.tab(staff=False, width=width) as tab:
        tab.context.new_cdp_session(tab).send("Network.setCacheDisabled", {"cacheDisabled": True})
        for page in pages:
            sizes, shift = first_view(browser, tab, page)
            for _ in range(ATTEMPTS - 1):
                if shift:
                    _, shift = first_view(browser, tab, page)
            yield from findings_of(page, sizes, shift, browser.site)


def first_view(browser: Visitor, tab: Tab, page: Page) -> tuple[dict[str, int], float]:
    """Return the size of each requested URL in bytes, and the cumulative layout shift."""
    requests: list[Request] = []

    def listen(request: Request) -> None:
        requests.append(request)

    tab.on("request", listen)
    browser.open(tab, page)
    shift: float = tab.evaluate(SHIFT)
    tab.remove_listener("request", listen)
    return {request.url: size(request) for request in requests}, shift


def findings_of(page: Page, sizes: dict[str, int], shift: float, site: Site) -> Iterator[Finding]:
    if shift:
        yield Finding(page.name, "moves while it appears", "", f"layout shift of {shift:.4f}, not 0")
    for url in sizes:
        if not url.startswith((f"{site.url}/", "data:")):
            yield Finding(page.name, "asks another host", url, "everything must come from our own")
    if sum(sizes.values()) > LIMIT:
        heaviest = max(sizes, key=lambda url: sizes[url])
        help = f"{sum(sizes.values())} bytes, limit {LIMIT}; this is the heaviest: {sizes[heaviest]}"
        yield Finding(page.name, "too heavy", heaviest, help)


def size(request: Request) -> int:
    if request.url.startswith("data:") or request.failure:
        return 0
    sizes = request.sizes()
    return sizes["responseHeadersSize"] + sizes["responseBodySize"]
