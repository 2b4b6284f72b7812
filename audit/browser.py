"""The system's Chromium, configured to make no requests of its own."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Literal

from playwright.sync_api import APIResponse, Browser, Response, StorageState, sync_playwright
from playwright.sync_api import Page as Tab

from audit.pages import Page
from audit.site import Site

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Scheme = Literal["light", "dark"]
WIDTHS, HEIGHT = (360, 1440), 900


class UnexpectedAnswer(Exception):
    """A page did not answer with the status or URL of its entry in `PAGES`."""


class Visitor:
    """Opens public pages without a login, and admin pages as a logged-in editor."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser = browser
        self.site = site
        self.login = self._log_in()

    def _log_in(self) -> StorageState:
        context = self.browser.new_context()
        tab = context.new_page()
        tab.goto(f"{self.site.url}/admin/login/")
        tab.get_by_label("Username").fill(self.site.editor)
        tab.get_by_label("Password").fill(self.site.password)
        tab.get_by_role("button", name="Log in").click()
        state = context.storage_state()
        context.close()
        return state

    @contextmanager
    def tab(self, *, staff: bool, width: int = WIDTHS[0]) -> Iterator[Tab]:
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHT}, storage_state=self.login if staff else None
        )
        try:
            yield context.new_page()
        finally:
            context.close()

    def open(self, tab: Tab, page: Page) -> None:
        response = tab.goto(self.site.url + page.path)
        assert response is not None, "only an address of the same page gives no response"
        self._expect(page, response)

    def walk(self, pages: Iterable[Page]) -> Iterator[tuple[Page, Tab]]:
        """Open the pages one after another in as few tabs as possible, since opening a tab is slow."""
        for staff, group in groupby(pages, key=lambda page: page.staff):
            with self.tab(staff=staff) as tab:
                for page in group:
                    self.open(tab, page)
                    yield page, tab

    def html(self, page: Page) -> str:
        """Return the HTML as sent, before the browser corrects errors."""
        context = self.browser.new_context(storage_state=self.login if page.staff else None)
        try:
            response = context.request.get(self.site.url + page.path)
            self._expect(page, response)
            return response.text()
        finally:
            context.close()

    def _expect(self, page: Page, response: Response | APIResponse) -> None:
        if (response.status, response.url) != (page.status, self.site.url + page.path):
            raise UnexpectedAnswer(f"{page.name}: not {page.status} but {response.status} from {response.url}")


@contextmanager
def visitor(site: Site) -> Iterator[Visitor]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield Visitor(browser, site)
        finally:
            browser.close()
