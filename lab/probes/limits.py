"""Probes of limits: the largest of something that is still answered, found by bisection."""

import http.client
import time
from collections.abc import Callable

from lab.probes.exchange import ask
from lab.probes.listing import Outcome, cannot_be_run, seen
from lab.probes.program import Process, Program
from lab.probes.websocket import Refused, WebSocket

MOST_BYTES = 64 * 1024 * 1024
MOST_FIELDS = 16_384
PATIENCE = 20.0  # seconds for one answer
ENOUGH = 150.0  # seconds for one limit
BOUNDARY = "probe-boundary"
SMALLEST = 64

Trial = Callable[[int, int], str]
"""Given a port and a size: empty if a body of that size is answered, else how it was refused."""


def largest(port: int, most: int, trial: Trial) -> Outcome:
    """The largest size that a trial takes, up to `most`."""
    refusal = trial(port, SMALLEST)
    if refusal:
        return cannot_be_run(f"refused even when small: {refusal}")
    refusal = trial(port, most)
    if not refusal:
        return seen(most, "no limit met", at_least=True)
    taken, refused = SMALLEST, most
    end = time.monotonic() + ENOUGH
    while refused - taken > 1:
        if time.monotonic() > end:
            return cannot_be_run(f"somewhere between {taken} and {refused}: {refusal}")
        middle = (taken + refused) // 2
        answer = trial(port, middle)
        if answer:
            refused, refusal = middle, answer
        else:
            taken = middle
    return seen(taken, f"one more: {refusal}")


def answered(port: int, path: str, content_type: str, body: bytes, length: int) -> str:
    """Post a body; empty if the program has read so much of it, else how it was refused."""
    try:
        answer = ask(port, "POST", path, {"Content-Type": content_type}, body, PATIENCE)
    except TimeoutError:
        return f"no answer in {PATIENCE:.0f} seconds"
    except (OSError, http.client.HTTPException):
        return "the connection was closed"
    if answer.status not in (200, 201):
        return f"status {answer.status}"
    return "" if answer.text.strip('"') == str(length) else f"only {answer.text[:20]} arrived"


def json_trial(port: int, size: int) -> str:
    """A JSON body of so many bytes."""
    length = size - len(b'{"text": ""}')
    return answered(port, "/json", "application/json", b'{"text": "' + b"a" * length + b'"}', length)


def field_trial(port: int, size: int) -> str:
    """A form of one field and so many bytes."""
    length = size - len(b"text=")
    return answered(port, "/form", "application/x-www-form-urlencoded", b"text=" + b"a" * length, length)


def fields_trial(port: int, count: int) -> str:
    """A form of so many fields."""
    body = b"text=a" + b"".join(b"&f%d=b" % number for number in range(count - 1))
    return answered(port, "/form", "application/x-www-form-urlencoded", body, 1)


def upload_trial(port: int, size: int) -> str:
    """A file of so many bytes."""
    head = (
        f"--{BOUNDARY}\r\n"
        'Content-Disposition: form-data; name="file"; filename="probe.bin"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = head.encode() + b"a" * size + f"\r\n--{BOUNDARY}--\r\n".encode()
    return answered(port, "/upload", f"multipart/form-data; boundary={BOUNDARY}", body, size)


def message_trial(port: int, size: int) -> str:
    """A message of so many bytes over a WebSocket. Small ones are waited for less: some servers never answer."""
    patience = 5.0 + PATIENCE * size / MOST_BYTES
    try:
        websocket = WebSocket.open(port, "/echo", patience=patience)
    except Refused as refusal:
        return str(refusal)
    try:
        websocket.send(b"a" * size)
        length = websocket.receive()
    except Refused as refusal:
        return str(refusal)
    except TimeoutError:
        return "no answer"
    except OSError:
        return "the connection was closed"
    finally:
        websocket.close()
    return "" if length == size else f"{length} bytes came back"


def limit(trial: Trial, most: int = MOST_BYTES) -> Callable[[Program, Process], Outcome]:
    """The probe of one limit."""

    def probe(program: Program, process: Process) -> Outcome:
        return largest(process.port, most, trial)

    return probe


PROBES = {
    "body-limit": limit(json_trial),
    "form-field-limit": limit(field_trial),
    "form-fields": limit(fields_trial, MOST_FIELDS),
    "upload-limit": limit(upload_trial),
    "websocket-limit": limit(message_trial),
}
