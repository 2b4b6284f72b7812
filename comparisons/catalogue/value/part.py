"""What all parts of a catalogue have in common."""

from msgspec import Struct


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """What all parts of the catalogue have in common: frozen, named fields, nothing unknown."""
