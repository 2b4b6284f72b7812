"""Catalogues before and after an edit."""

from hypothesis import strategies as st

from comparisons.catalogue.codec import from_plain, to_plain
from comparisons.catalogue.value import Catalogue
from tests.strategies.catalogues import catalogues


@st.composite
def edits(draw):
    """Return a catalogue, and a copy with one text changed, one thing moved to the end, both or neither."""
    catalogue = draw(catalogues())
    return catalogue, draw(edited(catalogue))


@st.composite
def edited(draw, catalogue):
    """Return a copy of a catalogue with one text changed, one thing moved to the end, both or neither."""
    plain = to_plain(catalogue)
    texts = list(_texts_of(plain))
    if texts and draw(st.booleans()):
        part, field = draw(st.sampled_from(texts))
        part[field] += "!"
    collection = draw(st.sampled_from([name for name, parts in plain.items() if isinstance(parts, tuple | list)]))
    if len(plain[collection]) > 1 and draw(st.booleans()):
        plain[collection] = (*plain[collection][1:], plain[collection][0])
    return from_plain(plain, Catalogue)


def _texts_of(plain):
    """Yield every part with the name of each of its fields that is free text."""
    for field, value in plain.items():
        if field in {"name", "text", "reason", "title", "summary", "note", "anchor_5", "unit"}:
            yield plain, field
        elif isinstance(value, dict):
            yield from _texts_of(value)
        elif isinstance(value, tuple | list):
            for one in value:
                if isinstance(one, dict):
                    yield from _texts_of(one)
