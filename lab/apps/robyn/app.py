import asyncio
import os
import threading
import time
from collections.abc import AsyncGenerator
from typing import Any
from urllib.parse import parse_qs

from pydantic import BaseModel, Field
from robyn import Headers, Request, Response, Robyn, StreamingResponse
from robyn.templating import render
from robyn.types import PathParams
from sqlalchemy import func, select

from models import Job, Note, SessionLocal, User
from passwords import verify_password

app = Robyn(__file__)
app.configure_sessions(secret_key=os.environ["LAB_SECRET"])


class NoteInput(BaseModel):
    title: str = Field(min_length=1, max_length=100)
    body: str = ""


@app.get("/hello")
async def hello() -> dict[str, str]:
    return {"message": "Hello, world"}


def as_dict(note: Note) -> dict[str, object]:
    return {"id": note.id, "title": note.title, "body": note.body}


def all_notes() -> list[Note]:
    with SessionLocal() as db:
        return list(db.scalars(select(Note).order_by(Note.id)))


def add_note(title: str, body: str) -> Note:
    note = Note(title=title, body=body)
    with SessionLocal() as db:
        db.add(note)
        db.commit()
    return note


def read_form(request: Request) -> dict[str, str]:
    body = request.body if isinstance(request.body, str) else request.body.decode()
    return {name: values[0] for name, values in parse_qs(body).items()}


def redirect(address: str) -> Response:
    return Response(status_code=303, headers={"Location": address}, description="")


def with_status(page: Response, status_code: int) -> Response:
    return Response(status_code=status_code, headers=page.headers, description=page.description)


@app.get("/")
def index() -> Response:
    return render("index.html", notes=all_notes())


@app.post("/notes")
def post_form(request: Request) -> Response:
    form = read_form(request)
    title = form.get("title", "")
    if not 1 <= len(title) <= 100:
        page = render("index.html", notes=all_notes(), error="A title has 1 to 100 characters.")
        return with_status(page, 400)
    add_note(title, form.get("body", ""))
    return redirect("/")


@app.get("/api/notes")
def read_notes() -> list[dict[str, object]]:
    return [as_dict(note) for note in all_notes()]


@app.get("/api/notes/:note_id")
def read_note(path_params: PathParams) -> dict[str, object] | Response:
    note_id = path_params["note_id"]
    with SessionLocal() as db:
        note = db.get(Note, int(note_id)) if note_id.isdecimal() else None
    if note is None:
        return Response(status_code=404, headers={}, description="There is no such note.")
    return as_dict(note)


@app.post("/api/notes", status_code=201)
def create_note(note: NoteInput) -> dict[str, object]:
    return as_dict(add_note(note.title, note.body))


@app.get("/rows")
async def rows() -> Response:
    return render("rows.html", rows=[(f"Row {number}", number * 7) for number in range(1, 31)])


@app.get("/login")
async def login_form() -> Response:
    return render("login.html")


@app.post("/login")
def login(request: Request) -> Response:
    form = read_form(request)
    username = form.get("username", "")
    with SessionLocal() as db:
        user = db.get(User, username)
    if user is None or not verify_password(form.get("password", ""), user.password):
        page = render("login.html", error="Wrong name or password.")
        return with_status(page, 403)
    request.session["username"] = username
    return redirect("/private")


@app.get("/private")
async def private(request: Request) -> Response:
    if "username" not in request.session:
        return redirect("/login")
    return render("private.html", username=request.session["username"])


async def lines() -> AsyncGenerator[str, None]:
    for number in range(1, 6):
        yield f"line {number}\n"
        await asyncio.sleep(0.2)


@app.get("/stream")
async def stream() -> StreamingResponse:
    return StreamingResponse(lines(), headers=Headers({"Content-Type": "text/plain"}), media_type="text/plain")


@app.websocket("/echo")
async def echo(websocket: Any) -> None:
    while True:
        await websocket.send_text(await websocket.receive_text())


def run_job() -> None:
    time.sleep(1)
    with SessionLocal() as db:
        db.add(Job())
        db.commit()


@app.post("/jobs")
async def start_job() -> Response:
    threading.Thread(target=run_job).start()
    return Response(status_code=202, headers={}, description="")


@app.get("/jobs")
def count_jobs() -> dict[str, int]:
    with SessionLocal() as db:
        return {"done": db.scalars(select(func.count()).select_from(Job)).one()}


@app.get("/error")
async def error() -> None:
    raise RuntimeError("the secret of the lab")


if __name__ == "__main__":
    app.start()
