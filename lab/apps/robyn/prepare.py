from models import Base, Note, SessionLocal, User, engine
from passwords import hash_password

Base.metadata.create_all(engine)
with SessionLocal() as db:
    db.add(User(username="ada", password=hash_password("lovelace-1843")))
    db.add(Note(id=1, title="Milk", body="Two litres"))
    db.add(Note(id=2, title="<b>Bold</b>", body="Tea & cake"))
    db.add(Note(id=3, title="Post office", body="Before noon"))
    db.commit()
