from pathlib import Path

import pytest

from app import app, init_db


@pytest.fixture(autouse=True)
def configure_db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "DATABASE", str(tmp_path / "notes.db"))
    init_db()


@pytest.mark.asyncio
async def test_list_escapes() -> None:
    response = await app.test_client().get("/")
    page = await response.get_data(as_text=True)
    assert "<h2>&lt;b&gt;Bold&lt;/b&gt;</h2>" in page
    assert "<p>Tea &amp; cake</p>" in page


@pytest.mark.asyncio
async def test_note_without_title_is_refused() -> None:
    client = app.test_client()
    assert (await client.post("/notes", form={"title": "", "body": "Nothing"})).status_code == 400
    assert (await client.post("/api/notes", json={"body": "Nothing"})).status_code == 400
    assert len(await (await client.get("/api/notes")).get_json()) == 3
