import os
import sqlite3
from contextlib import closing


def connect():
    db = sqlite3.connect(os.environ["LAB_DATABASE"], timeout=30)
    db.row_factory = sqlite3.Row
    return closing(db)


def all_notes():
    with connect() as db:
        return [dict(note) for note in db.execute("SELECT id, title, body FROM notes ORDER BY id")]


def find_note(note_id):
    with connect() as db:
        note = db.execute("SELECT id, title, body FROM notes WHERE id = ?", (note_id,)).fetchone()
    return dict(note) if note else None


def add_note(title, body):
    with connect() as db:
        cursor = db.execute("INSERT INTO notes (title, body) VALUES (?, ?)", (title, body))
        db.commit()
        return {"id": cursor.lastrowid, "title": title, "body": body}
