"""SVG to PNG. Pure."""

from functools import lru_cache

import resvg_py

from comparisons.cards.font import FONT_FILES

__all__ = ["KEPT", "as_png"]

# Pictures kept in memory, about 60 KB each with the SVG that they were made from.
KEPT = 128


@lru_cache(maxsize=KEPT)
def as_png(svg: str) -> bytes:
    """Return the picture. The same SVG is drawn once: that takes about 40 ms, in which no other thread runs.

    Only the project's own letters are used, so that it looks the same on every machine.
    """
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=FONT_FILES)
