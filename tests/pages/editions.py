"""Editions for tests of pages, stored without the working copy."""

from functools import cache

from django.utils import timezone

from comparisons import models
from comparisons.catalogue.codec import digest, encode
from comparisons.editions.store import current_edition
from comparisons.files import SHIPPED, read_directory


def add_edition(number, catalogue, note="", published_at=None):
    """Store a catalogue as an edition and return the current one, which is then cached. The working copy is unchanged.

    The shipped catalogue as edition 1 is the same edition in every test of a process, so that it is decoded once.
    """
    if catalogue is shipped_catalogue() and (number, note, published_at) == (1, "", None):
        row = _shipped_edition()
    else:
        row = _edition(number, catalogue, note, published_at)
    models.Edition(**row).save(force_insert=True)
    return current_edition()


@cache
def shipped_catalogue():
    """Return the shipped catalogue."""
    return read_directory(SHIPPED)


@cache
def _shipped_edition():
    return _edition(1, shipped_catalogue(), "", None)


def _edition(number, catalogue, note, published_at):
    data = encode(catalogue)
    return {
        "number": number,
        "published_at": published_at or timezone.now(),
        "note": note,
        "digest": digest(data),
        "data": data.decode(),
    }
