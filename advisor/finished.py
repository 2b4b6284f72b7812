"""Finished answers kept in memory: bounded by bytes, the least lately asked for dropped first."""

import gzip
from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

import brotli
from django.http import HttpResponse
from django.http.response import ResponseHeaders
from msgspec import Struct

from comparisons.current import Name

__all__ = ["Answer", "FinishedAnswers", "Kept", "answer_of", "preferred_coding"]

# Worth it from about this size on; smaller ones fit a packet anyway.
_WORTH_PACKING = 500
_PACKED_TYPES = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "application/feed+json",
    "image/svg+xml",
)
# What an entry costs beside its bytes, about.
_OVERHEAD = 1000


class FinishedHeaders(ResponseHeaders):
    """All headers of an answer, taken over as they are: they were looked at when it was made."""

    def __init__(self, known: ResponseHeaders) -> None:
        self._store = dict(known._store)


class Answer(Struct, frozen=True):
    """An answer as it goes out: bytes in one coding ('br', 'gzip', or none) and its headers."""

    body: bytes
    headers: ResponseHeaders

    @property
    def size(self) -> int:
        return len(self.body) + _OVERHEAD

    def response(self) -> HttpResponse:
        response = HttpResponse(self.body)
        response.headers = FinishedHeaders(self.headers)
        return response


def preferred_coding(accepted: str) -> str:
    """Return the coding to use for a header Accept-Encoding: 'br', 'gzip' or none."""
    codings = accepted.replace(" ", "").lower().split(",")
    return next((coding for coding in ("br", "gzip") if coding in codings), "")


def answer_of(response: HttpResponse, coding: str) -> Answer:
    """Return a finished answer in a coding, unless the answer is too small for it or packed already."""
    headers = dict(response.items())
    body = response.content
    packable = headers.get("Content-Type", "").startswith(_PACKED_TYPES) and "Content-Encoding" not in headers
    if packable:
        headers["Vary"] = "Accept-Encoding"
    if packable and coding and len(body) >= _WORTH_PACKING:
        body = _packed(body, coding)
        headers["Content-Encoding"] = coding
    headers["Content-Length"] = str(len(body))
    return Answer(body=body, headers=ResponseHeaders(headers))


def _packed(body: bytes, coding: str) -> bytes:
    # Quick rather than small: these levels cost about a millisecond for a page and are within 15 % of the best.
    return brotli.compress(body, quality=4) if coding == "br" else gzip.compress(body, compresslevel=5, mtime=0)


class Kept(Struct, frozen=True):
    """Where an answer of an edition is kept: under its tag, for as long as there is room; and whether it was there."""

    name: Name
    tag: str
    answers: "FinishedAnswers"
    was_there: bool


class FinishedAnswers:
    """At most `room` bytes of answers by key; safe between threads."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.used = 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: Hashable) -> Answer | None:
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def put(self, key: Hashable, answer: Answer) -> None:
        if answer.size > self.room:
            return
        with self._lock:
            known = self._answers.pop(key, None)
            self.used += answer.size - (known.size if known else 0)
            self._answers[key] = answer
            while self.used > self.room:
                self.used -= self._answers.popitem(last=False)[1].size
