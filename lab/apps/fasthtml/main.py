import asyncio
import json
import os
from collections.abc import AsyncIterator
from typing import Any

from fasthtml.common import (
    H1,
    H2,
    BackgroundTask,
    Button,
    FastHTML,
    Form,
    FtResponse,
    Input,
    JSONResponse,
    Label,
    P,
    RedirectResponse,
    Request,
    Response,
    StreamingResponse,
    Table,
    Tbody,
    Td,
    Textarea,
    Title,
    Tr,
    WebSocket,
    WebSocketRoute,
)
from fastlite import NotFoundError, database

from models import Job, Note, User
from passwords import verify_password

db = database(os.environ["LAB_DATABASE"])
db.conn.set_busy_timeout(30_000)
notes = db.create(Note, name="notes")
users = db.create(User, name="users", pk="username")
jobs = db.create(Job, name="jobs")


async def echo(websocket: WebSocket) -> None:
    await websocket.accept()
    async for text in websocket.iter_text():
        await websocket.send_text(text)


app = FastHTML(secret_key=os.environ["LAB_SECRET"], routes=[WebSocketRoute("/echo", echo)])


def is_title(value: object) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= 100


def as_dict(note: Note) -> dict[str, object]:
    return {"id": note.id, "title": note.title, "body": note.body}


def notes_page(error: str = "") -> tuple[Any, ...]:
    shown = [part for note in notes(order_by="id") for part in (H2(note.title), P(note.body))]
    fields = Label("Title ", Input(name="title")), Label("Body ", Textarea(name="body")), Button("Add")
    return Title("Notes"), H1("Notes"), *shown, P(error), Form(*fields, method="post", action="/notes")


@app.get("/hello")
async def hello() -> dict[str, str]:
    return {"message": "Hello, world"}


@app.get("/")
async def index() -> tuple[Any, ...]:
    return notes_page()


@app.post("/notes")
async def post_form(title: str = "", body: str = "") -> Response | FtResponse:
    if not is_title(title):
        return FtResponse(notes_page("A title has 1 to 100 characters."), status_code=400)
    notes.insert(title=title, body=body)
    return RedirectResponse("/", status_code=303)


@app.get("/api/notes")
async def read_notes() -> Response:
    return JSONResponse([as_dict(note) for note in notes(order_by="id")])


@app.get("/api/notes/{note_id}")
async def read_note(note_id: int) -> Response:
    try:
        return JSONResponse(as_dict(notes[note_id]))
    except NotFoundError:
        return JSONResponse({"error": "There is no such note."}, status_code=404)


@app.post("/api/notes")
async def create_note(request: Request) -> Response:
    try:
        data = await request.json()
    except json.JSONDecodeError:
        return JSONResponse({"error": "The body is no JSON."}, status_code=400)
    if not isinstance(data, dict) or not is_title(data.get("title")):
        return JSONResponse({"error": "A title is a text of 1 to 100 characters."}, status_code=400)
    body = data.get("body", "")
    if not isinstance(body, str):
        return JSONResponse({"error": "A body is a text."}, status_code=400)
    return JSONResponse(as_dict(notes.insert(title=data["title"], body=body)), status_code=201)


@app.get("/rows")
async def rows() -> tuple[Any, ...]:
    shown = [Tr(Td(f"Row {number}"), Td(number * 7)) for number in range(1, 31)]
    return Title("Rows"), Table(Tbody(*shown))


def login_page(error: str = "") -> tuple[Any, ...]:
    fields = Label("Name ", Input(name="username")), Label("Password ", Input(name="password", type="password"))
    return Title("Sign in"), P(error), Form(*fields, Button("Sign in"), method="post", action="/login")


@app.get("/login")
async def login_form() -> tuple[Any, ...]:
    return login_page()


@app.post("/login")
async def login(session, username: str = "", password: str = "") -> Response | FtResponse:
    user = next(iter(users("username = ?", (username,))), None)
    if user is None or not await asyncio.to_thread(verify_password, password, user.password):
        return FtResponse(login_page("Wrong name or password."), status_code=403)
    session["username"] = username
    return RedirectResponse("/private", status_code=303)


@app.get("/private")
async def private(session) -> Response | tuple[Any, ...]:
    if "username" not in session:
        return RedirectResponse("/login", status_code=303)
    return Title("Private"), P(f"Signed in as {session['username']}")


async def lines() -> AsyncIterator[str]:
    for number in range(1, 6):
        yield f"line {number}\n"
        await asyncio.sleep(0.2)


@app.get("/stream")
async def stream() -> Response:
    return StreamingResponse(lines(), media_type="text/plain")


async def run_job() -> None:
    await asyncio.sleep(1)
    jobs.insert(id=None)


@app.post("/jobs")
async def start_job() -> Response:
    return Response(status_code=202, background=BackgroundTask(run_job))


@app.get("/jobs")
async def count_jobs() -> dict[str, int]:
    return {"done": jobs.count}


@app.get("/error")
async def error() -> None:
    raise RuntimeError("the secret of the lab")
