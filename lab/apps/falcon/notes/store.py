import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


class Store:
    """Blocks while it waits for SQLite, so the resources call it in threads."""

    def __init__(self, database: str | Path) -> None:
        self._database = database

    def _connect(self) -> closing[sqlite3.Connection]:
        connection = sqlite3.connect(self._database, timeout=30)
        connection.row_factory = sqlite3.Row
        return closing(connection)

    def create_tables(self) -> None:
        with self._connect() as connection, connection:
            connection.execute("CREATE TABLE notes(id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL)")
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

    def jobs_done(self) -> int:
        with self._connect() as connection:
            row = connection.execute("SELECT count(*) AS done FROM jobs").fetchone()
        return int(row["done"])

    def add_job(self) -> None:
        with self._connect() as connection, connection:
            connection.execute("INSERT INTO jobs DEFAULT VALUES")
