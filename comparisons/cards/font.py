"""The widths of texts, read from the font files that draw them. Pure."""

from functools import cached_property
from pathlib import Path
from struct import unpack_from

__all__ = ["FONT_FILES", "HEADING", "REGULAR", "SEMI_BOLD", "Font"]

_FOLDER = Path(__file__).resolve().parents[2] / "static" / "vendor" / "card-fonts"


class Font:
    """A TrueType font. Kerning is ignored: it makes most texts slightly narrower, and a few up to 2 % wider."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def has(self, character: str) -> bool:
        return ord(character) in self._widths

    def width(self, text: str) -> float:
        """Return the width at a font size of 1. Missing characters have the width of the replacement glyph."""
        return sum(self._widths.get(ord(character), self._widths[0]) for character in text)

    @cached_property
    def _widths(self) -> dict[int, float]:
        """The width of each character at a font size of 1; key 0 has that of the replacement glyph."""
        data = self.path.read_bytes()
        (count,) = unpack_from(">H", data, 4)
        records = (unpack_from(">4sLLL", data, 12 + 16 * n) for n in range(count))
        tables = {tag: data[offset : offset + length] for tag, _, offset, length in records}
        (units,) = unpack_from(">H", tables[b"head"], 18)
        (wide,) = unpack_from(">H", tables[b"hhea"], 34)
        # In hmtx, glyphs after the first `wide` have the width of the last of these.
        advances = [unpack_from(">H", tables[b"hmtx"], 4 * n)[0] / units for n in range(wide)]
        glyphs = {0: 0} | _glyphs(tables[b"cmap"])
        return {character: advances[min(glyph, wide - 1)] for character, glyph in glyphs.items()}


def _glyphs(cmap: bytes) -> dict[int, int]:
    """Return the glyph of each character from a cmap table of format 4."""
    (start,) = unpack_from(">L", cmap, 8)
    form, _, _, twice = unpack_from(">4H", cmap, start)
    assert form == 4, "the files in static/vendor hold this format"
    ends, starts, deltas, offsets = (start + 14 + extra + twice * n for n, extra in enumerate((0, 2, 2, 2)))
    found = {}
    for at in range(0, twice, 2):
        first, last, delta, offset = (unpack_from(">H", cmap, part + at)[0] for part in (starts, ends, deltas, offsets))
        for character in range(first, min(last, 0xFFFE) + 1):
            place = offsets + at + offset + 2 * (character - first)
            glyph = unpack_from(">H", cmap, place)[0] if offset else character
            found[character] = (glyph + delta) % 0x10000 if glyph else 0
    return {character: glyph for character, glyph in found.items() if glyph}


REGULAR = Font(_FOLDER / "sans-400.ttf")
SEMI_BOLD = Font(_FOLDER / "sans-600.ttf")
HEADING = Font(_FOLDER / "serif-600.ttf")
FONT_FILES = [str(font.path) for font in (REGULAR, SEMI_BOLD, HEADING)]
