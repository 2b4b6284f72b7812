from app import app


def test_the_list_does_not_change_titles():
    with app.test_client() as client:
        titles = [note["title"] for note in client.get("/api/notes").json()]
    assert "<b>Bold</b>" in titles


def test_a_note_without_a_title_is_refused():
    with app.test_client() as client:
        assert client.post("/api/notes", json={"title": "", "body": "Nothing"}).status_code == 400
        assert len(client.get("/api/notes").json()) == 3
