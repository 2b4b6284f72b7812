"""The script that checks decisions in builds, against a server on loopback."""

import json
import runpy
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "static" / "root" / "check_decision.py"
QUERY = "edition=1&build=site"
ANSWERS = {
    "edition=1&build=site": {"exit_code": 0, "first_place_holds": True, "sentence": "Alder still comes first."},
    "edition=1&build=api": {"exit_code": 1, "first_place_holds": False, "sentence": "Now Birch."},
    "edition=1&build=changed": {"exit_code": 1, "first_place_holds": True, "sentence": "Look again."},
    "edition=1&build=odd": ["no status"],
}


class Advisor(BaseHTTPRequestHandler):
    def do_GET(self):
        path, _, query = self.path.partition("?")
        found = path == "/advise/result/status.json" and query in ANSWERS
        self.send_response(200 if found else 404)
        self.end_headers()
        self.wfile.write(json.dumps(ANSWERS[query]).encode() if found else b"nothing")

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def advisor():
    server = HTTPServer(("127.0.0.1", 0), Advisor)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/advise/result/?"
    server.shutdown()
    server.server_close()


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-I", SCRIPT, *map(str, arguments)], capture_output=True, text=True, timeout=30, check=False
    )


@pytest.mark.parametrize(
    ("query", "options", "code", "said"),
    [
        ("edition=1&build=site", [], 0, "Holds: Alder still comes first."),
        ("edition=1&build=api", [], 1, "Look again: Now Birch."),
        ("edition=1&build=changed", [], 1, "Look again: Look again."),
        ("edition=1&build=changed", ["--first-place"], 0, "Holds: Look again."),
        ("edition=1&build=api", ["--first-place"], 1, "Look again: Now Birch."),
    ],
)
def test_a_link_is_checked(advisor, query, options, code, said):
    done = run(*options, advisor + query)
    assert (done.returncode, done.stdout.strip()) == (code, f"{said} {advisor}{query}")


@pytest.mark.parametrize("query", ["edition=9&build=site", "edition=1&build=odd"])
def test_what_the_site_does_not_answer_ends_with_2(advisor, query):
    done = run(advisor + query)
    assert done.returncode == 2
    assert done.stderr.startswith("Cannot tell (")


def test_a_site_that_is_down_ends_with_2():
    assert run("http://127.0.0.1:9/advise/result/?edition=1&build=site").returncode == 2


def test_links_are_found_in_files_and_folders_once_each(advisor, tmp_path):
    (tmp_path / "0001.md").write_text(f"See [the result]({advisor}{QUERY}), and {advisor}{QUERY}.")
    (tmp_path / "page.html").write_text(f'<a href="{advisor}{QUERY.replace("&", "&amp;")}">it</a>')
    (tmp_path / "live.md").write_text(f"{advisor}build=site follows the latest edition: not checked.")
    (tmp_path / "code.py").write_text(f"# {advisor}edition=1&build=api")
    done = run(tmp_path)
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    both = run(tmp_path, advisor + "edition=1&build=api")
    assert (both.returncode, both.stdout.count("\n")) == (1, 2)


@pytest.mark.parametrize("arguments", [["missing.md"], ["https://advisor.example/frameworks/"]])
def test_what_holds_no_link_ends_with_2(arguments):
    assert run(*arguments).returncode == 2


def test_a_folder_without_links_ends_with_2(tmp_path):
    (tmp_path / "empty.md").write_text("Nothing.")
    done = run(tmp_path)
    assert (done.returncode, done.stderr) == (2, "No permanent link to a result in there: one has edition= in it.\n")


def test_nothing_runs_on_import():
    assert "main" in runpy.run_path(str(SCRIPT), run_name="imported")
