import asyncio
import hashlib
import json
import os
from pathlib import Path
from typing import Any, NoReturn

import aiohttp_jinja2
import aiohttp_session
import aiojobs.aiohttp
import jinja2
from aiohttp import WSMsgType, web
from aiohttp_session.cookie_storage import EncryptedCookieStorage

from store import Store

STORE = web.AppKey("store", Store)
TEMPLATES = Path(__file__).parent / "templates"

routes = web.RouteTableDef()


@routes.get("/hello")
async def hello(request: web.Request) -> web.Response:
    return web.json_response({"message": "Hello, world"})


@routes.get("/")
@aiohttp_jinja2.template("index.html")
async def index(request: web.Request) -> dict[str, Any]:
    return {"notes": await asyncio.to_thread(request.app[STORE].notes)}


def fault(title: object, body: object) -> str | None:
    if not isinstance(title, str) or not isinstance(body, str):
        return "Title and body must be text."
    if not 1 <= len(title) <= 100:
        return "The title must have 1 to 100 characters."
    return None


@routes.post("/notes")
async def add(request: web.Request) -> web.Response:
    form = await request.post()
    title, body = str(form.get("title", "")), str(form.get("body", ""))
    store = request.app[STORE]
    if error := fault(title, body):
        context = {"notes": await asyncio.to_thread(store.notes), "error": error, "title": title, "body": body}
        return aiohttp_jinja2.render_template("index.html", request, context, status=400)
    await asyncio.to_thread(store.add_note, title, body)
    raise web.HTTPSeeOther("/")


@routes.get("/api/notes")
async def api_notes(request: web.Request) -> web.Response:
    return web.json_response(await asyncio.to_thread(request.app[STORE].notes))


@routes.post("/api/notes")
async def api_add(request: web.Request) -> web.Response:
    try:
        data = await request.json()
    except ValueError:
        return refused("The body is not JSON.")
    if not isinstance(data, dict):
        return refused("The body is not a JSON object.")
    title, body = data.get("title"), data.get("body")
    if error := fault(title, body):
        return refused(error)
    note = await asyncio.to_thread(request.app[STORE].add_note, title, body)
    return web.json_response(note, status=201)


def refused(error: str) -> web.Response:
    return web.json_response({"error": error}, status=400)


@routes.get(r"/api/notes/{note_id:\d{1,18}}")  # SQLite has no longer numbers
async def api_note(request: web.Request) -> web.Response:
    note = await asyncio.to_thread(request.app[STORE].note, int(request.match_info["note_id"]))
    if note is None:
        raise web.HTTPNotFound(text=json.dumps({"error": "There is no such note."}), content_type="application/json")
    return web.json_response(note)


@routes.get("/rows")
@aiohttp_jinja2.template("rows.html")
async def rows(request: web.Request) -> dict[str, Any]:
    return {"rows": [(f"Row {number}", number * 7) for number in range(1, 31)]}


@routes.get("/login")
@aiohttp_jinja2.template("login.html")
async def login_form(request: web.Request) -> dict[str, Any]:
    return {}


@routes.post("/login")
async def login(request: web.Request) -> web.Response:
    form = await request.post()
    name, password = str(form.get("username", "")), str(form.get("password", ""))
    if await asyncio.to_thread(request.app[STORE].is_password, name, password):
        session = await aiohttp_session.new_session(request)
        session["user"] = name
        raise web.HTTPSeeOther("/private")
    return aiohttp_jinja2.render_template("login.html", request, {"error": "Wrong name or password."}, status=400)


@routes.get("/private")
async def private(request: web.Request) -> web.Response:
    session = await aiohttp_session.get_session(request)
    if "user" not in session:
        raise web.HTTPSeeOther("/login")
    return aiohttp_jinja2.render_template("private.html", request, {"user": session["user"]})


@routes.get("/stream")
async def stream(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/plain; charset=utf-8"})
    await response.prepare(request)
    for number in range(1, 6):
        await response.write(f"line {number}\n".encode())
        await asyncio.sleep(0.2)
    return response


@routes.get("/echo")
async def echo(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for message in socket:
        if message.type is WSMsgType.TEXT:
            await socket.send_str(message.data)
    return socket


@routes.get("/jobs")
async def jobs(request: web.Request) -> web.Response:
    return web.json_response({"done": await asyncio.to_thread(request.app[STORE].jobs_done)})


@routes.post("/jobs")
async def start_job(request: web.Request) -> web.Response:
    await aiojobs.aiohttp.spawn(request, job(request.app[STORE]))
    return web.Response(status=202)


async def job(store: Store) -> None:
    await asyncio.sleep(1)
    await asyncio.to_thread(store.add_job)


@routes.get("/error")
async def error(request: web.Request) -> NoReturn:
    raise RuntimeError("the secret of the lab")


def make_app(store: Store, secret: str) -> web.Application:
    app = web.Application()
    app[STORE] = store
    aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(TEMPLATES))
    key = hashlib.sha256(secret.encode()).digest()
    aiohttp_session.setup(app, EncryptedCookieStorage(key, samesite="Lax"))
    aiojobs.aiohttp.setup(app)
    app.add_routes(routes)
    return app


async def create_app() -> web.Application:
    return make_app(Store(os.environ["LAB_DATABASE"]), os.environ["LAB_SECRET"])
