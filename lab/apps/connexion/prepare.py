from store import connect

NOTES = [("Milk", "Two litres"), ("<b>Bold</b>", "Tea & cake"), ("Post office", "Before noon")]

with connect() as db, open("schema.sql") as schema:
    db.executescript(schema.read())
    db.executemany("INSERT INTO notes (title, body) VALUES (?, ?)", NOTES)
    db.commit()
