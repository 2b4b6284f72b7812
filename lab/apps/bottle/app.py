import hashlib
import json
import os
import sqlite3
import time
from contextlib import closing

from bottle import abort, default_app, get, post, redirect, request, response, template

SECRET = os.environ["LAB_SECRET"]
ROWS = [(f"Row {number}", 7 * number) for number in range(1, 31)]


def connect():
    db = sqlite3.connect(os.environ["LAB_DATABASE"])
    db.row_factory = sqlite3.Row
    return closing(db)


def hashed(password, salt):
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


def all_notes():
    with connect() as db:
        return [dict(note) for note in db.execute("SELECT id, title, body FROM notes ORDER BY id")]


def add_note(title, body):
    with connect() as db:
        cursor = db.execute("INSERT INTO notes (title, body) VALUES (?, ?)", (title, body))
        db.commit()
        return {"id": cursor.lastrowid, "title": title, "body": body}


def is_title(title):
    return isinstance(title, str) and 1 <= len(title) <= 100


@get("/hello")
def hello():
    return {"message": "Hello, world"}


@get("/")
def index():
    return template("index", notes=all_notes(), error=None)


@post("/notes")
def create_from_form():
    title = request.forms.getunicode("title")
    if not is_title(title):
        response.status = 400
        return template("index", notes=all_notes(), error="The title must have 1 to 100 characters.")
    add_note(title, request.forms.getunicode("body"))
    redirect("/")


@get("/api/notes")
def list_notes():
    response.content_type = "application/json"
    return json.dumps(all_notes())


@get("/api/notes/<note_id:int>")
def show_note(note_id):
    with connect() as db:
        note = db.execute("SELECT id, title, body FROM notes WHERE id = ?", (note_id,)).fetchone()
    if note is None:
        abort(404, "There is no such note.")
    return dict(note)


@post("/api/notes")
def create_note():
    data = request.json
    if not isinstance(data, dict) or not is_title(data.get("title")) or not isinstance(data.get("body"), str):
        abort(400, "The title must have 1 to 100 characters, and the body must be text.")
    response.status = 201
    return add_note(data["title"], data["body"])


@get("/rows")
def rows():
    return template("rows", rows=ROWS)


@get("/login")
def login_form():
    return template("login", error=None)


@post("/login")
def login():
    username, password = request.forms.getunicode("username"), request.forms.getunicode("password")
    with connect() as db:
        user = db.execute("SELECT * FROM user WHERE username = ?", (username,)).fetchone()
    if user is None or hashed(password, user["salt"]) != user["password"]:
        response.status = 401
        return template("login", error="Wrong name or password.")
    response.set_cookie("username", username, secret=SECRET, httponly=True)
    redirect("/private")


@get("/private")
def private():
    username = request.get_cookie("username", secret=SECRET)
    if username is None:
        redirect("/login")
    return template("private", username=username)


@get("/stream")
def stream():
    response.content_type = "text/plain"
    for number in range(1, 6):
        if number > 1:
            time.sleep(0.2)
        yield f"line {number}\n"


@get("/error")
def error():
    raise RuntimeError("the secret of the lab")


app = default_app()
