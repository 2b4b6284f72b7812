"""What lab/specification.md asks of web applications, line by line."""

import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import requests
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from lab.application import Application
from lab.conformance.page import Form, Page
from lab.environment import environment
from lab.running import Server, copied

NOTES = [("Milk", "Two litres"), ("<b>Bold</b>", "Tea & cake"), ("Post office", "Before noon")]
REFUSED = (400, 422)
REDIRECTED = (302, 303)
# Seconds for one answer.
LIMIT = 20

needs, without = pytest.mark.needs, pytest.mark.without


class Visitor:
    """A browser without scripts: it keeps cookies and follows no redirects."""

    def __init__(self, url: str) -> None:
        self.url, self.session = url, requests.Session()
        self.session.trust_env = False

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.session.get(self.url + path, timeout=LIMIT, allow_redirects=False, **options)

    def post(self, path: str, **options: Any) -> requests.Response:
        return self.session.post(self.url + path, timeout=LIMIT, allow_redirects=False, **options)

    def page(self, path: str) -> Page:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        assert is_html(answer)
        return Page(answer.text)

    def fill_in(self, path: str, action: str, **fields: str) -> requests.Response:
        """Fill in the form on a page and send it, with the hidden fields that it has."""
        form = form_with(self.page(path), *fields)
        return self.post(action, data=form.fields | fields, headers={"Referer": self.url + path, "Origin": self.url})


def form_with(page: Page, *fields: str) -> Form:
    """Return the first form of a page that has these fields."""
    found = [form for form in page.forms if set(fields) <= form.fields.keys()]
    assert found, f"no form with {' and '.join(fields)}"
    assert found[0].attributes.get("method", "").lower() == "post"
    return found[0]


def is_html(answer: requests.Response) -> bool:
    return answer.headers.get("content-type", "").startswith("text/html")


def is_json(answer: requests.Response) -> bool:
    return answer.headers.get("content-type", "").startswith("application/json")


@pytest.fixture
def visitor(server: Server) -> Iterator[Visitor]:
    found = Visitor(server.url)
    yield found
    found.session.close()


def titles(visitor: Visitor) -> list[str]:
    return visitor.page("/").texts("h2")


def test_hello_answers_in_json(visitor: Visitor) -> None:
    answer = visitor.get("/hello")
    assert (answer.status_code, answer.json()) == (200, {"message": "Hello, world"})
    assert is_json(answer)


@needs("html")
def test_the_page_shows_the_title_and_body_of_every_note_by_id(visitor: Visitor) -> None:
    page = visitor.page("/")
    assert page.texts("h2")[:3] == [title for title, _ in NOTES]
    assert [text for text in page.texts("p") if text in dict(NOTES).values()][:3] == [body for _, body in NOTES]


@needs("html")
def test_the_page_escapes_what_notes_say(visitor: Visitor) -> None:
    source = visitor.get("/").text
    assert "<b>Bold" not in source
    assert "Tea &amp; cake" in source


@needs("form")
@needs("html")
def test_the_page_has_a_form_for_a_new_note(visitor: Visitor) -> None:
    action = form_with(visitor.page("/"), "title", "body").attributes["action"]
    assert action in ("/notes", f"{visitor.url}/notes")


@needs("form")
@needs("html")
def test_the_form_adds_a_note_and_leads_back_to_the_page(visitor: Visitor) -> None:
    answer = visitor.fill_in("/", "/notes", title="Käse & <i>Brot</i> ☕", body="From the form")
    assert answer.status_code in REDIRECTED, answer.text
    assert answer.headers["location"] in ("/", f"{visitor.url}/")
    page = visitor.page("/")
    assert page.texts("h2")[-1] == "Käse & <i>Brot</i> ☕"
    assert "From the form" in page.texts("p")


@needs("form")
@needs("html")
@pytest.mark.parametrize("title", ["", "x" * 101], ids=["none", "101 characters"])
def test_the_form_refuses_a_note_without_a_fitting_title_on_a_page(visitor: Visitor, title: str) -> None:
    before = titles(visitor)
    answer = visitor.fill_in("/", "/notes", title=title, body="Refused")
    assert answer.status_code in REFUSED
    assert is_html(answer)
    assert "title" in " ".join(Page(answer.text).texts("html") or [answer.text]).lower()
    assert titles(visitor) == before


@needs("form")
@needs("html")
def test_the_form_takes_a_title_of_100_characters(visitor: Visitor) -> None:
    assert visitor.fill_in("/", "/notes", title="y" * 100, body="Long").status_code in REDIRECTED
    assert titles(visitor)[-1] == "y" * 100


def forged(visitor: Visitor) -> requests.Response:
    """Send the form as a page of another site would make a browser send it: with the cookies, without the token."""
    visitor.page("/")
    fields = {"title": "From another site", "body": "Forged"}
    return visitor.post("/notes", data=fields, headers={"Origin": "http://elsewhere.example"})


@needs("csrf")
@needs("form")
@needs("html")
def test_the_form_refuses_a_forged_request(visitor: Visitor) -> None:
    before = titles(visitor)
    assert 400 <= forged(visitor).status_code < 500
    assert titles(visitor) == before


@needs("form")
@needs("html")
@without("csrf")
def test_without_protection_the_form_takes_a_forged_request(visitor: Visitor) -> None:
    assert forged(visitor).status_code in REDIRECTED
    assert titles(visitor)[-1] == "From another site"


@needs("api")
def test_the_api_lists_the_notes_by_id(visitor: Visitor) -> None:
    answer = visitor.get("/api/notes")
    assert answer.status_code == 200
    assert is_json(answer)
    expected = [{"id": number, "title": title, "body": body} for number, (title, body) in enumerate(NOTES, start=1)]
    assert answer.json()[:3] == expected
    assert [note["id"] for note in answer.json()] == sorted(note["id"] for note in answer.json())


@needs("api")
def test_the_api_gives_one_note_by_its_number(visitor: Visitor) -> None:
    answer = visitor.get("/api/notes/2")
    assert (answer.status_code, answer.json()) == (200, {"id": 2, "title": "<b>Bold</b>", "body": "Tea & cake"})
    assert is_json(answer)


@needs("api")
def test_a_number_that_is_no_note_is_not_found(visitor: Visitor) -> None:
    assert visitor.get("/api/notes/999999").status_code == 404


@needs("api")
def test_what_is_no_number_is_no_note(visitor: Visitor) -> None:
    assert visitor.get("/api/notes/milk").status_code in (404, *REFUSED)


@needs("api")
def test_the_api_stores_a_note_and_gives_it_back(visitor: Visitor) -> None:
    answer = visitor.post("/api/notes", json={"title": "Über <JSON> ☕", "body": "From the API"})
    assert answer.status_code == 201, answer.text
    assert is_json(answer)
    note = answer.json()
    assert note == {"id": note["id"], "title": "Über <JSON> ☕", "body": "From the API"}
    assert visitor.get(f"/api/notes/{note['id']}").json() == note
    assert visitor.get("/api/notes").json()[-1] == note


@needs("api")
def test_the_api_takes_a_title_of_100_characters(visitor: Visitor) -> None:
    answer = visitor.post("/api/notes", json={"title": "z" * 100, "body": ""})
    assert (answer.status_code, answer.json()["title"]) == (201, "z" * 100)


FAULTY: dict[str, Any] = {
    "none": {"body": "no title"},
    "empty": {"title": "", "body": "an empty title"},
    "101 characters": {"title": "x" * 101, "body": "a long title"},
    "a number": {"title": 7, "body": "a number"},
    "null": {"title": None, "body": "null"},
    "a list": {"title": ["Milk"], "body": "a list"},
}


@needs("validation")
@needs("api")
@pytest.mark.parametrize("case", FAULTY)
def test_the_api_refuses_a_note_without_a_fitting_title(visitor: Visitor, case: str) -> None:
    before = visitor.get("/api/notes").json()
    assert visitor.post("/api/notes", json=FAULTY[case]).status_code in REFUSED
    assert visitor.get("/api/notes").json() == before


@needs("validation")
@needs("api")
def test_the_api_refuses_a_body_that_is_no_json(visitor: Visitor) -> None:
    before = visitor.get("/api/notes").json()
    answer = visitor.post("/api/notes", data="title: Milk", headers={"Content-Type": "application/json"})
    assert answer.status_code in REFUSED
    assert visitor.get("/api/notes").json() == before


@needs("html")
def test_the_table_has_thirty_rows(visitor: Visitor) -> None:
    cells = [text for number in range(1, 31) for text in (f"Row {number}", str(7 * number))]
    assert visitor.page("/rows").texts("td") == cells


@needs("login")
def test_the_private_page_is_closed_to_strangers(visitor: Visitor) -> None:
    assert is_closed(visitor)


def is_closed(visitor: Visitor) -> bool:
    answer = visitor.get("/private")
    to_login = answer.status_code in (*REDIRECTED, 307) and "/login" in answer.headers["location"]
    return to_login or answer.status_code == 401


@needs("login")
def test_the_right_password_opens_the_private_page(visitor: Visitor) -> None:
    answer = visitor.fill_in("/login", "/login", username="ada", password="lovelace-1843")
    assert answer.status_code in REDIRECTED, answer.text
    assert answer.headers["location"].removeprefix(visitor.url) == "/private"
    answer = visitor.get("/private")
    assert answer.status_code == 200
    assert is_html(answer)
    assert "Signed in as ada" in answer.text


@needs("login")
@pytest.mark.parametrize(("username", "password"), [("ada", "wrong"), ("ada", ""), ("bob", "lovelace-1843")])
def test_another_name_or_password_opens_nothing(visitor: Visitor, username: str, password: str) -> None:
    answer = visitor.fill_in("/login", "/login", username=username, password=password)
    assert answer.status_code in (200, 401, 403, *REFUSED)
    if answer.status_code == 200:
        assert form_with(Page(answer.text), "username", "password")
    assert is_closed(visitor)


@needs("login")
def test_who_signs_in_does_so_for_themselves_alone(server: Server, visitor: Visitor) -> None:
    visitor.fill_in("/login", "/login", username="ada", password="lovelace-1843")
    assert visitor.get("/private").status_code == 200
    assert is_closed(Visitor(server.url))


@needs("stream")
def test_the_stream_sends_five_lines_one_by_one(visitor: Visitor) -> None:
    times, lines = [], []
    with visitor.get("/stream", stream=True, headers={"Accept-Encoding": "identity"}) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/")
        for line in answer.iter_lines(chunk_size=1):
            times.append(time.monotonic())
            lines.append(line.decode())
    assert lines == [f"line {number}" for number in range(1, 6)]
    gaps = [late - early for early, late in pairwise(times)]
    # On a busy machine one line may come late, and the next close behind it.
    assert sum(gap > 0.1 for gap in gaps) >= 3, gaps


@needs("echo")
def test_the_web_socket_sends_back_each_text(server: Server) -> None:
    with connect(f"ws://127.0.0.1:{server.port}/echo", proxy=None, open_timeout=LIMIT) as socket:
        for text in ("Hello", "Käse ☕", "x" * 2000):
            socket.send(text)
            assert socket.recv(timeout=LIMIT) == text


@needs("echo")
def test_two_web_sockets_do_not_hear_each_other(server: Server) -> None:
    url = f"ws://127.0.0.1:{server.port}/echo"
    with connect(url, proxy=None) as one, connect(url, proxy=None) as other:
        one.send("one")
        other.send("other")
        assert (one.recv(timeout=LIMIT), other.recv(timeout=LIMIT)) == ("one", "other")


@needs("jobs")
def test_a_job_runs_after_the_response(visitor: Visitor) -> None:
    before = visitor.get("/jobs").json()["done"]
    begin = time.monotonic()
    assert visitor.post("/jobs").status_code == 202
    assert time.monotonic() - begin < 0.8
    assert visitor.get("/jobs").json() == {"done": before}
    while visitor.get("/jobs").json() == {"done": before}:
        assert time.monotonic() - begin < 10, "the job has not ended after ten seconds"
        time.sleep(0.1)
    assert time.monotonic() - begin > 0.9
    assert visitor.get("/jobs").json() == {"done": before + 1}


def test_an_error_is_a_500_that_keeps_the_secret(visitor: Visitor) -> None:
    answer = visitor.get("/error")
    assert answer.status_code == 500
    for word in ("secret", "RuntimeError", "Traceback"):
        assert word not in answer.text
    # Over another connection: Uvicorn closes this one, and does not say so.
    assert Visitor(visitor.url).get("/hello").status_code == 200


def test_an_unknown_address_is_not_found(visitor: Visitor) -> None:
    assert visitor.get("/nothing-here").status_code == 404


ABSENT = [
    ("html", "GET", "/"),
    ("html", "GET", "/rows"),
    ("form", "POST", "/notes"),
    ("api", "GET", "/api/notes"),
    ("api", "GET", "/api/notes/2"),
    ("api", "POST", "/api/notes"),
    ("login", "GET", "/login"),
    ("login", "POST", "/login"),
    ("login", "GET", "/private"),
    ("stream", "GET", "/stream"),
    ("echo", "GET", "/echo"),
    ("jobs", "POST", "/jobs"),
    ("jobs", "GET", "/jobs"),
]


@pytest.mark.parametrize(
    ("method", "path"),
    [pytest.param(method, path, id=f"{method} {path}", marks=without(part)) for part, method, path in ABSENT],
)
def test_what_it_cannot_is_not_found(visitor: Visitor, method: str, path: str) -> None:
    call = visitor.get if method == "GET" else visitor.post
    assert call(path).status_code == 404


@without("echo")
def test_what_it_cannot_is_no_web_socket(server: Server) -> None:
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(f"ws://127.0.0.1:{server.port}/echo", proxy=None, open_timeout=LIMIT),
    ):
        pass
    # An ASGI server answers 403 when the application closes the connection before it is open.
    assert refused.value.response.status_code in (403, 404)


@needs("api")
@without("validation")
def test_without_validation_the_api_does_not_refuse_a_number_as_title(visitor: Visitor) -> None:
    assert visitor.post("/api/notes", json=FAULTY["a number"]).status_code not in REFUSED


@needs("test")
def test_the_test_of_its_own_passes(application: Application) -> None:
    with copied(application, environment(application)) as copy:
        copy.run(application.test)


@without("test")
def test_without_a_test_client_it_has_no_test(application: Application) -> None:
    assert not application.test
