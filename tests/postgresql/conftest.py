import pytest

from tests import servers


@pytest.fixture(scope="session")
def postgresql():
    with servers.postgresql() as server:
        yield server
