import os

from store import connect, hashed

NOTES = [("Milk", "Two litres"), ("<b>Bold</b>", "Tea & cake"), ("Post office", "Before noon")]

with connect() as db, open("schema.sql") as schema:
    db.executescript(schema.read())
    salt = os.urandom(16)
    db.execute("INSERT INTO user VALUES (?, ?, ?)", ("ada", salt, hashed("lovelace-1843", salt)))
    db.executemany("INSERT INTO notes (title, body) VALUES (?, ?)", NOTES)
    db.commit()
