import importlib
from pathlib import Path

import pytest
from starlette.testclient import TestClient


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("LAB_DATABASE", str(tmp_path / "notes.db"))
    monkeypatch.setenv("LAB_SECRET", "a key for the test")
    importlib.import_module("prepare").prepare()
    return importlib.import_module("main").app.get_testclient()


def test_list_escapes_and_a_note_without_title_is_refused(client: TestClient) -> None:
    page = client.get("/").text
    assert "<h2>&lt;b&gt;Bold&lt;/b&gt;</h2>" in page
    assert "<p>Tea &amp; cake</p>" in page
    assert client.post("/notes", data={"title": "", "body": "Nothing"}).status_code == 400
    assert client.post("/api/notes", json={"body": "Nothing"}).status_code == 400
    assert len(client.get("/api/notes").json()) == 3
