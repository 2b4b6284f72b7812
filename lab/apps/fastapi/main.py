import asyncio
import os
import time
from collections.abc import AsyncIterable, Sequence
from typing import Annotated

from fastapi import BackgroundTasks, FastAPI, Form, HTTPException, Request, Response, WebSocket, WebSocketDisconnect
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse
from fastapi.templating import Jinja2Templates
from pwdlib import PasswordHash
from pydantic import ValidationError
from sqlmodel import Session, col, func, select
from starlette.middleware.sessions import SessionMiddleware

from database import SessionDep, engine
from models import Job, Note, NoteCreate, NotePublic, User

app = FastAPI()
app.add_middleware(SessionMiddleware, secret_key=os.environ["LAB_SECRET"])
templates = Jinja2Templates(directory="templates")
password_hash = PasswordHash.recommended()
dummy_hash = password_hash.hash("no user's password")


@app.get("/hello")
async def hello() -> dict[str, str]:
    return {"message": "Hello, world"}


def all_notes(session: Session) -> Sequence[Note]:
    return session.exec(select(Note).order_by(col(Note.id))).all()


def add_note(session: Session, note: NoteCreate) -> Note:
    db_note = Note.model_validate(note)
    session.add(db_note)
    session.commit()
    session.refresh(db_note)
    return db_note


@app.get("/", response_class=HTMLResponse)
def index(request: Request, session: SessionDep) -> Response:
    return templates.TemplateResponse(request, "index.html", {"notes": all_notes(session)})


@app.post("/notes", response_class=HTMLResponse)
def post_form(
    request: Request, session: SessionDep, title: Annotated[str, Form()] = "", body: Annotated[str, Form()] = ""
) -> Response:
    try:
        note = NoteCreate(title=title, body=body)
    except ValidationError:
        context = {"notes": all_notes(session), "error": "A title has 1 to 100 characters."}
        return templates.TemplateResponse(request, "index.html", context, status_code=422)
    add_note(session, note)
    return RedirectResponse("/", status_code=303)


@app.get("/api/notes", response_model=list[NotePublic])
def read_notes(session: SessionDep) -> Sequence[Note]:
    return all_notes(session)


@app.get("/api/notes/{note_id}", response_model=NotePublic)
def read_note(note_id: int, session: SessionDep) -> Note:
    note = session.get(Note, note_id)
    if not note:
        raise HTTPException(status_code=404, detail="Note not found")
    return note


@app.post("/api/notes", response_model=NotePublic, status_code=201)
def create_note(note: NoteCreate, session: SessionDep) -> Note:
    return add_note(session, note)


@app.get("/rows", response_class=HTMLResponse)
async def rows(request: Request) -> Response:
    rows = [(f"Row {number}", number * 7) for number in range(1, 31)]
    return templates.TemplateResponse(request, "rows.html", {"rows": rows})


@app.get("/login", response_class=HTMLResponse)
async def login_form(request: Request) -> Response:
    return templates.TemplateResponse(request, "login.html")


@app.post("/login", response_class=HTMLResponse)
def login(
    request: Request, session: SessionDep, username: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
) -> Response:
    user = session.get(User, username)
    if not password_hash.verify(password, user.hashed_password if user else dummy_hash):
        context = {"error": "Wrong name or password."}
        return templates.TemplateResponse(request, "login.html", context, status_code=403)
    request.session["username"] = username
    return RedirectResponse("/private", status_code=303)


@app.get("/private", response_class=HTMLResponse)
async def private(request: Request) -> Response:
    username = request.session.get("username")
    if username is None:
        return RedirectResponse("/login", status_code=303)
    return templates.TemplateResponse(request, "private.html", {"username": username})


class TextStreamingResponse(StreamingResponse):
    media_type = "text/plain"


@app.get("/stream", response_class=TextStreamingResponse)
async def stream() -> AsyncIterable[str]:
    for number in range(1, 6):
        yield f"line {number}\n"
        await asyncio.sleep(0.2)


@app.websocket("/echo")
async def echo(websocket: WebSocket) -> None:
    await websocket.accept()
    try:
        while True:
            await websocket.send_text(await websocket.receive_text())
    except WebSocketDisconnect:
        pass


def run_job() -> None:
    time.sleep(1)
    with Session(engine) as session:
        session.add(Job())
        session.commit()


@app.post("/jobs", status_code=202)
async def start_job(background_tasks: BackgroundTasks) -> None:
    background_tasks.add_task(run_job)


@app.get("/jobs")
def count_jobs(session: SessionDep) -> dict[str, int]:
    return {"done": session.exec(select(func.count()).select_from(Job)).one()}


@app.get("/error")
async def error() -> None:
    raise RuntimeError("the secret of the lab")
