"""Log formatters: one JSON object or one plain line per record, each with the id of its request."""

import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from msgspec import json

# No line tells of threads and processes, and looking them up takes half the time of making a record.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False

# The id of the current request; '' outside of requests.
request_id: ContextVar[str] = ContextVar("request_id", default="")

# Control characters are escaped, so that a name or URL with a line break cannot forge a log line.
_ONE_LINE = {code: f"\\x{code:02x}" for code in (*range(0x20), 0x7F, 0x85)} | {0x2028: "\\u2028", 0x2029: "\\u2029"}


@lru_cache(maxsize=2)
def _second(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S")


class JsonLines(logging.Formatter):
    """Formats records as JSON. The values of `extra={"fields": {…}}` are added to the object."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": f"{_second(int(record.created))}.{int(record.created % 1 * 1000):03}Z",
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if current := request_id.get():
            line["request"] = current
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        # 15 times as fast as the standard library, which matters because every request is logged.
        return json.encode(line, enc_hook=str).decode()


class PlainLines(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:
        fields = {"request": request_id.get()} | getattr(record, "fields", {})
        fields_text = " ".join(f"{name}={value}" for name, value in fields.items() if value not in ("", None))
        record.message = (f"{record.message} ({fields_text})" if fields_text else record.message).translate(_ONE_LINE)
        return super().formatMessage(record)


def is_no_outage(record: logging.LogRecord) -> bool:
    """Whether a record of django.request is not about a 503: those are known, and told once a minute elsewhere."""
    return getattr(record, "status_code", None) != 503


def logging_settings(form: str, level: str) -> dict[str, Any]:
    """Return the `dictConfig` settings of the site and its server. `form` is 'json' or 'plain'."""
    formatter = {"json": JsonLines, "plain": PlainLines}[form]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter}},
        "filters": {"no outage": {"()": "django.utils.log.CallbackFilter", "callback": is_no_outage}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Removes Django's own handlers (mail to admins, a second console), so that each record is written once.
            "django": {"handlers": [], "level": level},
            # advisor.http.request_log logs every request, so only errors need a second line.
            "django.request": {"level": "ERROR", "filters": ["no outage"]},
            "django.security": {"level": "CRITICAL"},
            "gunicorn.error": {"handlers": [], "propagate": True},
        },
    }
