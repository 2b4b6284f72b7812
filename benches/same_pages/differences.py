"""Finds responses that differ, apart from what may differ. Pure."""

import re
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from typing import Any

Answer = dict[str, Any]

# Headers that depend on the code version, the time or random values.
_MASKED = ("etag", "x-request-id", "retry-after", "last-modified", "date", "expires")
_CLOCK = r"\d\d:\d\d(:\d\d(\.\d+)?)?(Z|\+00:00)?"
_PATTERNS = [
    # Static files: site.0123456789ab.css
    (re.compile(r"(/static/[\w./-]+?)\.[0-9a-f]{12}\."), r"\1.FINGERPRINT."),
    (re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+'), r"\1TOKEN"),
    # Signed values contain the time of signing.
    (re.compile(r'(name="confirmation" value=")[^"]+'), r"\1SIGNED"),
    (re.compile(r"((?:sessionid|csrftoken)=)[^;\n]*"), r"\1COOKIE"),
    (re.compile(r"expires=[^;]+"), "expires=CLOCK"),
    (re.compile(r"(Max-Age=)\d+"), r"\1SECONDS"),
    (re.compile(r"(Try again in )\d+ seconds?"), r"\1SECONDS"),
]
# Only the numbers of metrics are masked, not names and labels.
_METRIC = re.compile(r"^(\w+(?:\{[^}\n]*\})?) [-+\d.e]+$", re.MULTILINE)
_MOST_LINES, _LONGEST_LINE = 30, 300


def differences(before: Mapping[str, Answer], after: Mapping[str, Answer], today: str) -> Iterator[tuple[str, str]]:
    """Yield the key and a unified diff of each response that differs or that only one side has."""
    for key in [*before, *(other for other in after if other not in before)]:
        texts = [normalised(side[key], today) if key in side else "" for side in (before, after)]
        if texts[0] != texts[1]:
            yield key, _diff(*texts)


def normalised(answer: Answer, today: str) -> str:
    """Return status, headers and body as text. Times on the day `today` (2026-11-29) are masked."""
    headers = {name: "MASKED" if name in _MASKED else value for name, value in answer["headers"].items()}
    if "content-encoding" in headers:
        headers.pop("content-length", None)
    lines = [f"{name}: {value}" for name, value in sorted(headers.items())]
    text = "\n".join([f"status: {answer['status']}", *lines, "", answer["body"]])
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    if headers.get("content-type", "").startswith("text/plain; version="):
        text = _METRIC.sub(r"\1 NUMBER", text)
    return re.sub(rf"{today}([T ]){_CLOCK}", r"NOW", text)


def _diff(before: str, after: str) -> str:
    lines = unified_diff(_lines(before), _lines(after), "before", "after", lineterm="", n=1)
    shown = [line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…" for line in lines]
    more = len(shown) - _MOST_LINES
    return "\n".join([*shown[:_MOST_LINES], f"({more} more lines)"] if more > 0 else shown)


def _lines(text: str) -> list[str]:
    """Split a text at line ends, and between tags, sentences and JSON values, since lines may be very long."""
    return [part for line in text.split("\n") for part in (re.split(r"(?<=[,>;.])(?=[\"<{& ])", line) or [line])]
