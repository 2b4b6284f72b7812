from pwdlib import PasswordHash
from sqlmodel import Session, SQLModel

from database import engine
from models import Note, User

SQLModel.metadata.create_all(engine)
with Session(engine) as session:
    session.add(User(username="ada", hashed_password=PasswordHash.recommended().hash("lovelace-1843")))
    session.add(Note(id=1, title="Milk", body="Two litres"))
    session.add(Note(id=2, title="<b>Bold</b>", body="Tea & cake"))
    session.add(Note(id=3, title="Post office", body="Before noon"))
    session.commit()
