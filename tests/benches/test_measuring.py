"""What is measured is asked for before, so that no site is measured on pages that it does not have."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

from benches.serving.measuring import answered_by_all


class Silent(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def site(*pages: str) -> Iterator[str]:
    """Serve these pages; all other addresses are unknown."""

    def application(environ, start_response):
        known = environ["PATH_INFO"] in pages
        start_response("200 OK" if known else "404 Not Found", [("Content-Length", "0")])
        return []

    with make_server("127.0.0.1", 0, application, handler_class=Silent) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_addresses_that_a_site_does_not_answer_with_200_are_left_out():
    asked = ["/", "/lab/", "/frameworks/", "/", "/gone/"]
    with site("/", "/lab/", "/frameworks/") as present, site("/", "/gone/", "/frameworks/") as before:
        assert answered_by_all([present, before], asked) == ["/", "/frameworks/", "/"]
        assert answered_by_all([present], asked) == ["/", "/lab/", "/frameworks/", "/"]
