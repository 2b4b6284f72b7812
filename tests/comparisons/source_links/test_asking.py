"""Links are asked for politely, over HTTP with a server of our own."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from comparisons.source_links.asking import Asker, is_public
from comparisons.source_links.outcome import Asked, Outcome


class Site(BaseHTTPRequestHandler):
    """Answers by path: /404 with that status, /to/x with a redirect to /x, and so on."""

    asked: list

    def do_GET(self):
        self.asked.append((self.command, self.path))
        path = self.path
        if path == "/robots.txt":
            self.answer(200, b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n")
        elif path.startswith("/to/"):
            self.answer(302, location=path.removeprefix("/to"))
        elif path.startswith("/moved/"):
            self.answer(301, location=path.removeprefix("/moved"))
        elif path == "/circle":
            self.answer(302, location="/circle")
        elif path == "/no-head":
            self.answer(405 if self.command == "HEAD" else 200)
        elif path[1:].isdecimal():
            self.answer(int(path[1:]))
        else:
            self.answer(200, b"Hello")

    do_HEAD = do_GET

    def answer(self, status, body=b"", location=""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def asked():
    Site.asked = []
    return Site.asked


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def asker(asked, pauses):
    return Asker(delay=5, timeout=5, pause=pauses.append, may_ask=lambda host: True)


@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("/page", Outcome.ANSWERS, 200),
        ("/page#part", Outcome.ANSWERS, 200),
        ("/no-head", Outcome.ANSWERS, 200),
        ("/to/page", Outcome.ANSWERS, 200),
        ("/moved/page", Outcome.MOVED, 200),
        ("/404", Outcome.GONE, 404),
        ("/410", Outcome.GONE, 410),
        ("/403", Outcome.NOT_ASKED, 403),
        ("/429", Outcome.NOT_ASKED, 429),
        ("/503", Outcome.FAILED, 503),
        ("/circle", Outcome.FAILED, None),
        ("/private/page", Outcome.NOT_ASKED, None),
    ],
)
def test_each_address_has_an_outcome(site, asker, path, outcome, status):
    found = asker.ask(site + path)
    assert (found.outcome, found.status) == (outcome, status)


def test_what_moved_for_good_is_told_with_its_new_address(site, asker):
    moved = Asked(Outcome.MOVED, words="It has moved for good.", status=200, moved_to=f"{site}/page")
    assert asker.ask(f"{site}/moved/page") == moved
    assert asker.ask(f"{site}/to/page").moved_to == ""
    assert asker.ask(f"{site}/moved/to/page").moved_to == ""


def test_a_server_is_asked_by_head_and_by_get_only_where_that_fails(site, asker, asked):
    asker.ask(f"{site}/page")
    asker.ask(f"{site}/no-head")
    assert asked == [("GET", "/robots.txt"), ("HEAD", "/page"), ("HEAD", "/no-head"), ("GET", "/no-head")]


def test_what_robots_txt_forbids_is_not_asked(site, asker, asked):
    assert "robots.txt" in asker.ask(f"{site}/private/page").words
    assert asked == [("GET", "/robots.txt")]


def test_requests_to_one_server_are_as_far_apart_as_it_asks(site, asker, pauses):
    asker.ask(f"{site}/page")
    asker.ask(f"{site}/other")
    assert [round(pause) for pause in pauses] == [7, 7]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://example.org/x", "It leads to what is no web page."),
        ("http://", "It leads to what is no web page."),
        ("http://127.0.0.1/x", "Its host is not a public one."),
        ("http://169.254.169.254/latest", "Its host is not a public one."),
        ("http://[::1]/x", "Its host is not a public one."),
    ],
)
def test_only_public_web_servers_are_asked(address, words, pauses):
    assert Asker(delay=0, timeout=1, pause=pauses.append).ask(address).words == words


def test_a_redirect_to_a_host_that_is_not_public_is_not_followed(site, asked, pauses):
    asker = Asker(delay=0, timeout=5, pause=pauses.append, may_ask=lambda host: not asked)
    assert asker.ask(f"{site}/to/page").words == "Its host is not a public one."


def test_a_name_that_cannot_be_looked_up_means_that_there_may_be_no_network(asker):
    found = asker.ask("http://nowhere.invalid/")
    assert (found.outcome, found.no_network) == (Outcome.FAILED, True)


def test_a_server_that_is_not_there_fails(asker):
    found = asker.ask("http://127.0.0.1:9/")
    assert (found.outcome, found.no_network) == (Outcome.FAILED, False)
    assert is_public("127.0.0.1") is False
