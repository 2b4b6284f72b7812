"""Probes of single answers of a program that runs as in production.

A function without a word of explanation is the probe of its name; `probes.toml` says what it asks and how.
"""

import json
import re
from collections.abc import Callable

from lab.probes.exchange import HOST, Answer, Connection, ask
from lab.probes.listing import Outcome, cannot_be_run, does_not_apply, seen
from lab.probes.program import Process, Program
from lab.probes.websocket import Refused, WebSocket

ENDINGS = ("html", "htm", "xml", "svg", "jinja", "txt")
ESCAPED, RAW = "&lt;b&gt;Tea", "<b>Tea"
ELSEWHERE = "https://other.example"
ERROR_TEXT = "the secret of the lab"
SECURITY_HEADERS = (
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Content-Security-Policy",
    "Strict-Transport-Security",
    "Permissions-Policy",
)
JSON_TYPE = {"Content-Type": "application/json"}
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}

Probing = Callable[[Program, Process], Outcome]


def escapes_markup(program: Program, process: Process) -> Outcome:
    answer = ask(process.port, path=f"/template/{program.settings.template}")
    if answer.status != 200:
        return cannot_be_run(f"the template was answered with {answer.status}")
    return seen(ESCAPED in answer.text and RAW not in answer.text, program.settings.template)


def escaped_endings(program: Program, process: Process) -> Outcome:
    found: dict[str, list[str]] = {"escaped": [], "not escaped": [], "not found": []}
    for ending in ENDINGS:
        answer = ask(process.port, path=f"/template/page.{ending}")
        if answer.status != 200:
            found["not found"].append(ending)
        else:
            found["not escaped" if RAW in answer.text else "escaped"].append(ending)
    told = "; ".join(f"{name}: {', '.join(endings)}" for name, endings in found.items() if endings)
    return seen(", ".join(found["escaped"]) or "none", told)


def csrf_by_default(program: Program, process: Process) -> Outcome:
    headers = {**FORM_TYPE, "Origin": ELSEWHERE, "Sec-Fetch-Site": "cross-site", "Referer": f"{ELSEWHERE}/"}
    answer = ask(process.port, "POST", "/plain-form", headers, b"text=Milk")
    return seen(400 <= answer.status < 500, f"status {answer.status}")


def cookie_of(process: Process, path: str) -> str:
    """The first cookie that an address sets; empty if it sets none."""
    cookies = ask(process.port, path=path).cookies()
    return cookies[0] if cookies else ""


def cookie_flag(path: str, flag: str) -> Probing:
    """Whether the cookie of an address has a flag."""

    def probe(program: Program, process: Process) -> Outcome:
        cookie = cookie_of(process, path)
        flags = [part.strip().lower() for part in cookie.split(";")[1:]]
        return seen(flag in flags, attributes(cookie)) if cookie else cannot_be_run("no cookie was set")

    return probe


def same_site(path: str) -> Probing:
    """The SameSite of the cookie of an address."""

    def probe(program: Program, process: Process) -> Outcome:
        cookie = cookie_of(process, path)
        found = re.search(r";\s*samesite=(\w+)", cookie, re.IGNORECASE)
        value = found[1].capitalize() if found else "none"
        return seen(value, attributes(cookie)) if cookie else cannot_be_run("no cookie was set")

    return probe


def attributes(cookie: str) -> str:
    """The name and the attributes of a cookie, without its value and without a date that differs in each run."""
    parts = [part.strip() for part in cookie.split(";")]
    kept = [part for part in parts[1:] if not part.lower().startswith("expires")]
    return "; ".join([f"{parts[0].partition('=')[0]}=…", *kept])


def host_checked(program: Program, process: Process) -> Outcome:
    answer = ask(process.port, headers={"Host": "other.example"})
    return seen(400 <= answer.status < 500, f"status {answer.status}")


def error_hidden(program: Program, process: Process) -> Outcome:
    answer = ask(process.port, path="/error")
    return seen(answer.status == 500 and ERROR_TEXT not in answer.text, f"status {answer.status}")


def error_type(program: Program, process: Process) -> Outcome:
    return seen(ask(process.port, path="/error").type or "none")


def not_found_type(program: Program, process: Process) -> Outcome:
    answer = ask(process.port, path="/no-such-address")
    return seen(answer.type or "none", f"status {answer.status}")


def status_of(method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Probing:
    """The status of the answer to one request."""

    def probe(program: Program, process: Process) -> Outcome:
        return seen(ask(process.port, method, path, headers, body).status)

    return probe


def security_headers(program: Program, process: Process) -> Outcome:
    page = f"/template/{program.settings.template}" if program.settings.specification == "web" else "/"
    answer = ask(process.port, path=page)
    if answer.status != 200:
        answer = ask(process.port)
    names = [name for name in SECURITY_HEADERS if answer.header(name)]
    return seen(len(names), ", ".join(names) or "none")


def tells_version(program: Program, process: Process) -> Outcome:
    answer = ask(process.port)
    said = ", ".join(filter(None, (answer.header("server"), answer.header("x-powered-by"))))
    return seen(bool(re.search(r"\d+\.\d+", said)), said or "no Server header")


def cors_by_default(program: Program, process: Process) -> Outcome:
    answer = ask(process.port, headers={"Origin": ELSEWHERE})
    allowed = answer.header("access-control-allow-origin")
    credentials = ", with credentials" if answer.header("access-control-allow-credentials") == "true" else ""
    return seen(allowed in ("*", ELSEWHERE), f"{allowed}{credentials}" if allowed else "no header")


def websocket_origin(program: Program, process: Process) -> Outcome:
    path = program.settings.websocket
    try:
        WebSocket.open(process.port, path).close()
    except Refused as refusal:
        return cannot_be_run(f"a WebSocket without Origin is refused too: {refusal}")
    try:
        WebSocket.open(process.port, path, ELSEWHERE).close()
    except Refused as refusal:
        return seen(True, str(refusal))
    return seen(False, "taken")


def validation_status(program: Program, process: Process) -> Outcome:
    good = ask(process.port, "POST", "/validated", JSON_TYPE, b'{"title": "Milk"}')
    if good.status not in (200, 201):
        return cannot_be_run(f"a right body is answered with {good.status}")
    return seen(ask(process.port, "POST", "/validated", JSON_TYPE, b"{}").status)


def validation_names_field(program: Program, process: Process) -> Outcome:
    answer = ask(process.port, "POST", "/validated", JSON_TYPE, b"{}")
    return seen("title" in answer.text.lower(), f"status {answer.status}, {answer.type}")


def allow_header(program: Program, process: Process) -> Outcome:
    answer = ask(process.port, "DELETE", "/")
    allowed = ", ".join(sorted(part.strip() for part in answer.header("allow").split(",")))
    return seen("GET" in allowed, allowed or f"status {answer.status} without Allow")


def repeated_parameter(program: Program, process: Process) -> Outcome:
    answer = ask(process.port, path="/query?tag=a&tag=b")
    if answer.status != 200:
        return seen(f"status {answer.status}")
    return seen({"a": "first", "b": "last"}.get(answer.text.strip('"'), "another value"))


def trailing_slash(program: Program, process: Process) -> Outcome:
    answer = ask(process.port, path="/text/")
    if answer.status == 200:
        return seen("answers")
    if answer.status in (301, 302, 307, 308):
        return seen("redirects", f"status {answer.status}")
    return seen(f"status {answer.status}")


def get_with_body(program: Program, process: Process) -> Outcome:
    answer = ask(process.port, "GET", "/", JSON_TYPE, b'{"a": 1}')
    return seen(answer.status == 200, f"status {answer.status}")


def json_of(kind: str) -> Probing:
    """What a value of some kind becomes in JSON."""

    def probe(program: Program, process: Process) -> Outcome:
        answer = ask(process.port, path=f"/json/{kind}")
        found = re.search(r'"value"\s*:\s*(.+?)\s*}', answer.text)
        if answer.status != 200 or not found:
            return seen(f"status {answer.status}")
        return seen(found[1])

    return probe


def returns_dictionary(program: Program, process: Process) -> Outcome:
    answer = ask(process.port, path="/dict")
    return seen(
        answer.status == 200 and parsed(answer) == {"a": 1}, f"status {answer.status}, {answer.type or 'no type'}"
    )


def parsed(answer: Answer) -> object:
    """What the JSON of an answer says; None where it is no JSON."""
    try:
        return json.loads(answer.body)
    except ValueError:
        return None


def returns_text(program: Program, process: Process) -> Outcome:
    answer = ask(process.port, path="/string")
    return seen(answer.status == 200 and answer.text.strip('"') == "text", f"status {answer.status}, {answer.type}")


def charset(program: Program, process: Process) -> Outcome:
    answer = ask(process.port, path="/text")
    kind = answer.header("content-type")
    if parsed(answer) == "café":
        return does_not_apply("a text becomes JSON, which is always UTF-8")
    return seen("utf-8" in kind.lower() and answer.body == "café".encode(), kind or "no Content-Type")


def keep_alive(program: Program, process: Process) -> Outcome:
    connection = Connection(process.port)
    try:
        first = connection.ask("GET", "/")
        sock = connection.inner.sock
        second = connection.ask("GET", "/") if sock else first
        return seen(sock is not None and connection.inner.sock is sock and second.status == first.status)
    except OSError as error:
        return seen(False, f"the second request met {type(error).__name__}")
    finally:
        connection.close()


def compression(program: Program, process: Process) -> Outcome:
    answer = ask(process.port, path="/large", headers={"Accept-Encoding": "gzip"})
    return seen(answer.header("content-encoding") == "gzip", f"{len(answer.body)} bytes sent")


def page_etag(program: Program, process: Process) -> Outcome:
    tag = ask(process.port).header("etag")
    if not tag:
        return seen(False, "no ETag")
    answer = ask(process.port, headers={"If-None-Match": tag})
    return seen(answer.status == 304, f"ETag, then status {answer.status}")


def file_etag(program: Program, process: Process) -> Outcome:
    first = ask(process.port, path="/static/probe.txt")
    if first.status != 200:
        return seen(False, f"the file is answered with {first.status}")
    told = {"If-None-Match": first.header("etag"), "If-Modified-Since": first.header("last-modified")}
    kinds = {"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}
    found = []
    for name, value in told.items():
        if value and ask(process.port, path="/static/probe.txt", headers={name: value}).status == 304:
            found.append(kinds[name])
    return seen(bool(found), f"304 by {' and '.join(found)}" if found else "never 304")


def file_range(program: Program, process: Process) -> Outcome:
    answer = ask(process.port, path="/static/probe.txt", headers={"Range": "bytes=0-1"})
    return seen(answer.status == 206 and answer.body == b"pr", f"status {answer.status}")


def request_log(program: Program, process: Process) -> Outcome:
    ask(process.port, path="/?number=4711")
    ask(process.port)
    return seen("/" in process.log() and ("4711" in process.log() or '"GET /' in process.log()))


def openapi_version(program: Program, process: Process) -> Outcome:
    if not program.settings.openapi:
        return seen("none", "nothing of the kind comes with it")
    description = parsed(ask(process.port, path=program.settings.openapi))
    if not isinstance(description, dict):
        return seen("none", f"no description at {program.settings.openapi}")
    return seen(str(description.get("openapi", "none")), program.settings.openapi)


def page_at(process: Process, path: str) -> Answer:
    """The page at an address, or at the address of this server to which it redirects."""
    answer = ask(process.port, path=path)
    onward = answer.header("location").removeprefix(f"http://{HOST}:{process.port}")
    if 300 <= answer.status < 400 and onward.startswith("/"):
        return ask(process.port, path=onward)
    return answer


def docs_page(program: Program, process: Process) -> Outcome:
    if not program.settings.docs:
        return seen(False, "nothing of the kind comes with it")
    answer = page_at(process, program.settings.docs)
    return seen(answer.status == 200 and answer.type == "text/html", program.settings.docs)


def page_other_hosts(program: Program, process: Process) -> Outcome:
    path = program.settings.docs or "/"
    if program.settings.specification == "web" and not program.settings.docs:
        return does_not_apply("it has no page of its own")
    page = page_at(process, path).text
    sources = re.findall(r"<(?:script|link|img)\b[^>]*?\b(?:src|href)=[\"']https?://([^/\"']+)", page)
    hosts = sorted({host for host in sources if not host.startswith(("127.0.0.1", "localhost"))})
    return seen(len(hosts), ", ".join(hosts) or path)


SETTING_A_NAME, SETTING_A_COOKIE = "/session", "/cookie"
PROBES: dict[str, Probing] = {
    "escapes-markup": escapes_markup,
    "escaped-endings": escaped_endings,
    "csrf-by-default": csrf_by_default,
    "session-http-only": cookie_flag(SETTING_A_NAME, "httponly"),
    "session-secure": cookie_flag(SETTING_A_NAME, "secure"),
    "session-same-site": same_site(SETTING_A_NAME),
    "cookie-http-only": cookie_flag(SETTING_A_COOKIE, "httponly"),
    "cookie-secure": cookie_flag(SETTING_A_COOKIE, "secure"),
    "cookie-same-site": same_site(SETTING_A_COOKIE),
    "host-checked": host_checked,
    "error-hidden": error_hidden,
    "error-type": error_type,
    "not-found-type": not_found_type,
    "unknown-address": status_of("GET", "/no-such-address"),
    "security-headers": security_headers,
    "tells-version": tells_version,
    "cors-by-default": cors_by_default,
    "websocket-origin": websocket_origin,
    "validation-status": validation_status,
    "validation-names-field": validation_names_field,
    "malformed-json": status_of("POST", "/json", b'{"text": ', JSON_TYPE),
    "wrong-content-type": status_of("POST", "/json", b'{"text": "Milk"}', {"Content-Type": "text/plain"}),
    "missing-parameter": status_of("GET", "/query"),
    "repeated-parameter": repeated_parameter,
    "path-converter": status_of("GET", "/number/abc"),
    "head": status_of("HEAD", "/"),
    "options": status_of("OPTIONS", "/"),
    "wrong-method": status_of("DELETE", "/"),
    "allow-header": allow_header,
    "trailing-slash": trailing_slash,
    "get-with-body": get_with_body,
    "json-date": json_of("date"),
    "json-decimal": json_of("decimal"),
    "json-uuid": json_of("uuid"),
    "json-nan": json_of("nan"),
    "returns-dictionary": returns_dictionary,
    "returns-text": returns_text,
    "charset": charset,
    "keep-alive": keep_alive,
    "compression": compression,
    "page-etag": page_etag,
    "file-etag": file_etag,
    "file-range": file_range,
    "request-log": request_log,
    "openapi-version": openapi_version,
    "docs-page": docs_page,
    "page-other-hosts": page_other_hosts,
}
