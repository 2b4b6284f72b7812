import pytest

from tests.pages.editions import add_edition


@pytest.fixture
def shipped_edition(db, shipped):
    """The shipped catalogue as edition 1."""
    return add_edition(1, shipped)
