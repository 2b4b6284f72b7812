import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass

from blacksheep import (
    Application,
    FromForm,
    FromJSON,
    Request,
    Response,
    StreamedContent,
    WebSocket,
    WebSocketDisconnectError,
    accepted,
    created,
    get,
    json,
    not_found,
    post,
    redirect,
    ws,
)
from blacksheep.server.csrf import AntiForgeryHandler, ignore_anti_forgery, use_anti_forgery
from blacksheep.server.responses import view
from essentials.secrets import Secret
from pydantic import BaseModel, Field
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from app.models import Job, Note, User
from app.passwords import verify_password

app = Application()
app.use_sessions(os.environ["LAB_SECRET"])
use_anti_forgery(app, AntiForgeryHandler(secret_keys=[Secret.from_env("LAB_SECRET")]))


class Sessions(async_sessionmaker[AsyncSession]):
    pass


class NoteInput(BaseModel):
    title: str = Field(min_length=1, max_length=100)
    body: str = ""


@dataclass
class NoteForm:
    title: str = ""
    body: str = ""


@dataclass
class Credentials:
    username: str = ""
    password: str = ""


@app.lifespan
async def open_database(app: Application) -> AsyncIterator[None]:
    engine = create_async_engine(f"sqlite+aiosqlite:///{os.environ['LAB_DATABASE']}?timeout=30")
    app.services.register(Sessions, instance=Sessions(engine, expire_on_commit=False))
    yield
    await engine.dispose()


@get("/hello")
async def hello() -> Response:
    return json({"message": "Hello, world"})


def as_dict(note: Note) -> dict[str, object]:
    return {"id": note.id, "title": note.title, "body": note.body}


async def all_notes(sessions: Sessions) -> list[Note]:
    async with sessions() as session:
        return list(await session.scalars(select(Note).order_by(Note.id)))


async def add_note(sessions: Sessions, title: str, body: str) -> Note:
    note = Note(title=title, body=body)
    async with sessions() as session:
        session.add(note)
        await session.commit()
    return note


@get("/")
async def index(request: Request, sessions: Sessions) -> Response:
    return view("index", {"notes": await all_notes(sessions)}, request=request)


@post("/notes")
async def post_form(request: Request, sessions: Sessions, form: FromForm[NoteForm]) -> Response:
    note = form.value
    if not 1 <= len(note.title) <= 100:
        model = {"notes": await all_notes(sessions), "error": "A title has 1 to 100 characters."}
        return view("index", model, status=400, request=request)
    await add_note(sessions, note.title, note.body)
    return redirect("/")


@get("/api/notes")
async def read_notes(sessions: Sessions) -> Response:
    return json([as_dict(note) for note in await all_notes(sessions)])


@get("/api/notes/{int:note_id}")
async def read_note(note_id: int, sessions: Sessions) -> Response:
    async with sessions() as session:
        note = await session.get(Note, note_id)
    return not_found() if note is None else json(as_dict(note))


@ignore_anti_forgery()
@post("/api/notes")
async def create_note(data: FromJSON[NoteInput], sessions: Sessions) -> Response:
    return created(as_dict(await add_note(sessions, data.value.title, data.value.body)))


@get("/rows")
async def rows() -> Response:
    return view("rows", {"rows": [(f"Row {number}", number * 7) for number in range(1, 31)]})


@get("/login")
async def login_form(request: Request) -> Response:
    return view("login", request=request)


@post("/login")
async def login(request: Request, sessions: Sessions, form: FromForm[Credentials]) -> Response:
    async with sessions() as session:
        user = await session.get(User, form.value.username)
    if user is None or not await asyncio.to_thread(verify_password, form.value.password, user.password):
        return view("login", {"error": "Wrong name or password."}, status=403, request=request)
    request.session["username"] = user.username
    return redirect("/private")


@get("/private")
async def private(request: Request) -> Response:
    if "username" not in request.session:
        return redirect("/login")
    return view("private", {"username": request.session["username"]})


async def lines() -> AsyncIterator[bytes]:
    for number in range(1, 6):
        yield f"line {number}\n".encode()
        await asyncio.sleep(0.2)


@get("/stream")
async def stream() -> Response:
    return Response(200, content=StreamedContent(b"text/plain", lines))


@ws("/echo")
async def echo(websocket: WebSocket) -> None:
    await websocket.accept()
    try:
        while True:
            await websocket.send_text(await websocket.receive_text())
    except WebSocketDisconnectError:
        pass


running_jobs: set[asyncio.Task[None]] = set()  # asyncio itself keeps only weak references


async def run_job(sessions: Sessions) -> None:
    await asyncio.sleep(1)
    async with sessions() as session:
        session.add(Job())
        await session.commit()


@ignore_anti_forgery()
@post("/jobs")
async def start_job(sessions: Sessions) -> Response:
    job = asyncio.create_task(run_job(sessions))
    running_jobs.add(job)
    job.add_done_callback(running_jobs.discard)
    return accepted()


@get("/jobs")
async def count_jobs(sessions: Sessions) -> Response:
    async with sessions() as session:
        return json({"done": await session.scalar(select(func.count()).select_from(Job))})


@get("/error")
async def error() -> None:
    raise RuntimeError("the secret of the lab")
