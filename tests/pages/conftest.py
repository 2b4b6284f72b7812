import pytest

from tests.pages.windows import show


@pytest.fixture
def shop_window(db, shipped):
    """The shipped catalogue as edition 1."""
    return show(1, shipped)
