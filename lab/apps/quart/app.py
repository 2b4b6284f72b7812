import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field
from quart import Quart, Response, abort, g, jsonify, redirect, render_template, request, session, websocket
from quart.typing import ResponseReturnValue
from quart.utils import run_sync
from quart_schema import QuartSchema, validate_request
from werkzeug.security import check_password_hash, generate_password_hash

app = Quart(__name__)
app.secret_key = os.environ["LAB_SECRET"]
app.config["DATABASE"] = os.environ["LAB_DATABASE"]
QuartSchema(app)


@dataclass
class NoteIn:
    title: Annotated[str, Field(min_length=1, max_length=100)]
    body: str = ""


@dataclass
class Note:
    id: int
    title: str
    body: str


def connect_db() -> sqlite3.Connection:
    return sqlite3.connect(app.config["DATABASE"])


def init_db() -> None:
    with closing(connect_db()) as db:
        db.executescript((Path(app.root_path) / "schema.sql").read_text())
        db.execute("INSERT INTO users VALUES (?, ?)", ["ada", generate_password_hash("lovelace-1843")])
        db.commit()


def get_db() -> sqlite3.Connection:
    if "db" not in g:
        g.db = connect_db()
    db: sqlite3.Connection = g.db
    return db


@app.teardown_appcontext
async def close_db(error: BaseException | None) -> None:
    if "db" in g:
        g.db.close()


@app.get("/hello")
async def hello() -> ResponseReturnValue:
    return {"message": "Hello, world"}


def all_notes() -> list[Note]:
    return [Note(*row) for row in get_db().execute("SELECT id, title, body FROM notes ORDER BY id")]


def add_note(title: str, body: str) -> Note:
    db = get_db()
    cursor = db.execute("INSERT INTO notes (title, body) VALUES (?, ?) RETURNING id, title, body", [title, body])
    note = Note(*cursor.fetchone())
    db.commit()
    return note


@app.get("/")
async def index() -> ResponseReturnValue:
    return await render_template("index.html", notes=all_notes())


@app.post("/notes")
async def post_form() -> ResponseReturnValue:
    form = await request.form
    title = form.get("title", "")
    if not 1 <= len(title) <= 100:
        return await render_template("index.html", notes=all_notes(), error="A title has 1 to 100 characters."), 400
    add_note(title, form.get("body", ""))
    return redirect("/", 303)


@app.get("/api/notes")
async def read_notes() -> ResponseReturnValue:
    return jsonify(all_notes())


@app.get("/api/notes/<int:note_id>")
async def read_note(note_id: int) -> ResponseReturnValue:
    row = get_db().execute("SELECT id, title, body FROM notes WHERE id = ?", [note_id]).fetchone()
    if row is None:
        abort(404)
    return asdict(Note(*row))


@app.post("/api/notes")
@validate_request(NoteIn)
async def create_note(data: NoteIn) -> ResponseReturnValue:
    return asdict(add_note(data.title, data.body)), 201


@app.get("/rows")
async def rows() -> ResponseReturnValue:
    return await render_template("rows.html", rows=[(f"Row {number}", number * 7) for number in range(1, 31)])


@app.get("/login")
async def login_form() -> ResponseReturnValue:
    return await render_template("login.html")


@app.post("/login")
async def login() -> ResponseReturnValue:
    form = await request.form
    username, password = form.get("username", ""), form.get("password", "")
    row = get_db().execute("SELECT password FROM users WHERE username = ?", [username]).fetchone()
    if row is None or not await run_sync(check_password_hash)(row[0], password):
        return await render_template("login.html", error="Wrong name or password."), 403
    session["username"] = username
    return redirect("/private", 303)


@app.get("/private")
async def private() -> ResponseReturnValue:
    if "username" not in session:
        return redirect("/login", 303)
    return await render_template("private.html", username=session["username"])


async def lines() -> AsyncIterator[bytes]:
    for number in range(1, 6):
        yield f"line {number}\n".encode()
        await asyncio.sleep(0.2)


@app.get("/stream")
async def stream() -> ResponseReturnValue:
    return Response(lines(), mimetype="text/plain")


@app.websocket("/echo")
async def echo() -> None:
    while True:
        await websocket.send(await websocket.receive())


async def run_job() -> None:
    await asyncio.sleep(1)
    db = get_db()
    db.execute("INSERT INTO jobs DEFAULT VALUES")
    db.commit()


@app.post("/jobs")
async def start_job() -> ResponseReturnValue:
    app.add_background_task(run_job)
    return "", 202


@app.get("/jobs")
async def count_jobs() -> ResponseReturnValue:
    return {"done": get_db().execute("SELECT count(*) FROM jobs").fetchone()[0]}


@app.get("/error")
async def error() -> ResponseReturnValue:
    raise RuntimeError("the secret of the lab")
