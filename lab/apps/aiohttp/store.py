import hashlib
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def hashed(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


class Store:
    """Blocks while it waits for SQLite, so the handlers call it in threads."""

    def __init__(self, database: str | Path) -> None:
        self._database = database

    def _connect(self) -> closing[sqlite3.Connection]:
        connection = sqlite3.connect(self._database, timeout=30)
        connection.row_factory = sqlite3.Row
        return closing(connection)

    def create_tables(self) -> None:
        with self._connect() as connection, connection:
            connection.execute("CREATE TABLE notes(id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL)")
            connection.execute("CREATE TABLE users(name TEXT PRIMARY KEY, salt BLOB, password_hash BLOB)")
            connection.execute("CREATE TABLE jobs(id INTEGER PRIMARY KEY)")

    def notes(self) -> list[dict[str, Any]]:
        with self._connect() as connection:
            return [dict(row) for row in connection.execute("SELECT id, title, body FROM notes ORDER BY id")]

    def note(self, note_id: int) -> dict[str, Any] | None:
        with self._connect() as connection:
            row = connection.execute("SELECT id, title, body FROM notes WHERE id = ?", [note_id]).fetchone()
        return dict(row) if row else None

    def add_note(self, title: str, body: str) -> dict[str, Any]:
        with self._connect() as connection, connection:
            cursor = connection.execute("INSERT INTO notes(title, body) VALUES (?, ?)", [title, body])
        return {"id": cursor.lastrowid, "title": title, "body": body}

    def add_user(self, name: str, password: str) -> None:
        salt = secrets.token_bytes(16)
        with self._connect() as connection, connection:
            connection.execute("INSERT INTO users VALUES (?, ?, ?)", [name, salt, hashed(password, salt)])

    def is_password(self, name: str, password: str) -> bool:
        with self._connect() as connection:
            row = connection.execute("SELECT salt, password_hash FROM users WHERE name = ?", [name]).fetchone()
        return row is not None and secrets.compare_digest(hashed(password, row["salt"]), row["password_hash"])

    def jobs_done(self) -> int:
        with self._connect() as connection:
            row = connection.execute("SELECT count(*) AS done FROM jobs").fetchone()
        return int(row["done"])

    def add_job(self) -> None:
        with self._connect() as connection, connection:
            connection.execute("INSERT INTO jobs DEFAULT VALUES")
