from django.utils import timezone

from comparisons import models
from comparisons.catalogue.codec import digest, encode
from comparisons.editions import current_edition


def show(number, catalogue, note="", published_at=None):
    """Make a catalogue the current edition and read it once, so that pages are warm. The working copy stays."""
    data = encode(catalogue)
    models.Edition.objects.create(
        number=number,
        published_at=published_at or timezone.now(),
        note=note,
        digest=digest(data),
        data=data.decode(),
    )
    return current_edition()
