"""The addresses that are measured, by hand: nothing but WSGI or ASGI and the standard library.

`python app.py` makes the database.
"""

import json
import os
import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from contextlib import closing
from html import escape
from typing import Any

ROWS = [(f"Row {number}", 7 * number) for number in range(1, 31)]
NOTES = [("Milk", "Two litres"), ("<b>Bold</b>", "Tea & cake"), ("Post office", "Before noon")]
JSON, HTML = "application/json", "text/html; charset=utf-8"

Answer = tuple[int, str, str]


def connect() -> "closing[sqlite3.Connection]":
    return closing(sqlite3.connect(os.environ["LAB_DATABASE"], timeout=30))


def as_note(row: Iterable[Any]) -> dict[str, Any]:
    return dict(zip(("id", "title", "body"), row, strict=True))


def rows() -> str:
    cells = "".join(f"<tr><td>{escape(name)}</td><td>{amount}</td></tr>" for name, amount in ROWS)
    return f"<!doctype html><title>Rows</title><h1>Rows</h1><table>{cells}</table>"


def list_notes() -> str:
    with connect() as db:
        return json.dumps([as_note(row) for row in db.execute("SELECT id, title, body FROM notes ORDER BY id")])


def create_note(body: bytes) -> Answer:
    try:
        note = json.loads(body)
        title, text = note["title"], note["body"]
    except (ValueError, KeyError, TypeError):
        return refused()
    if not isinstance(title, str) or not isinstance(text, str) or not 1 <= len(title) <= 100:
        return refused()
    with connect() as db:
        number = db.execute("INSERT INTO notes (title, body) VALUES (?, ?)", (title, text)).lastrowid
        db.commit()
    return 201, JSON, json.dumps(as_note((number, title, text)))


def refused() -> Answer:
    return 400, JSON, json.dumps({"error": "A title of 1 to 100 characters and a body, please."})


def answer(method: str, path: str, body: bytes) -> Answer:
    if (method, path) == ("GET", "/hello"):
        return 200, JSON, json.dumps({"message": "Hello, world"})
    if (method, path) == ("GET", "/rows"):
        return 200, HTML, rows()
    if (method, path) == ("GET", "/api/notes"):
        return 200, JSON, list_notes()
    if (method, path) == ("POST", "/api/notes"):
        return create_note(body)
    return 404, "text/plain", "Not found"


def wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    status, kind, text = answer(environ["REQUEST_METHOD"], environ["PATH_INFO"], body)
    content = text.encode()
    start_response(f"{status} -", [("Content-Type", kind), ("Content-Length", str(len(content)))])
    return [content]


async def asgi(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    status, kind, text = answer(scope["method"], scope["path"], body)
    content = text.encode()
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})


def prepare() -> None:
    with connect() as db:
        db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL)")
        db.executemany("INSERT INTO notes (title, body) VALUES (?, ?)", NOTES)
        db.commit()


if __name__ == "__main__":
    prepare()
