import os

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from notes.models import Base, Note, User

engine = create_engine(f"sqlite:///{os.environ['LAB_DATABASE']}")
Base.metadata.create_all(engine)
with Session(engine) as session, session.begin():
    user = User(name="ada")
    user.set_password("lovelace-1843")
    session.add(user)
    session.add(Note(id=1, title="Milk", body="Two litres"))
    session.add(Note(id=2, title="<b>Bold</b>", body="Tea & cake"))
    session.add(Note(id=3, title="Post office", body="Before noon"))
