import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from pydantic import BaseModel, Field
from sanic import HTTPResponse, NotFound, Request, Sanic, Websocket, empty, json, redirect
from sanic_ext import render, validate
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from models import Job, Note, User
from passwords import verify_password

App = Sanic[Any, Any]
app = Sanic("Notes", env_prefix="LAB_")


class NoteInput(BaseModel):
    title: str = Field(min_length=1, max_length=100)
    body: str = ""


class NoteForm(BaseModel):
    title: str = ""
    body: str = ""


class Credentials(BaseModel):
    username: str = ""
    password: str = ""


@app.before_server_start
async def open_database(app: App) -> None:
    app.ctx.engine = create_async_engine(f"sqlite+aiosqlite:///{app.config.DATABASE}?timeout=30")
    app.ctx.sessions = async_sessionmaker(app.ctx.engine, expire_on_commit=False)


@app.after_server_stop
async def close_database(app: App) -> None:
    await app.ctx.engine.dispose()


@app.get("/hello")
async def hello(request: Request) -> HTTPResponse:
    return json({"message": "Hello, world"})


def as_dict(note: Note) -> dict[str, object]:
    return {"id": note.id, "title": note.title, "body": note.body}


async def all_notes() -> list[Note]:
    async with app.ctx.sessions() as session:
        return list(await session.scalars(select(Note).order_by(Note.id)))


async def add_note(title: str, body: str) -> Note:
    note = Note(title=title, body=body)
    async with app.ctx.sessions() as session:
        session.add(note)
        await session.commit()
    return note


@app.get("/")
async def index(request: Request) -> HTTPResponse:
    return await render("index.html", context={"notes": await all_notes()})


@app.post("/notes")
@validate(form=NoteForm)
async def post_form(request: Request, body: NoteForm) -> HTTPResponse:
    if not 1 <= len(body.title) <= 100:
        context = {"notes": await all_notes(), "error": "A title has 1 to 100 characters."}
        return await render("index.html", context=context, status=400)
    await add_note(body.title, body.body)
    return redirect("/", status=303)


@app.get("/api/notes")
async def read_notes(request: Request) -> HTTPResponse:
    return json([as_dict(note) for note in await all_notes()])


@app.get("/api/notes/<note_id:int>")
async def read_note(request: Request, note_id: int) -> HTTPResponse:
    async with app.ctx.sessions() as session:
        note = await session.get(Note, note_id)
    if note is None:
        raise NotFound("There is no such note.")
    return json(as_dict(note))


@app.post("/api/notes")
@validate(json=NoteInput)
async def create_note(request: Request, body: NoteInput) -> HTTPResponse:
    return json(as_dict(await add_note(body.title, body.body)), status=201)


@app.get("/rows")
async def rows(request: Request) -> HTTPResponse:
    return await render("rows.html", context={"rows": [(f"Row {number}", number * 7) for number in range(1, 31)]})


@app.get("/login")
async def login_form(request: Request) -> HTTPResponse:
    return await render("login.html")


@app.post("/login")
@validate(form=Credentials)
async def login(request: Request, body: Credentials) -> HTTPResponse:
    async with app.ctx.sessions() as session:
        user = await session.get(User, body.username)
    if user is None or not await asyncio.to_thread(verify_password, body.password, user.password):
        return await render("login.html", context={"error": "Wrong name or password."}, status=403)
    claims = {"sub": user.username, "exp": datetime.now(UTC) + timedelta(days=14)}
    response = redirect("/private", status=303)
    response.add_cookie("token", jwt.encode(claims, app.config.SECRET), secure=False, httponly=True, samesite="Lax")
    return response


@app.get("/private")
async def private(request: Request) -> HTTPResponse:
    try:
        claims = jwt.decode(request.cookies.get("token") or "", app.config.SECRET, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        return redirect("/login", status=303)
    return await render("private.html", context={"username": claims["sub"]})


@app.get("/stream")
async def stream(request: Request) -> None:
    response = await request.respond(content_type="text/plain")
    for number in range(1, 6):
        await response.send(f"line {number}\n")
        await asyncio.sleep(0.2)


async def echo(request: Request, ws: Websocket) -> None:
    async for message in ws:
        await ws.send(message)


app.add_websocket_route(echo, "/echo")


async def run_job() -> None:
    await asyncio.sleep(1)
    async with app.ctx.sessions() as session:
        session.add(Job())
        await session.commit()


@app.post("/jobs")
async def start_job(request: Request) -> HTTPResponse:
    app.add_task(run_job())
    return empty(status=202)


@app.get("/jobs")
async def count_jobs(request: Request) -> HTTPResponse:
    async with app.ctx.sessions() as session:
        return json({"done": await session.scalar(select(func.count()).select_from(Job))})


@app.get("/error")
async def error(request: Request) -> None:
    raise RuntimeError("the secret of the lab")
