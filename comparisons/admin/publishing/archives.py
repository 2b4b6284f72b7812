"""Archives of the files of a catalogue, as downloads."""

from django.http import HttpResponse

from comparisons.catalogue.value import Catalogue
from comparisons.files import pack


def archive_response(catalogue: Catalogue, name: str) -> HttpResponse:
    """Return a catalogue as an archive of its files, to be downloaded under a name without extension."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.zip"'}
    return HttpResponse(pack(catalogue), content_type="application/zip", headers=headers)
