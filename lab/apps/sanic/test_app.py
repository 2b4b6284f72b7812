import asyncio
from pathlib import Path

import pytest

from app import app
from prepare import prepare


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(tmp_path / "notes.db")
    monkeypatch.setenv("LAB_DATABASE", file)
    monkeypatch.setitem(app.config, "DATABASE", file)
    asyncio.run(prepare())


def test_list_escapes() -> None:
    _, response = app.test_client.get("/")
    assert "<h2>&lt;b&gt;Bold&lt;/b&gt;</h2>" in response.text
    assert "<p>Tea &amp; cake</p>" in response.text


def test_note_without_title_is_refused() -> None:
    _, response = app.test_client.post("/notes", data={"title": "", "body": "Nothing"})
    assert response.status == 400
    _, response = app.test_client.post("/api/notes", json={"body": "Nothing"})
    assert response.status == 400
    _, response = app.test_client.get("/api/notes")
    assert len(response.json) == 3
