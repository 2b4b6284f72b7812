import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from webtest import TestApp

from notes import main
from notes.models import Base, Note


@pytest.fixture
def app(tmp_path):
    url = f"sqlite:///{tmp_path}/test.sqlite"
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.add(Note(title="<b>Bold</b>", body="Tea & cake"))
    return TestApp(main({}, **{"sqlalchemy.url": url, "session.secret": "only for the test"}))


def test_list_escapes(app):
    page = app.get("/")
    assert "<h2>&lt;b&gt;Bold&lt;/b&gt;</h2>" in page
    assert "<b>" not in page


def test_note_without_title_is_refused(app):
    form = app.get("/").form
    form["body"] = "Tea"
    assert "title: Required" in form.submit(status=400)
    assert len(app.get("/api/notes").json) == 1
