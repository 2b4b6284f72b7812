"""The worker processes: slow clients do not stop them, and steady clients are spread over them."""

import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection

import pytest

from advisor.operations.server import control_socket_disable, threads, workers
from advisor.operations.worker import body_expected
from tests.running_site import until

GET = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n"
LARGE = b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n\r\n"


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (b"", None),
        (b"GET / HTTP/1.1\r\nHost: a\r\n", None),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", 0),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /", 0),
        (b"POST / HTTP/1.1\r\ncontent-length: 12\r\nHost: a\r\n\r\nab", 12),
        (b"POST / HTTP/1.1\r\nContent-Length:7\r\n\r\n", 7),
        (b"POST / HTTP/1.1\r\nX: a\r\nX-Content-Length: 7\r\n\r\n", 0),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", -1),
        (b"POST / HTTP/1.1\r\nContent-Length: 7\r\nExpect: 100-continue\r\n\r\n", -1),
        (b"POST / HTTP/1.1\r\nContent-Length: seven\r\n\r\n", 0),
        (b"POST / HTTP/1.1\r\n\r\nContent-Length: 7\r\n", 0),
    ],
)
def test_a_request_is_complete_when_its_announced_body_is_there(received, expected):
    assert body_expected(received) == expected


def connect(site):
    return socket.create_connection(("127.0.0.1", site.port), timeout=30)


def answer(connection):
    return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize("sent", [b"", b"GET /health", GET, LARGE, LARGE + b"a=b"])
def test_a_hundred_unfinished_requests_keep_nobody_waiting(running, sent):
    with ExitStack() as stack:
        for _ in range(100):
            stack.enter_context(connect(running)).sendall(sent)
        for path in ("/healthz", "/readyz", "/", "/advise/result/?build=api"):
            begin = time.monotonic()
            assert running.get(path)[0] == 200
            assert time.monotonic() - begin < 5


def test_an_unfinished_request_ends_with_408_and_no_error_is_logged(running):
    before = len(running.log())
    with connect(running) as connection:
        connection.sendall(GET)
        assert answer(connection).startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert not [line for line in running.log()[before:] if line["level"] == "ERROR"]


def test_very_many_headers_are_refused(running):
    with connect(running) as connection:
        connection.sendall(GET + b"X: " + b"x" * 70_000)
        assert answer(connection).startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize("pieces", [1, 7])
def test_requests_in_pieces_and_several_at_once_are_answered_in_order(running, pieces):
    both = GET + b"\r\n" + GET.replace(b"/healthz", b"/readyz/visitors") + b"Connection: close\r\n\r\n"
    size = -(-len(both) // pieces)
    with connect(running) as connection:
        for start in range(0, len(both), size):
            connection.sendall(both[start : start + size])
        received = answer(connection)
    assert re.findall(rb"HTTP/1.1 (\d+)", received) == [b"200", b"200"]
    assert received.index(b"ok\n") < received.index(b'{"ready": true')


def test_a_quiet_client_keeps_its_connection(running):
    connection = HTTPConnection("127.0.0.1", running.port, timeout=30)
    connection.request("GET", "/healthz")
    connection.getresponse().read()
    kept = connection.sock
    for _ in range(20):
        connection.request("GET", "/")
        response = connection.getresponse()
        response.read()
        assert (response.status, response.will_close) == (200, False)
    assert connection.sock is kept
    connection.close()


def test_a_large_body_that_nobody_reads_does_not_cut_off_the_answer(running):
    with connect(running) as connection:
        connection.sendall(LARGE)
        for _ in range(10):
            connection.sendall(b"x" * 100_000)
        connection.shutdown(socket.SHUT_WR)
        received = answer(connection)
    assert received.startswith(b"HTTP/1.1 4")
    assert received.endswith(b"</html>\n")


def work_of(running):
    """Return the ticks that each process has spent on a processor."""
    found = {}
    for pid in running.processes():
        with open(f"/proc/{pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        found[pid] = int(fields[11]) + int(fields[12])
    return found


@pytest.mark.parametrize("clients", [4, 6, 16])
def test_steady_clients_are_spread_over_the_processes(running, clients):
    """All connections are opened before the first request, one by one, as idle clients do."""
    connections = [HTTPConnection("127.0.0.1", running.port, timeout=60) for _ in range(clients)]
    for connection in connections:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    before = work_of(running)
    with ThreadPoolExecutor(clients) as pool:
        for future in [pool.submit(ask_new, connection, n, clients) for n, connection in enumerate(connections)]:
            future.result()
    spent = [after - before[pid] for pid, after in work_of(running).items()]
    assert len(spent) == 2
    assert min(spent) / sum(spent) >= 0.3, spent


def ask_new(connection, number, clients):
    """Ask for new results, 240 with all clients together."""
    for turn in range(240 // clients):
        connection.request("GET", f"/find/?q=steady{clients}x{number}x{turn}")
        response = connection.getresponse()
        response.read()
        assert response.status == 200
    connection.close()


@pytest.mark.parametrize(
    "header",
    [
        "SCRIPT_NAME: /find",
        "Script-Name: /find",
        "PATH_INFO: /admin/",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Protocol: ssl",
        "X-Forwarded-SSL: on",
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Prefix: /evil",
        "X-Forwarded-For: 192.0.2.1",
        "Forwarded: for=192.0.2.1;proto=https;host=evil.example",
        "X_FORWARDED_PROTO: https",
        "WSGI.URL_SCHEME: https",
        "REMOTE_ADDR: 192.0.2.1",
    ],
)
def test_without_trusted_proxy_headers_of_forwarders_change_nothing(running, header):
    name, _, value = header.partition(": ")
    plain = running.get("/find/?q=plain")
    spoofed = running.get("/find/?q=plain", headers={name: value})
    unseen = running.get(f"/find/?q={name.lower()}", headers={name: value})
    assert (spoofed[0], spoofed[2]) == (plain[0], plain[2]) == (200, plain[2])
    assert unseen[0] == 200
    for body in (unseen[2], running.get("/frameworks/flask/")[2]):
        assert "evil" not in body
        assert "https://127.0.0.1" not in body
        assert 'href="/find/find' not in body
        assert 'href="/evil' not in body


def test_two_sites_of_one_user_share_no_control_socket():
    """Else stopping the one cuts the other off from it (gunicorn 27)."""
    assert control_socket_disable


def test_there_are_two_processes_and_each_has_threads_to_spare():
    assert workers >= 2
    assert threads >= 4


def test_a_slow_reader_holds_no_thread(running):
    with ExitStack() as stack:
        for _ in range(40):
            connection = stack.enter_context(connect(running))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(GET.replace(b"/healthz", b"/compare/django-vs-flask/") + b"\r\n")
        until(lambda: running.get("/healthz")[0] == 200, seconds=10)
