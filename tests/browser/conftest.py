"""Tests with a browser and a server. They are skipped if Chromium is not installed."""

import os
from threading import Thread

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import QuietWSGIRequestHandler

from audit.browser import CHROMIUM, FLAGS
from tests.pages.editions import add_edition

# Playwright runs an event loop in the thread of the test, which Django would mistake for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items):
    if CHROMIUM is None:
        for item in items:
            if item.path.is_relative_to(os.path.dirname(__file__)):
                item.add_marker(pytest.mark.skip(reason="no Chromium is installed (Debian's package is chromium)"))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def server():
    """The URL of a server of the whole application. Django's own live server would leave the response cache out."""
    from advisor.wsgi import application  # loads the middleware, which reads the folder of static files

    server = ThreadedWSGIServer(("localhost", 0), QuietWSGIRequestHandler, allow_reuse_address=False)
    server.set_app(StaticFilesHandler(application))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def site(server, transactional_db, shipped):
    """The URL of a server with the shipped catalogue."""
    add_edition(1, shipped)
    return server


@pytest.fixture
def without_script(browser):
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()
