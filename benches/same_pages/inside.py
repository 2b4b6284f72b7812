"""Runs inside a checkout: fills a database, or sends a list of requests and writes the responses to a file.

Checkouts may have different modules, so this file uses only management commands, models by name, the WSGI application
in the settings, and URLs. It is run by its path and imports no other module of the project.
"""

import gzip
import io
import json
import logging
import os
import re
import sys
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urljoin

import brotli

HOST = "advisor.example"
# The time that is set for all events in the database.
MOMENT = datetime(2026, 11, 29, 12, tzinfo=UTC)
BOUNDARY = "same-pages-boundary"

Ask = dict[str, Any]
Answer = dict[str, Any]


def main() -> None:
    action, argument = sys.argv[1:3]
    sys.path[0] = os.getcwd()
    os.environ["DJANGO_SETTINGS_MODULE"] = "advisor.settings"
    import django

    django.setup()
    logging.disable()
    if action == "fill":
        fill(argument)
    else:
        asks = json.loads(Path(argument).read_text(encoding="utf-8"))
        Path(sys.argv[3]).write_text(json.dumps(Visitor().ask_all(asks)), encoding="utf-8")


def model(label: str) -> Any:
    from django.apps import apps

    return apps.get_model(label)


def fill(directory: str) -> None:
    """Load a directory of catalogue files, publish three editions, make unpublished changes and create two editors."""
    from django.core.management import call_command

    call_command("load_catalogue", directory)
    call_command("publish", note="First")
    change_scores()
    call_command("publish", note="Scores of Flask & Django; Bottle retired")
    change_texts("in edition 3")
    call_command("publish")
    change_scores(by=1.0)
    change_texts("not published yet")
    model("comparisons.Claim").objects.order_by("slug").last().delete()
    make_editor("editor", is_superuser=True)
    make_editor("writer", group="Editor")
    settle()


def change_scores(by: float = 2.0) -> None:
    scores = model("comparisons.Score").objects.filter(criterion__scale_type="editorial")
    for framework, criterion in (("flask", "admin"), ("django", "performance"), ("fastapi", "api")):
        score = scores.get(framework__slug=framework, criterion__slug=criterion)
        score.value = score.value - by if score.value >= by else score.value + by
        score.revision += 1
        score.save()
    model("comparisons.Framework").objects.filter(slug="bottle").update(status="retired")


def change_texts(words: str) -> None:
    for label, key, field in (
        ("Framework", "django", "summary"),
        ("Criterion", "admin", "description"),
        ("Question", "build", "help"),
        ("Scenario", "case-01", "story"),
    ):
        row = model(f"comparisons.{label}").objects.get(slug=key)
        setattr(row, field, f"{getattr(row, field)} Changed <{words}>.")
        row.save()
    source = model("comparisons.Source").objects.order_by("slug").first()
    source.title += f" ({words})"
    source.save()


def make_editor(name: str, group: str = "", **rights: bool) -> None:
    from django.contrib.auth.hashers import make_password

    password = make_password("a password that nobody has", salt="samepagessamepagessame")
    user = model("auth.User").objects.create(username=name, password=password, is_staff=True, **rights)
    if group:
        user.groups.add(model("auth.Group").objects.get(name=group))


def settle() -> None:
    """Set fixed times for all events in the database."""
    model("admin.LogEntry").objects.update(action_time=MOMENT)
    model("auth.User").objects.update(date_joined=MOMENT, last_login=MOMENT)
    editions = model("comparisons.Edition").objects
    for number in editions.order_by().values_list("number", flat=True):
        editions.filter(number=number).update(published_at=MOMENT + timedelta(days=number))


class Visitor:
    """Sends requests to the site's WSGI application, as a server would."""

    def __init__(self) -> None:
        from django.conf import settings
        from django.core.signals import got_request_exception
        from django.utils.module_loading import import_string

        self.application = import_string(settings.WSGI_APPLICATION)
        self.cookie_name = settings.SESSION_COOKIE_NAME
        self.csrf_name = settings.CSRF_COOKIE_NAME
        self.answers: dict[str, Answer] = {}
        self.raised: list[str] = []
        got_request_exception.connect(self.note_exception)

    def note_exception(self, **_: Any) -> None:
        self.raised.append(f"\nRaised: {sys.exc_info()[1]!r}")

    def ask_all(self, asks: Iterable[Ask]) -> dict[str, Answer]:
        for ask in asks:
            if ask.get("fields") is not None:
                self.send_form(ask)
            else:
                self.look(ask)
        return self.answers

    def look(self, ask: Ask) -> None:
        """Send a request, follow one redirect, and repeat the request in other ways if `again` is set."""
        path = resolved(ask["path"])
        found = self.keep(ask, path)
        if ask.get("follow", True) and found["status"] in (301, 302) and ask.get("as") is None:
            target = urljoin(f"https://{HOST}{path}", found["headers"]["location"])
            if target.startswith(f"https://{HOST}/"):
                self.keep(
                    {**ask, "path": target.removeprefix(f"https://{HOST}")}, target.removeprefix(f"https://{HOST}")
                )
        if ask.get("again"):
            self.look_again(ask, path, found)

    def look_again(self, ask: Ask, path: str, found: Answer) -> None:
        variants: dict[str, dict[str, Any]] = {
            "again": {},
            "HEAD": {"method": "HEAD"},
            "gzip": {"headers": {"HTTP_ACCEPT_ENCODING": "gzip"}},
            "br": {"headers": {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"}},
        }
        if tag := found["headers"].get("etag"):
            variants["unchanged"] = {"headers": {"HTTP_IF_NONE_MATCH": tag}}
        for name, more in variants.items():
            other = self.request(path, **more)
            if other["body"] == found["body"]:
                other["body"] = "(the same)"
            self.answers[f"{ask['path']} [{name}]"] = other

    def keep(self, ask: Ask, path: str) -> Answer:
        words = [ask["path"], ask.get("as"), ask.get("method"), ask.get("name")]
        key = " ".join(word for word in words if word)
        if key in self.answers:
            return self.answers[key]
        found = self.request(path, ask.get("method", "GET"), ask.get("headers"), self.login(ask.get("as")))
        self.answers[key] = found
        return found

    def send_form(self, ask: Ask) -> None:
        """Get a page, change fields of its form, submit it as a browser would, and follow the redirect."""
        path, cookies = resolved(ask["path"]), self.login(ask["as"])
        page = self.request(path, "GET", None, cookies)
        cookies = cookies | page["cookies"]
        fields = form_of(page["body"], ask.get("form", "")) | {
            resolved(name): resolved(value) for name, value in ask["fields"].items()
        }
        action = resolved(ask.get("to", "")) or path
        found = self.request(action, "POST", None, cookies, sent(fields, ask.get("files", {})))
        key = f"{ask['path']} {ask['as']} form {ask.get('name', '')}".rstrip()
        self.answers[key] = found
        settle()
        if found["status"] == 302:
            there = urljoin(f"https://{HOST}{path}", found["headers"]["location"]).removeprefix(f"https://{HOST}")
            self.answers[f"{key} then"] = self.request(there, "GET", None, cookies)
        if "confirmation" in found["body"] and ask.get("confirm"):
            fields = form_of(found["body"], ask["confirm"])
            self.answers[f"{key} confirmed"] = self.request(action, "POST", None, cookies, sent(fields, {}))
            settle()

    def login(self, name: str | None) -> dict[str, str]:
        """Return the cookies of an editor's session."""
        if not name:
            return {}
        from django.test import Client

        client = Client()
        client.force_login(model("auth.User").objects.get(username=name))
        settle()
        return {self.cookie_name: client.cookies[self.cookie_name].value}

    def request(
        self,
        address: str,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        cookies: dict[str, str] | None = None,
        body: tuple[str, bytes] = ("", b""),
    ) -> Answer:
        """Return status, headers by lower-case name, cookies that were set, and the body as text."""
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquoted(path),
            "QUERY_STRING": query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "192.0.2.1",
            "HTTP_HOST": HOST,
            "HTTP_REFERER": f"https://{HOST}/",
            "CONTENT_TYPE": body[0],
            "CONTENT_LENGTH": str(len(body[1])),
            "RAW_URI": address,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https",
            "wsgi.input": io.BytesIO(body[1]),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        if cookies:
            environ["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return self.served({**environ, **(headers or {})})

    def served(self, environ: dict[str, Any]) -> Answer:
        begun: list[Any] = []
        self.raised.clear()
        result = self.application(environ, lambda status, headers, exc_info=None: begun.extend((status, headers)))
        try:
            data = b"".join(result)
        finally:
            getattr(result, "close", lambda: None)()
        status, listed = begun[:2]
        headers: dict[str, str] = {}
        for name, value in listed:
            headers[name.lower()] = f"{headers[name.lower()]}\n{value}" if name.lower() in headers else value
        cookies = re.findall(r"^([^=]+)=([^;]*)", headers.get("set-cookie", ""), re.MULTILINE)
        text = readable(data, headers.get("content-encoding", "")) + "".join(self.raised)
        return {"status": int(status[:3]), "headers": headers, "cookies": dict(cookies), "body": text}


def unquoted(path: str) -> str:
    """Return a path as in PATH_INFO: decoded bytes as Latin-1 characters."""
    from urllib.parse import unquote_to_bytes

    return unquote_to_bytes(path).decode("latin-1")


def resolved(text: Any) -> Any:
    """Replace rows in braces by their primary key, or 0 if there is none: {Score framework__slug=flask&...}."""

    def key(found: re.Match[str]) -> str:
        conditions = dict(pair.split("=") for pair in found[2].split("&"))
        app = {"User": "auth", "Group": "auth"}.get(found[1], "comparisons")
        app, label = ("comparisons", "Group") if found[1] == "CriteriaGroup" else (app, found[1])
        row = model(f"{app}.{label}").objects.filter(**conditions).first()
        return quote(str(row.pk)) if row else "0"

    return re.sub(r"\{(\w+) ([^}]+)\}", key, text) if isinstance(text, str) else text


def readable(data: bytes, coding: str) -> str:
    """Return a body as text: decompressed, an archive as the texts of its files, and other bytes as a digest."""
    if coding == "gzip":
        data = gzip.decompress(data)
    elif coding == "br" and data:
        data = brotli.decompress(data)
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [f"== {one.filename}\n{readable(archive.read(one), '')}" for one in archive.infolist()]
        return "\n".join(parts)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return f"{len(data)} bytes, SHA-256 {sha256(data).hexdigest()}"


def sent(fields: dict[str, Any], files: dict[str, list[str]]) -> tuple[str, bytes]:
    """Return content type and body of a form. Files are by field: a name and either text or the file to read."""
    if not files:
        return "application/x-www-form-urlencoded", urlencode(fields, doseq=True).encode()
    lines = []
    for name, values in fields.items():
        for value in values if isinstance(values, list) else [values]:
            lines.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n')
    for name, (file, text) in files.items():
        disposition = f'Content-Disposition: form-data; name="{name}"; filename="{file}"'
        lines.append(f"--{BOUNDARY}\r\n{disposition}\r\nContent-Type: application/octet-stream\r\n\r\n{text}\r\n")
    return f"multipart/form-data; boundary={BOUNDARY}", ("".join(lines) + f"--{BOUNDARY}--\r\n").encode()


def form_of(page: str, wanted: str) -> dict[str, Any]:
    """Return the fields of the form with the id or button `wanted`, or else of the form with the most fields."""
    parser = Forms()
    parser.feed(page)
    named = [fields for names, fields in parser.forms if wanted and wanted in names]
    return (named or sorted((fields for _, fields in parser.forms), key=len)[-1:] or [{}])[0]


class Forms(HTMLParser):
    """Parses the POST forms of a page, without their buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[set[str], dict[str, Any]]] = []
        self.select = self.area = ""
        self.is_open = False

    def add(self, name: str, value: str) -> None:
        fields = self.forms[-1][1]
        fields[name] = [*fields.get(name, []), value]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form" and found.get("method", "").lower() == "post":
            self.forms.append(({found.get("id", "")}, {}))
            self.is_open = True
        elif not self.is_open:
            return
        elif tag in ("input", "button"):
            self.take_input(found, is_button=tag == "button" or found.get("type") == "submit")
        elif tag == "select":
            self.select = found.get("name", "")
        elif tag == "option" and self.select and "selected" in found:
            self.add(self.select, found.get("value", ""))
        elif tag == "textarea":
            self.area = found.get("name", "")
            self.add(self.area, "")

    def take_input(self, found: dict[str, str], *, is_button: bool) -> None:
        kind, name = found.get("type", "text"), found.get("name", "")
        if is_button:
            self.forms[-1][0].add(name)
        elif (
            name
            and kind not in ("file", "image", "reset")
            and (kind not in ("checkbox", "radio") or "checked" in found)
        ):
            self.add(name, found.get("value", "on" if kind in ("checkbox", "radio") else ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            # HTML ignores a line end at the beginning of a text area.
            values = self.forms[-1][1][self.area]
            values[-1] += data.removeprefix("\n") if not values[-1] else data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_open = False
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""


if __name__ == "__main__":
    main()
