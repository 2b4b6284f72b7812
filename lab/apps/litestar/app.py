import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from advanced_alchemy.extensions.litestar import SQLAlchemyAsyncConfig, SQLAlchemyPlugin
from litestar import Litestar, MediaType, Request, Response, get, post, websocket_listener
from litestar.background_tasks import BackgroundTask
from litestar.config.csrf import CSRFConfig
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.exceptions import NotAuthorizedException, NotFoundException, ValidationException
from litestar.handlers import BaseRouteHandler
from litestar.middleware.session.client_side import CookieBackendConfig
from litestar.params import FromPath, JSONBody, URLEncodedBody
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Redirect, Stream, Template
from litestar.template.config import TemplateConfig
from msgspec import Meta
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from models import Job, Note, User
from passwords import verify_password

DBSession = NamedDependency[AsyncSession]
DBEngine = NamedDependency[AsyncEngine]
FormRequest = Request[Any, Any, Any]


@dataclass
class NoteInput:
    title: Annotated[str, Meta(min_length=1, max_length=100)]
    body: str = ""


@dataclass
class Credentials:
    username: str
    password: str


@get("/hello")
async def hello() -> dict[str, str]:
    return {"message": "Hello, world"}


async def all_notes(db_session: AsyncSession) -> Sequence[Note]:
    return (await db_session.scalars(select(Note).order_by(Note.id))).all()


async def add_note(db_session: AsyncSession, data: NoteInput) -> Note:
    note = Note(title=data.title, body=data.body)
    db_session.add(note)
    await db_session.commit()
    await db_session.refresh(note)
    return note


@get("/")
async def index(db_session: DBSession) -> Template:
    return Template("index.html", context={"notes": await all_notes(db_session)})


def refuse_form(request: FormRequest, exception: ValidationException) -> Template:
    return Template("refused.html", status_code=exception.status_code)


@post("/notes", exception_handlers={ValidationException: refuse_form})
async def post_form(data: URLEncodedBody[NoteInput], db_session: DBSession) -> Redirect:
    await add_note(db_session, data)
    return Redirect("/", status_code=303)


@get("/api/notes")
async def read_notes(db_session: DBSession) -> Sequence[Note]:
    return await all_notes(db_session)


@get("/api/notes/{note_id:int}")
async def read_note(note_id: FromPath[int], db_session: DBSession) -> Note:
    note = await db_session.get(Note, note_id)
    if note is None:
        raise NotFoundException
    return note


@post("/api/notes")
async def create_note(data: JSONBody[NoteInput], db_session: DBSession) -> Note:
    return await add_note(db_session, data)


@get("/rows")
async def rows() -> Template:
    return Template("rows.html", context={"rows": [(f"Row {number}", number * 7) for number in range(1, 31)]})


@get("/login")
async def login_form() -> Template:
    return Template("login.html")


@post("/login")
async def login(data: URLEncodedBody[Credentials], request: FormRequest, db_session: DBSession) -> Template | Redirect:
    user = await db_session.get(User, data.username)
    if user is None or not await asyncio.to_thread(verify_password, data.password, user.password):
        return Template("login.html", context={"error": "Wrong name or password."}, status_code=403)
    request.set_session({"username": user.username})
    return Redirect("/private", status_code=303)


def signed_in(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    if "username" not in connection.session:
        raise NotAuthorizedException


@get("/private", guards=[signed_in])
async def private(request: FormRequest) -> Template:
    return Template("private.html", context={"username": request.session["username"]})


async def lines() -> AsyncIterator[str]:
    for number in range(1, 6):
        yield f"line {number}\n"
        await asyncio.sleep(0.2)


@get("/stream")
async def stream() -> Stream:
    return Stream(lines(), media_type=MediaType.TEXT)


@websocket_listener("/echo")
async def echo(data: str) -> str:
    return data


async def run_job(engine: AsyncEngine) -> None:
    await asyncio.sleep(1)
    async with AsyncSession(engine) as session:
        session.add(Job())
        await session.commit()


@post("/jobs", status_code=202)
async def start_job(db_engine: DBEngine) -> Response[None]:
    return Response(None, background=BackgroundTask(run_job, db_engine))


@get("/jobs")
async def count_jobs(db_session: DBSession) -> dict[str, int]:
    return {"done": (await db_session.scalars(select(func.count()).select_from(Job))).one()}


@get("/error")
async def error() -> None:
    raise RuntimeError("the secret of the lab")


def create_app() -> Litestar:
    secret = os.environ["LAB_SECRET"]
    session_config = CookieBackendConfig(secret=hashlib.sha256(secret.encode()).digest())
    db_config = SQLAlchemyAsyncConfig(connection_string=f"sqlite+aiosqlite:///{os.environ['LAB_DATABASE']}?timeout=30")
    return Litestar(
        [
            hello,
            index,
            post_form,
            read_notes,
            read_note,
            create_note,
            rows,
            login_form,
            login,
            private,
            stream,
            echo,
            start_job,
            count_jobs,
            error,
        ],
        csrf_config=CSRFConfig(secret=secret, exclude=["^/hello$", "^/api/", "^/jobs$"]),
        middleware=[session_config.middleware],
        plugins=[SQLAlchemyPlugin(db_config)],
        template_config=TemplateConfig(directory="templates", engine=JinjaTemplateEngine),
    )
