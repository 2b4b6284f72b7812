import pytest
from falcon import testing

from notes.app import create_app
from notes.store import Store


@pytest.fixture
def client(tmp_path):
    store = Store(tmp_path / "test.sqlite")
    store.create_tables()
    return testing.TestClient(create_app(store))


def test_note_is_stored(client):
    result = client.simulate_post("/api/notes", json={"title": "Milk", "body": "Two litres"})
    assert result.status_code == 201
    assert client.simulate_get("/api/notes").json == [result.json]


def test_note_without_title_is_refused(client):
    result = client.simulate_post("/api/notes", json={"title": "", "body": "Tea"})
    assert result.status_code == 400
    assert client.simulate_get("/api/notes").json == []
