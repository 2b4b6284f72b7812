import os

from notes import main

settings = {
    "sqlalchemy.url": f"sqlite:///{os.environ['LAB_DATABASE']}",
    "session.secret": os.environ["LAB_SECRET"],
}
app = main({}, **settings)
