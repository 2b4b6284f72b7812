from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from blacksheep import JSONContent
from blacksheep.testing import TestClient

from prepare import prepare
from server import app

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TestClient]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LAB_DATABASE", str(tmp_path_factory.mktemp("database") / "notes.db"))
        await prepare()
        await app.start()
        yield TestClient(app)
        await app.stop()


async def test_list_escapes(client: TestClient) -> None:
    page = await (await client.get("/")).text()
    assert "<h2>&lt;b&gt;Bold&lt;/b&gt;</h2>" in page
    assert "<p>Tea &amp; cake</p>" in page


async def test_note_without_title_is_refused(client: TestClient) -> None:
    response = await client.post("/api/notes", content=JSONContent({"body": "Nothing"}))
    assert response.status == 400
    assert len(await (await client.get("/api/notes")).json()) == 3
