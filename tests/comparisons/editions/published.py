"""Publishing a catalogue in tests."""

from comparisons.editions.publishing import publish
from comparisons.working_copy import write_catalogue


def publish_this(catalogue, note=""):
    write_catalogue(catalogue)
    return publish(by=None, note=note)
