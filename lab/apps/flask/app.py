import os
import sqlite3
import time

from flask import Flask, Response, abort, g, redirect, render_template, request, session, url_for
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
app.config.update(SECRET_KEY=os.environ["LAB_SECRET"], DATABASE=os.environ["LAB_DATABASE"])

NOTES = [("Milk", "Two litres"), ("<b>Bold</b>", "Tea & cake"), ("Post office", "Before noon")]
ROWS = [(f"Row {number}", 7 * number) for number in range(1, 31)]


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(app.config["DATABASE"])
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(error=None):
    db = g.pop("db", None)
    if db is not None:
        db.close()


@app.cli.command("init-db")
def init_db():
    """Make the tables and fill them."""
    db = get_db()
    with app.open_resource("schema.sql", "r") as schema:
        db.executescript(schema.read())
    db.execute("INSERT INTO user VALUES (?, ?)", ("ada", generate_password_hash("lovelace-1843")))
    db.executemany("INSERT INTO notes (title, body) VALUES (?, ?)", NOTES)
    db.commit()


def all_notes():
    return get_db().execute("SELECT id, title, body FROM notes ORDER BY id").fetchall()


def add_note(title, body):
    db = get_db()
    cursor = db.execute("INSERT INTO notes (title, body) VALUES (?, ?)", (title, body))
    db.commit()
    return {"id": cursor.lastrowid, "title": title, "body": body}


def is_title(title):
    return isinstance(title, str) and 1 <= len(title) <= 100


@app.get("/hello")
def hello():
    return {"message": "Hello, world"}


@app.get("/")
def index():
    return render_template("index.html", notes=all_notes())


@app.post("/notes")
def create_from_form():
    title = request.form["title"]
    if not is_title(title):
        error = "The title must have 1 to 100 characters."
        return render_template("index.html", notes=all_notes(), error=error), 400
    add_note(title, request.form["body"])
    return redirect(url_for("index"))


@app.get("/api/notes")
def list_notes():
    return [dict(note) for note in all_notes()]


@app.get("/api/notes/<int:note_id>")
def show_note(note_id):
    note = get_db().execute("SELECT id, title, body FROM notes WHERE id = ?", (note_id,)).fetchone()
    if note is None:
        abort(404)
    return dict(note)


@app.post("/api/notes")
def create_note():
    data = request.get_json()
    if not isinstance(data, dict) or not is_title(data.get("title")) or not isinstance(data.get("body"), str):
        abort(400, "The title must have 1 to 100 characters, and the body must be text.")
    return add_note(data["title"], data["body"]), 201


@app.get("/rows")
def rows():
    return render_template("rows.html", rows=ROWS)


@app.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "GET":
        return render_template("login.html")
    user = get_db().execute("SELECT * FROM user WHERE username = ?", (request.form["username"],)).fetchone()
    if user is None or not check_password_hash(user["password"], request.form["password"]):
        return render_template("login.html", error="Wrong name or password."), 401
    session.clear()
    session["username"] = user["username"]
    return redirect(url_for("private"))


@app.get("/private")
def private():
    if "username" not in session:
        return redirect(url_for("login"))
    return render_template("private.html", username=session["username"])


@app.get("/stream")
def stream():
    def lines():
        for number in range(1, 6):
            if number > 1:
                time.sleep(0.2)
            yield f"line {number}\n"

    return Response(lines(), mimetype="text/plain")


@app.get("/error")
def error():
    raise RuntimeError("the secret of the lab")
