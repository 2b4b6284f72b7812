"""Lines of the applications' files, counted ahead: Pygments takes a tenth of a second for an application.

`python -m lab.line_counts` counts them and writes lines.json. What was changed since is counted when it is asked for.
"""

from functools import cache
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct

from lab.application import Application, read, slugs
from lab.effort import own_lines

_FILE = Path(__file__).resolve().with_name("lines.json")


class Count(Struct, frozen=True):
    """The lines of a file as `own_lines` counts them. `digest` is that of its name and text."""

    digest: str
    lines: int


def lines_of(name: str, text: str) -> int:
    """Return how many lines of its own a file has."""
    known = _lines_by_digest().get(_digest(name, text))
    return own_lines(name, text) if known is None else known


def counts(application: Application) -> dict[str, Count]:
    """Count the lines of an application's own files, by slug and name."""
    texts = {name: application.text(name) for name in application.source}
    return {
        f"{application.slug}/{name}": Count(_digest(name, text), own_lines(name, text)) for name, text in texts.items()
    }


def kept_counts() -> dict[str, Count]:
    """Return the counts of lines.json, by slug and name."""
    return msgspec.json.decode(_FILE.read_bytes(), type=dict[str, Count])


@cache
def _lines_by_digest() -> dict[str, int]:
    return {count.digest: count.lines for count in kept_counts().values()}


def _digest(name: str, text: str) -> str:
    return blake2b(f"{name}\0{text}".encode(), digest_size=8).hexdigest()


def main() -> None:
    found = {name: count for slug in slugs() for name, count in counts(read(slug)).items()}
    _FILE.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")


if __name__ == "__main__":
    main()
