"""What the programs of all frameworks answer with, so that they differ in their framework alone."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"
MARKUP = "<b>Tea</b>"
LARGE = "<p>Two litres of milk</p>\n" * 4000
SECRET = os.environ.get("LAB_SECRET", "a key of the lab, thirty-two bytes and more")
VALUES: dict[str, object] = {
    "date": date(2026, 11, 30),
    "decimal": Decimal("1.10"),
    "uuid": UUID("12345678-1234-5678-1234-567812345678"),
    "nan": float("nan"),
}
DOUBLE = "PROBE_DOUBLE" in os.environ  # two views are put at the address /double
DEVELOP = "PROBE_DEVELOP" in os.environ  # for programs whose framework is told so in its settings
STREAM_STEPS = 60
STREAM_PAUSE = 0.1


def address() -> tuple[str, int] | None:
    """Where to listen, from the command line; None to leave it to the framework."""
    return ("127.0.0.1", int(sys.argv[1])) if sys.argv[1:] and sys.argv[1].isdigit() else None


def busy() -> str:
    """Block for half a second, and answer when that began and ended."""
    started = time.monotonic()
    time.sleep(0.5)
    return f"{started} {time.monotonic()}"


def log(event: str) -> None:
    """Write an event down where the probes read it."""
    with Path(os.environ["PROBE_LOG"]).open("a") as file:
        file.write(f"{time.monotonic()} {event}\n")


def lines() -> Iterator[bytes]:
    """Yield lines for six seconds, writing down each and the end."""
    try:
        for number in range(STREAM_STEPS):
            log(f"line {number}")
            yield f"line {number}\n".encode()
            time.sleep(STREAM_PAUSE)
    finally:
        log("end")


async def async_lines() -> AsyncIterator[bytes]:
    """Yield lines for six seconds, writing down each and the end."""
    try:
        for number in range(STREAM_STEPS):
            log(f"line {number}")
            yield f"line {number}\n".encode()
            await asyncio.sleep(STREAM_PAUSE)
    finally:
        log("end")
