import os

from fastlite import database

from models import Job, Note, User
from passwords import hash_password


def prepare() -> None:
    db = database(os.environ["LAB_DATABASE"])
    notes, users = db.create(Note, name="notes"), db.create(User, name="users", pk="username")
    db.create(Job, name="jobs")
    users.insert(username="ada", password=hash_password("lovelace-1843"))
    notes.insert(id=1, title="Milk", body="Two litres")
    notes.insert(id=2, title="<b>Bold</b>", body="Tea & cake")
    notes.insert(id=3, title="Post office", body="Before noon")


if __name__ == "__main__":
    prepare()
