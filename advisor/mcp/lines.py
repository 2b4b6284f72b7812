"""Lines of text that fit a number of bytes: the most important ones are kept, in their order. Pure."""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

# Bytes of a message besides the text of its answer, and the longest share of the text that a line may take.
_ENVELOPE = 250
_LONGEST_SHARE = 6


class Line(Struct, frozen=True):
    """A line of an answer. Those of rank 0 are kept first; one that is `whole`, such as a link, is never shortened.

    `source` stands below its text and is kept or left out with it.
    """

    text: str
    rank: int = 0
    whole: bool = False
    source: str = ""

    def shown(self, most: int) -> str:
        """Return the text of at most `most` bytes, with its source."""
        text = self.text if self.whole else shortened(self.text, most)
        return f"{text}\n  {self.source}" if self.source else text


def fitted(lines: Iterable[Line], most: int) -> str:
    """Return the lines as a text that fits a message of `most` bytes, and say how many were left out."""
    found = [(line.rank, line.shown(most // _LONGEST_SHARE)) for line in lines]
    room = most - _ENVELOPE - _size(_left_out(len(found), most))
    kept = set[int]()
    for place in sorted(range(len(found)), key=lambda place: (found[place][0], place)):
        size = _size(found[place][1])
        if size <= room:
            kept.add(place)
            room -= size
    return "\n".join(_with_note([text for place, (_, text) in enumerate(found) if place in kept], len(found), most))


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` bytes as JSON, cut between words with an ellipsis."""
    if _size(text) <= most:
        return text
    # A character takes six bytes of JSON at most.
    words = text[:most].split(" ")
    while words and _size(f"{' '.join(words)} …") > most:
        words.pop()
    return f"{' '.join(words)} …" if words else "…"


def listed(names: Sequence[str], most: int) -> str:
    """Return names with commas, and how many more there are than `most`."""
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def _with_note(kept: list[str], number: int, most: int) -> list[str]:
    left_out = number - len(kept)
    return [*kept, _left_out(left_out, most)] if left_out else kept


def _left_out(number: int, most: int) -> str:
    lines = "1 more line" if number == 1 else f"{number} more lines"
    return f"({lines} with a higher max_bytes; this answer was kept to {most}.)"


def _size(text: str) -> int:
    """Return the bytes that a line takes in a message: as JSON, with a line break."""
    return len(msgspec.json.encode(text))
