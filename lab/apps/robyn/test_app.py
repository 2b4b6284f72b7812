import pytest
from robyn.testing import TestClient
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from app import app
from models import Base, Note, SessionLocal


@pytest.fixture
def client() -> TestClient:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    SessionLocal.configure(bind=engine)
    return TestClient(app)


def test_list_escapes(client: TestClient) -> None:
    with SessionLocal() as db:
        db.add(Note(title="<b>Bold</b>", body="Tea & cake"))
        db.commit()
    page = client.get("/").text
    assert "<h2>&lt;b&gt;Bold&lt;/b&gt;</h2>" in page
    assert "<p>Tea &amp; cake</p>" in page


def test_note_without_title_is_refused(client: TestClient) -> None:
    assert client.post("/notes", body="title=&body=Nothing").status_code == 400
    assert client.post("/api/notes", json_data={"body": "Nothing"}).status_code == 422
    assert client.get("/api/notes").json() == []
