import shutil
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from benches.serving.wrk import Run, Unfit, parsed, run_all

OUTPUT = """Running 1s test @ http://127.0.0.1:8000/
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    19.04ms    9.84ms  61.28ms   79.22%
    Req/Sec     0.85k   359.16     1.44k    70.00%
  Latency Distribution
     50%  750.00us
     75%   24.11ms
     90%   32.61ms
     99%    1.20s
  851 requests in 1.01s, 165.90MB read
Requests/sec:    842.00
Transfer/sec:    164.15MB
"""


def test_rate_and_times_are_read_in_any_unit():
    assert parsed(OUTPUT) == Run(rate=842.0, p50=0.75, p99=1200.0, answers=851)
    assert parsed(OUTPUT.replace("s\n", "s \n")) == parsed(OUTPUT)  # so it writes whole seconds


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("  Non-2xx or 3xx responses: 12\n", "Non-2xx or 3xx responses: 12"),
        (
            "  Socket errors: connect 0, read 3, write 0, timeout 0\n",
            "Socket errors: connect 0, read 3, write 0, timeout 0",
        ),
        ("Sent: 866, not answered with 200: 4\n", "4 of 866 answers were not 200"),
        ("Sent: 866, not answered with 200: 0\n", "800 addresses did not last for 866 requests"),
    ],
)
def test_a_run_with_failed_responses_is_refused(more, why):
    with pytest.raises(Unfit) as refused:
        parsed(OUTPUT + more, at_most=800)
    assert str(refused.value) == why


def test_as_many_urls_as_requests_are_enough():
    assert parsed(OUTPUT + "Sent: 866, not answered with 200: 0\n", at_most=866).rate == 842.0


def test_a_run_without_responses_is_refused():
    with pytest.raises(Unfit, match=r"^no answer came within the run$"):
        parsed(OUTPUT.replace("  851 requests in", "  0 requests in"))


def test_unexpected_output_of_wrk_is_shown():
    with pytest.raises(Unfit, match="unable to connect"):
        parsed("unable to connect to 127.0.0.1:9 Connection refused\n")


class Quiet(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed (Debian's package is wrk)")
def test_a_list_of_addresses_is_asked_for_once_and_not_waited_on_afterwards(tmp_path):
    with ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        server.asked = []
        Thread(target=server.serve_forever, daemon=True).start()
        begun = time.monotonic()
        addresses = [f"/{number}" for number in range(40)]
        run = run_all(f"http://127.0.0.1:{server.server_port}", addresses, 100, tmp_path, 4)
        server.shutdown()
    assert set(addresses) <= set(server.asked)
    assert run.answers >= len(addresses) - 4  # the last answers are on their way when it stops
    assert time.monotonic() - begun < 60
