import asyncio
import contextlib
import json
from collections.abc import AsyncIterator

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from starlette.applications import Starlette
from starlette.authentication import AuthCredentials, AuthenticationBackend, SimpleUser, requires
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.config import Config
from starlette.datastructures import Secret
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.templating import Jinja2Templates
from starlette.websockets import WebSocket

from models import Job, Note, User
from passwords import verify_password

config = Config()
templates = Jinja2Templates(directory="templates")

Sessions = async_sessionmaker[AsyncSession]


@contextlib.asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[dict[str, Sessions]]:
    engine = create_async_engine(f"sqlite+aiosqlite:///{config('LAB_DATABASE')}?timeout=30")
    yield {"sessions": async_sessionmaker(engine, expire_on_commit=False)}
    await engine.dispose()


class SessionBackend(AuthenticationBackend):
    async def authenticate(self, conn: HTTPConnection) -> tuple[AuthCredentials, SimpleUser] | None:
        username = conn.session.get("username")
        if username is None:
            return None
        return AuthCredentials(["authenticated"]), SimpleUser(username)


async def hello(request: Request) -> Response:
    return JSONResponse({"message": "Hello, world"})


def is_title(value: object) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= 100


def as_dict(note: Note) -> dict[str, object]:
    return {"id": note.id, "title": note.title, "body": note.body}


async def all_notes(request: Request) -> list[Note]:
    async with request.state.sessions() as session:
        return list(await session.scalars(select(Note).order_by(Note.id)))


async def add_note(request: Request, title: str, body: str) -> Note:
    note = Note(title=title, body=body)
    async with request.state.sessions() as session:
        session.add(note)
        await session.commit()
    return note


async def index(request: Request) -> Response:
    return templates.TemplateResponse(request, "index.html", {"notes": await all_notes(request)})


async def post_form(request: Request) -> Response:
    async with request.form() as form:
        title, body = form.get("title"), form.get("body", "")
    if not is_title(title):
        context = {"notes": await all_notes(request), "error": "A title has 1 to 100 characters."}
        return templates.TemplateResponse(request, "index.html", context, status_code=400)
    await add_note(request, str(title), str(body))
    return RedirectResponse("/", status_code=303)


async def read_notes(request: Request) -> Response:
    return JSONResponse([as_dict(note) for note in await all_notes(request)])


async def read_note(request: Request) -> Response:
    async with request.state.sessions() as session:
        note = await session.get(Note, request.path_params["note_id"])
    if note is None:
        raise HTTPException(404)
    return JSONResponse(as_dict(note))


async def create_note(request: Request) -> Response:
    try:
        data = await request.json()
    except json.JSONDecodeError:
        raise HTTPException(400, "The body is no JSON.") from None
    if not isinstance(data, dict) or not is_title(data.get("title")):
        raise HTTPException(400, "A title is a text of 1 to 100 characters.")
    body = data.get("body", "")
    if not isinstance(body, str):
        raise HTTPException(400, "A body is a text.")
    return JSONResponse(as_dict(await add_note(request, data["title"], body)), status_code=201)


async def rows(request: Request) -> Response:
    rows = [(f"Row {number}", number * 7) for number in range(1, 31)]
    return templates.TemplateResponse(request, "rows.html", {"rows": rows})


async def login_form(request: Request) -> Response:
    return templates.TemplateResponse(request, "login.html")


async def login(request: Request) -> Response:
    async with request.form() as form:
        username, password = str(form.get("username")), str(form.get("password"))
    async with request.state.sessions() as session:
        user = await session.get(User, username)
    if user is None or not await run_in_threadpool(verify_password, password, user.password):
        context = {"error": "Wrong name or password."}
        return templates.TemplateResponse(request, "login.html", context, status_code=403)
    request.session["username"] = username
    return RedirectResponse("/private", status_code=303)


@requires("authenticated", redirect="login_form")
async def private(request: Request) -> Response:
    return templates.TemplateResponse(request, "private.html", {"username": request.user.display_name})


async def lines() -> AsyncIterator[str]:
    for number in range(1, 6):
        yield f"line {number}\n"
        await asyncio.sleep(0.2)


async def stream(request: Request) -> Response:
    return StreamingResponse(lines(), media_type="text/plain")


async def echo(websocket: WebSocket) -> None:
    await websocket.accept()
    async for text in websocket.iter_text():
        await websocket.send_text(text)


async def run_job(sessions: Sessions) -> None:
    await asyncio.sleep(1)
    async with sessions() as session:
        session.add(Job())
        await session.commit()


async def start_job(request: Request) -> Response:
    return Response(status_code=202, background=BackgroundTask(run_job, request.state.sessions))


async def count_jobs(request: Request) -> Response:
    async with request.state.sessions() as session:
        return JSONResponse({"done": await session.scalar(select(func.count()).select_from(Job))})


async def error(request: Request) -> Response:
    raise RuntimeError("the secret of the lab")


app = Starlette(
    lifespan=lifespan,
    middleware=[
        Middleware(SessionMiddleware, secret_key=config("LAB_SECRET", cast=Secret)),
        Middleware(AuthenticationMiddleware, backend=SessionBackend()),
    ],
    routes=[
        Route("/hello", hello),
        Route("/", index),
        Route("/notes", post_form, methods=["POST"]),
        Route("/api/notes", read_notes),
        Route("/api/notes", create_note, methods=["POST"]),
        Route("/api/notes/{note_id:int}", read_note),
        Route("/rows", rows),
        Route("/login", login_form),
        Route("/login", login, methods=["POST"]),
        Route("/private", private),
        Route("/stream", stream),
        WebSocketRoute("/echo", echo),
        Route("/jobs", count_jobs),
        Route("/jobs", start_job, methods=["POST"]),
        Route("/error", error),
    ],
)
