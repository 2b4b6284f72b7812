from django.utils import timezone

from comparisons import models
from comparisons.catalogue.codec import digest, encode
from comparisons.editions import current_edition


def show(number, catalogue):
    """Make a catalogue the current edition and read it once, so that pages are warm. The working copy stays."""
    data = encode(catalogue)
    models.Edition.objects.create(
        number=number, published_at=timezone.now(), note="", digest=digest(data), data=data.decode()
    )
    return current_edition()
