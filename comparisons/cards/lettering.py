"""Fitting text into lines, since SVG neither wraps nor shrinks text. Pure."""

from collections.abc import Sequence

from msgspec import Struct

from comparisons.cards.font import REGULAR, Font

__all__ = ["LEFT", "MEASURE", "Block", "Line", "lettered", "one_line"]

# In pixels: the left margin of a card, and the width between its margins.
LEFT, MEASURE = 80, 1040

_CAPITALS = 0.67  # the height of a capital, relative to the font size
_NARROWER = 0.97


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
