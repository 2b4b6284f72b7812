"""What a first view of a public page weighs, whom it asks, and whether it moves while it appears."""

from collections.abc import Iterator, Sequence

from playwright.sync_api import Page as Tab
from playwright.sync_api import Request

from audit.browser import WIDTHS, Visitor, visitor
from audit.finding import Finding, merged
from audit.pages import Page
from audit.site import Site

LIMIT = 100_000  # bytes as transferred, headers included, with nothing in the browser's cache
LOOKS = 3  # a busy machine may paint a page before all of it has come; a page at fault moves each time

# Two frames after loading, everything has been laid out as it will stay.
SHIFT = """() => new Promise(done => {
  let shift = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => shift += entry.value))
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(shift))));
})"""


def check(site: Site, pages: Sequence[Page]) -> list[Finding]:
    public = [page for page in pages if not page.path.startswith("/admin/")]
    with visitor(site) as visiting:
        return merged((finding, f"{width} px") for width in WIDTHS for finding in look(visiting, public, width))


def look(visiting: Visitor, pages: Sequence[Page], width: int) -> Iterator[Finding]:
    with visiting.tab(staff=False, width=width) as tab:
        tab.context.new_cdp_session(tab).send("Network.setCacheDisabled", {"cacheDisabled": True})
        for page in pages:
            sizes, shift = first_view(visiting, tab, page)
            for _ in range(LOOKS - 1):
                if shift:
                    _, shift = first_view(visiting, tab, page)
            yield from judged(page, sizes, shift, visiting.site)


def first_view(visiting: Visitor, tab: Tab, page: Page) -> tuple[dict[str, int], float]:
    """Return what was asked for, with the bytes that came, and how far the page has moved."""
    requests: list[Request] = []

    def listen(request: Request) -> None:
        requests.append(request)

    tab.on("request", listen)
    visiting.open(tab, page)
    shift: float = tab.evaluate(SHIFT)
    tab.remove_listener("request", listen)
    return {request.url: size(request) for request in requests}, shift


def judged(page: Page, sizes: dict[str, int], shift: float, site: Site) -> Iterator[Finding]:
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
