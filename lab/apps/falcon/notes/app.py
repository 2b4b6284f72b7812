import falcon.asgi

from .resources import Echo, Error, Hello, Jobs, Notes, Stream
from .store import Store


def create_app(store: Store) -> falcon.asgi.App:
    notes = Notes(store)
    app = falcon.asgi.App()
    app.add_route("/hello", Hello())
    app.add_route("/api/notes", notes)
    # SQLite cannot take any larger number
    app.add_route("/api/notes/{note_id:int(max=9223372036854775807)}", notes, suffix="note")
    app.add_route("/stream", Stream())
    app.add_route("/echo", Echo())
    app.add_route("/jobs", Jobs(store))
    app.add_route("/error", Error())
    return app
