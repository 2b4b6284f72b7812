"""The system's Chromium, which asks nobody but the site."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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
WIDTHS = (360, 1440)


class UnexpectedAnswer(Exception):
    """A page of the list did not answer as the list says."""


class Visitor:
    """Opens each page as somebody who has never been here, pages of the admin as an editor who has just logged in."""

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
    def tab(self, page: Page, *, width: int, scheme: Scheme = "light") -> Iterator[Tab]:
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            storage_state=self.login if page.staff else None,
        )
        try:
            yield context.new_page()
        finally:
            context.close()

    def open(self, tab: Tab, page: Page) -> None:
        response = tab.goto(self.site.url + page.path)
        assert response is not None, "only an address of the same page gives no response"
        self._expect(page, response)

    def html(self, page: Page) -> str:
        """Return the page as it is sent, before a browser mends it."""
        context = self.browser.new_context(storage_state=self.login if page.staff else None)
        try:
            response = context.request.get(self.site.url + page.path)
            self._expect(page, response)
            return response.text()
        finally:
            context.close()

    def _expect(self, page: Page, response: Response | APIResponse) -> None:
        if response.status != page.status or response.url != self.site.url + page.path:
            raise UnexpectedAnswer(
                f"{page.name}: {page.path} led to {response.url} ({response.status}, not {page.status})."
            )


@contextmanager
def visitor(site: Site) -> Iterator[Visitor]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield Visitor(browser, site)
        finally:
            browser.close()
