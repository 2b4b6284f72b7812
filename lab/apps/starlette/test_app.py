import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from main import app
from prepare import prepare


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("LAB_DATABASE", str(tmp_path / "notes.db"))
    asyncio.run(prepare())
    with TestClient(app) as client:
        yield client


def test_list_escapes(client: TestClient) -> None:
    page = client.get("/").text
    assert "<h2>&lt;b&gt;Bold&lt;/b&gt;</h2>" in page
    assert "<p>Tea &amp; cake</p>" in page


def test_note_without_title_is_refused(client: TestClient) -> None:
    assert client.post("/notes", data={"title": "", "body": "Nothing"}).status_code == 400
    assert client.post("/api/notes", json={"body": "Nothing"}).status_code == 400
    assert len(client.get("/api/notes").json()) == 3
