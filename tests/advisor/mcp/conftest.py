import pytest

from tests.advisor.mcp import sites


@pytest.fixture(scope="package")
def site(shipped):
    return sites.site(shipped)
