import pytest

from comparisons import models
from comparisons.working_copy import write_catalogue
from tests.comparisons.admin.publishing.changes import THREE


@pytest.fixture
def edited(published):
    """Three unpublished changes, of which the score needs the source."""
    write_catalogue(THREE)


@pytest.fixture
def alder(published):
    return models.Framework.objects.get(slug="alder")
