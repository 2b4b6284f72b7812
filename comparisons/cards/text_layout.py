"""Fitting text into lines, which SVG cannot do by itself, and converting SVG to PNG. Pure.

The widths of texts are read from the font files with which they are drawn.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from struct import unpack_from

import resvg_py
from msgspec import Struct

# In pixels: the left margin of a card, and the width between its margins.
LEFT, MEASURE = 80, 1040

# The height of a capital, relative to the font size.
_CAPITALS = 0.67
# The factor by which lines are narrowed until their number changes.
_NARROWER = 0.97

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


class Line(Struct, frozen=True):
    """`y` is the baseline."""

    y: int
    text: str


class Block(Struct, frozen=True):
    """Lines of one font size. `bottom` is the last baseline."""

    size: int
    lines: tuple[Line, ...]
    bottom: int


def lettered(
    text: str,
    tries: Sequence[tuple[int, int]],
    *,
    top: int,
    width: int = MEASURE,
    font: Font = REGULAR,
    leading: float = 1.3,
) -> Block:
    """Return the text at the first size of `tries` at which it fits into that many lines.

    `tries` are pairs of font size and number of lines. If none fits, the text is cut at the last one. `top` is the top
    of the capitals of the first line. Lengths are in pixels.
    """
    setter = _TextSetter(text, font)
    for size, most in tries:
        lines = setter.balanced(width / size)
        if len(lines) <= most:
            break
    else:
        lines = setter.cut(width / size, most)
    first = top + round(_CAPITALS * size)
    placed = tuple(Line(y=first + round(leading * size * n), text=line) for n, line in enumerate(lines))
    return Block(size=size, lines=placed, bottom=placed[-1].y if placed else top)


def one_line(text: str, sizes: Sequence[int], *, y: int, width: int = MEASURE, font: Font = REGULAR) -> Block:
    """Return the text on one line with baseline `y`, at the first size that fits, or cut at the last one."""
    block = lettered(text, [(size, 1) for size in sizes], top=0, width=width, font=font)
    return Block(size=block.size, lines=tuple(Line(y=y, text=line.text) for line in block.lines), bottom=y)


class _TextSetter:
    """A text in a font. Widths are for a font size of 1."""

    def __init__(self, text: str, font: Font) -> None:
        self.font = font
        # Drop characters that the font lacks, unless no others would be left.
        drawn = "".join(character for character in text if character.isspace() or font.has(character))
        self.words = [(word, font.width(word)) for word in drawn.split() or text.split()]

    def balanced(self, width: float) -> list[str]:
        """Wrap with lines of similar length: narrow the lines as long as their number stays the same."""
        lines = self.wrapped(width)
        widest = max((own for _, own in self.words), default=0.0)
        narrow = width * _NARROWER
        while narrow >= widest and len(narrower := self.wrapped(narrow)) == len(lines) > 1:
            lines, narrow = narrower, narrow * _NARROWER
        return lines

    def wrapped(self, width: float) -> list[str]:
        lines: list[str] = []
        used, space = width, self.font.width(" ")
        for word, own in self.words:
            if used + space + own <= width:
                lines[-1] += f" {word}"
                used += space + own
            else:
                lines += self.pieces(word, width)
                used = self.font.width(lines[-1])
        return lines

    def pieces(self, word: str, width: float) -> list[str]:
        """Break a word into pieces no wider than a line."""
        pieces, used = [""], 0.0
        for character in word:
            used += self.font.width(character)
            if used > width and pieces[-1]:
                pieces.append("")
                used = self.font.width(character)
            pieces[-1] += character
        return pieces

    def cut(self, width: float, most: int) -> list[str]:
        lines = self.wrapped(width)
        last = " ".join(lines[most - 1 : most + 1])
        return [*lines[: most - 1], self.pieces(last, width - self.font.width("…"))[0].rstrip() + "…"]


def as_png(svg: str) -> bytes:
    """Return the PNG. This takes about 60 ms and holds the GIL, so callers should cache the result.

    Only the project's own fonts are used, so that the image is the same on every machine.
    """
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=FONT_FILES)
