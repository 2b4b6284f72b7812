"""A page of another site in a browser: what it can frame, read and show."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

VIOLATIONS = "window.broken = []; addEventListener('securitypolicyviolation', e => broken.push(e.violatedDirective))"


@pytest.fixture
def other_site(page):
    """Return a function that opens a page of another origin with this HTML, from a server of its own."""
    pages = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(pages[-1].encode())

        def log_message(self, *args):
            pass

    def opened(body):
        pages.append(body)
        page.goto(f"http://127.0.0.1:{server.server_port}/")

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield opened
        server.shutdown()


def test_another_site_can_frame_a_comparison_whose_links_open_in_a_new_tab(page, site, other_site):
    other_site(f'<iframe src="{site}/compare/django-vs-flask/embed/" width="360" height="500"></iframe>')
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Django or Flask?")).to_be_visible()
    expect(frame.get_by_role("row")).to_have_count(9)
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="All of it").click()
    expect(opened.value).to_have_url(f"{site}/compare/django-vs-flask/")
    assert opened.value.evaluate("window.opener") is None


def test_another_site_cannot_frame_other_pages(page, site, other_site):
    other_site(f'<iframe src="{site}/frameworks/django/"></iframe>')
    expect(page.frame_locator("iframe").get_by_role("heading", name="Django")).to_have_count(0)


def test_scripts_of_another_site_can_read_the_api_only(page, site, other_site):
    other_site("<p>Another site</p>")
    read = "address => fetch(address).then(r => r.ok && !!r.headers.get('ETag'), () => 'refused')"
    assert page.evaluate(read, f"{site}/api/v1/frameworks") is True
    assert page.evaluate(read, f"{site}/editions/feed.json") is True
    assert page.evaluate(read, f"{site}/frameworks/") == "refused"
    again = """address => fetch(address).then(r => r.headers.get('ETag')).then(
        tag => fetch(address, { cache: 'no-store', headers: { 'If-None-Match': tag } })).then(r => r.status)"""
    assert page.evaluate(again, f"{site}/api/v1/frameworks") == 304


def test_another_site_can_show_a_badge(page, site, other_site):
    other_site(f'<img src="{site}/frameworks/django/badge.svg" alt="">')
    assert page.locator("img").evaluate("async image => { await image.decode(); return image.naturalHeight }") == 24


def test_structured_data_does_not_violate_the_policy(page, site):
    page.add_init_script(VIOLATIONS)
    for address in (
        "/",
        "/api/",
        "/frameworks/django/",
        "/compare/django-vs-flask/",
        "/compare/django-vs-flask/embed/",
    ):
        page.goto(site + address)
        assert page.evaluate("broken") == []
