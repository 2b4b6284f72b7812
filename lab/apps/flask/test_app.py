import pytest

from app import app


@pytest.fixture
def client():
    return app.test_client()


def test_the_list_escapes_titles(client):
    assert "<h2>&lt;b&gt;Bold&lt;/b&gt;</h2>" in client.get("/").text


def test_a_note_without_a_title_is_refused(client):
    assert client.post("/api/notes", json={"title": "", "body": "Nothing"}).status_code == 400
    assert client.post("/notes", data={"title": "", "body": "Nothing"}).status_code == 400
    assert len(client.get("/api/notes").json) == 3
