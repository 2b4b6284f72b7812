"""SVG to PNG. Pure."""

import resvg_py

from comparisons.cards.font import FONT_FILES

__all__ = ["as_png"]


def as_png(svg: str) -> bytes:
    """Return the PNG. This takes about 60 ms and holds the GIL, so callers should cache the result.

    Only the project's own fonts are used, so that the image is the same on every machine.
    """
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=FONT_FILES)
