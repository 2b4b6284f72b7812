from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, SQLModel, create_engine, select
from sqlmodel.pool import StaticPool

from database import get_session
from main import app
from models import Note


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        yield session


@pytest.fixture
def client(session: Session) -> Iterator[TestClient]:
    app.dependency_overrides[get_session] = lambda: session
    yield TestClient(app)
    app.dependency_overrides.clear()


def test_list_escapes(session: Session, client: TestClient) -> None:
    session.add(Note(title="<b>Bold</b>", body="Tea & cake"))
    session.commit()
    page = client.get("/").text
    assert "<h2>&lt;b&gt;Bold&lt;/b&gt;</h2>" in page
    assert "<p>Tea &amp; cake</p>" in page


def test_note_without_title_is_refused(session: Session, client: TestClient) -> None:
    assert client.post("/notes", data={"title": "", "body": "Nothing"}).status_code == 422
    assert client.post("/api/notes", json={"body": "Nothing"}).status_code == 422
    assert session.exec(select(Note)).all() == []
