from webtest import TestApp

from app import app

client = TestApp(app)


def test_the_list_escapes_titles():
    assert "<h2>&lt;b&gt;Bold&lt;/b&gt;</h2>" in client.get("/")


def test_a_note_without_a_title_is_refused():
    client.post_json("/api/notes", {"title": "", "body": "Nothing"}, status=400)
    client.post("/notes", {"title": "", "body": "Nothing"}, status=400)
    assert len(client.get("/api/notes").json) == 3
