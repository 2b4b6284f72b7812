"""A real browser on a real server. Skipped, and said so, where no Chromium is installed."""

import os

import pytest

from audit.browser import CHROMIUM, FLAGS
from tests.pages.windows import show

# Playwright keeps an event loop in the thread of the test, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items):
    if CHROMIUM is None:
        for item in items:
            if item.path.is_relative_to(os.path.dirname(__file__)):
                item.add_marker(pytest.mark.skip(reason="no Chromium is installed (Debian's package is chromium)"))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture
def site(live_server, transactional_db, shipped):
    """The address of a server that shows the shipped catalogue."""
    show(1, shipped)
    return live_server.url


@pytest.fixture
def without_script(browser):
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()
