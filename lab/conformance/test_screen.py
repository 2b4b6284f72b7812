"""The two pages of a screen application, as a visitor sees them in a browser.

Elements are found by what a visitor reads: label, role and text. All tests share one browser context, so that the files
of the framework are loaded once; each opens tabs of its own. The browser finds no other host.
"""

import re
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect

from audit.browser import CHROMIUM, FLAGS
from lab.application import Application
from lab.environment import environment
from lab.running import Server, copied

needs = pytest.mark.needs

ROWS = {f"Row {number}": str(7 * number) for number in range(1, 201)}
ROWS_WITH_19 = ["Row 19", *(f"Row {number}" for number in range(190, 200))]
STEPS = [f"Step {number} of 5" for number in range(1, 6)]
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
RUNNING = re.compile("^Step [1-4] of 5$")
TIMEOUT = 120_000  # milliseconds: the machine may be busy with other applications

SLIDER_VALUES = "({ariaValueMin, ariaValueNow, ariaValueMax, min, value, max}) => "
SLIDER_VALUES += "[ariaValueMin ?? min, ariaValueNow ?? value, ariaValueMax ?? max]"

DRAWN = """drawings => drawings
    .filter(drawing => drawing.getBoundingClientRect().height > 100)
    .map(drawing => drawing.toDataURL?.() ?? drawing.outerHTML)"""

# Steps of half a second would pass unseen between two looks of a test, so the page itself writes them down.
RECORD_JOB = """() => {
    window.job = []
    const look = () => {
        const text = document.body.innerText.match(/Step \\d of 5|Finished/)?.[0]
        const bar = [...document.querySelectorAll('[role=progressbar]')].some(bar => bar.checkVisibility())
        if (text && window.job.at(-1)?.text !== text) window.job.push({text, bar})
        else if (text && bar) window.job.at(-1).bar = true
    }
    const all = {attributes: true, characterData: true, childList: true, subtree: true}
    new MutationObserver(look).observe(document.body, all)
}"""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    assert CHROMIUM, "Chromium is not installed (Debian's package is chromium)"
    return {"executable_path": CHROMIUM, "args": [*FLAGS, NO_OTHER_HOST]}


@pytest.fixture(scope="module")
def other_hosts() -> set[str]:
    """The hosts that the pages asked for something, apart from the application. They were not reached."""
    return set()


@pytest.fixture(scope="module")
def visitor(browser: Browser, server: Server, other_hosts: set[str]) -> Iterator[BrowserContext]:
    def note(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.netloc != urlsplit(server.url).netloc:
            other_hosts.add(address.netloc)

    context = browser.new_context()
    context.set_default_timeout(TIMEOUT)
    context.on("request", note)
    yield context
    context.close()


@pytest.fixture
def rows(visitor: BrowserContext, server: Server) -> Iterator[Page]:
    page = open_tab(visitor, f"{server.url}/", "Rows")
    yield page
    page.close()


@pytest.fixture
def work(visitor: BrowserContext, server: Server) -> Iterator[Page]:
    page = open_tab(visitor, f"{server.url}/work", "Work")
    yield page
    page.close()


@pytest.fixture
def other_tab(visitor: BrowserContext, server: Server) -> Iterator[Page]:
    page = open_tab(visitor, f"{server.url}/work", "Work")
    yield page
    page.close()


def open_tab(visitor: BrowserContext, address: str, heading: str) -> Page:
    """A new tab with the page at this address, once it has its heading and loads nothing more."""
    page = visitor.new_page()
    page.goto(address)
    see_heading(page, heading)
    page.wait_for_load_state("networkidle")
    return page


def see_heading(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible(timeout=TIMEOUT)


def see(page: Page, text: str) -> None:
    expect(page.get_by_text(text, exact=True)).to_be_visible(timeout=TIMEOUT)


def press_button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def either(page: Page, role: str, role_on_canvas: str) -> Locator:
    """Elements of a table, or of the hidden one by which a table painted on a canvas can be read aloud."""
    return page.locator(f"role={role}[include-hidden]").or_(page.locator(f"role={role_on_canvas}[include-hidden]"))


def cells(page: Page) -> Locator:
    return either(page, "cell", "gridcell")


def scroll_through_table(page: Page) -> dict[str, str]:
    """Every name and its amount, as they come up while the wheel turns over the table."""
    expect(cells(page).first).to_have_text("Row 1", timeout=TIMEOUT)
    box = either(page, "table", "grid").locator("..").bounding_box()
    assert box
    page.mouse.move(box["x"] + 50, box["y"] + 100)
    found: dict[str, str] = {}
    while True:
        texts = cells(page).all_text_contents()
        found |= zip(texts[::2], texts[1::2], strict=True)
        if "Row 200" in found:
            return found
        page.mouse.wheel(0, 150)  # less than half of what is in view, so that no row is passed over
        expect(cells(page).first).not_to_have_text(texts[0], timeout=TIMEOUT)


def charts(page: Page) -> list[str]:
    """What all canvases and drawings that are as high as a chart show, once they stand still."""
    before: list[str] = []
    while True:
        now: list[str] = page.locator("canvas, svg").evaluate_all(DRAWN)
        if now and now == before:
            return now
        before = now
        page.wait_for_timeout(300)


@needs("pages")
def test_each_page_links_to_the_other(rows: Page) -> None:
    rows.get_by_role("link", name="Work", exact=True).click()
    see_heading(rows, "Work")
    rows.get_by_role("link", name="Rows", exact=True).click()
    see_heading(rows, "Rows")


def test_the_table_has_200_rows(rows: Page) -> None:
    see(rows, "200 of 200 rows")
    assert scroll_through_table(rows) == ROWS


@needs("filter")
def test_the_filter_leaves_the_rows_with_its_text(rows: Page) -> None:
    rows.get_by_label("Filter", exact=True).fill("Row 19")
    rows.keyboard.press("Enter")
    see(rows, "11 of 200 rows")
    expect(cells(rows).filter(has_text="Row")).to_have_text(ROWS_WITH_19, timeout=TIMEOUT)


@needs("slider")
def test_the_slider_goes_from_1_to_50_and_starts_at_10(rows: Page) -> None:
    see(rows, "Points")
    see(rows, "10 points")
    assert rows.get_by_role("slider").evaluate(SLIDER_VALUES) == ["1", "10", "50"]


@needs("slider")
def test_the_slider_moves_the_chart(rows: Page) -> None:
    before = charts(rows)
    slider = rows.get_by_role("slider")
    slider.or_(slider.locator("[tabindex]")).last.focus()
    for points in range(11, 16):
        rows.keyboard.press("ArrowRight")
        see(rows, f"{points} points")
    assert any(charts(rows) != before for _ in range(20)), "the chart is drawn as before"


@needs("form")
def test_the_form_says_what_is_wrong(work: Page) -> None:
    for name, age, answer in [
        ("", "36", "Name is required"),
        ("Ada", "151", "Age must be between 0 and 150"),
        ("Ada", "36", "Saved Ada, 36"),
        ("Ada", "-1", "Age must be between 0 and 150"),
    ]:
        work.get_by_label("Name", exact=True).fill(name)
        work.get_by_label("Age", exact=True).fill(age)
        press_button(work, "Save")
        see(work, answer)


@needs("job")
def test_the_job_shows_its_steps(work: Page) -> None:
    work.evaluate(RECORD_JOB)
    start = time.monotonic()
    press_button(work, "Run")
    see(work, "Finished")
    assert time.monotonic() - start > 2.5
    *steps, last = work.evaluate("window.job")
    assert steps == [{"text": step, "bar": True} for step in STEPS]
    assert last["text"] == "Finished"


@needs("job")
def test_a_job_does_not_hold_up_another_tab(work: Page, other_tab: Page) -> None:
    answered_meanwhile = False
    for count in range(1, 6):  # on a busy machine the job may be over before the click in the other tab
        press_button(work, "Run")
        press_button(other_tab, "Count")
        see(other_tab, f"Count: {count}")
        answered_meanwhile = work.get_by_text(RUNNING).is_visible()
        if answered_meanwhile:
            break
        see(work, "Finished")
    assert answered_meanwhile


@needs("tabs")
def test_each_tab_counts_for_itself(work: Page, other_tab: Page) -> None:
    for count in (1, 2):
        press_button(work, "Count")
        see(work, f"Count: {count}")
    see(other_tab, "Count: 0")
    press_button(other_tab, "Count")
    see(other_tab, "Count: 1")


def test_no_other_host_is_asked(rows: Page, work: Page, other_hosts: set[str]) -> None:
    assert other_hosts == set()


def test_the_test_of_its_own_passes(application: Application) -> None:
    if not application.test:
        pytest.skip("test: it has none; its README says why")
    with copied(application, environment(application)) as copy:
        copy.run(application.test)
