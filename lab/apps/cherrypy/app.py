import time
from pathlib import Path

import cherrypy
from jinja2 import Environment, FileSystemLoader

import store

HERE = Path(__file__).resolve().parent
SESSIONS = HERE / "sessions"
ROWS = [(f"Row {number}", 7 * number) for number in range(1, 31)]
templates = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True)


def render(name, **values):
    return templates.get_template(name).render(values)


def is_title(title):
    return isinstance(title, str) and 1 <= len(title) <= 100


def run_job():
    time.sleep(1)
    store.add_job()


class Notes:
    exposed = True

    @cherrypy.tools.json_out()
    def GET(self, note_id=None):
        if note_id is None:
            return store.all_notes()
        note = store.find_note(int(note_id)) if note_id.isdecimal() else None
        if note is None:
            raise cherrypy.NotFound()
        return note

    @cherrypy.tools.json_in()
    @cherrypy.tools.json_out()
    def POST(self):
        data = cherrypy.request.json
        if not isinstance(data, dict) or not is_title(data.get("title")) or not isinstance(data.get("body"), str):
            raise cherrypy.HTTPError(400, "The title must have 1 to 100 characters, and the body must be text.")
        cherrypy.response.status = 201
        return store.add_note(data["title"], data["body"])


class Jobs:
    exposed = True

    @cherrypy.tools.json_out()
    def GET(self):
        return {"done": store.count_jobs()}

    def POST(self):
        cherrypy.response.status = 202
        cherrypy.request.hooks.attach("on_end_request", run_job)


class Api:
    def __init__(self):
        self.notes = Notes()


class Root:
    def __init__(self):
        self.api = Api()
        self.jobs = Jobs()

    @cherrypy.expose
    def index(self):
        return render("index.html", notes=store.all_notes())

    @cherrypy.expose
    @cherrypy.tools.json_out()
    def hello(self):
        return {"message": "Hello, world"}

    @cherrypy.expose
    @cherrypy.tools.allow(methods=["POST"])
    def notes(self, title="", body=""):
        if not is_title(title):
            cherrypy.response.status = 400
            return render("index.html", notes=store.all_notes(), error="The title must have 1 to 100 characters.")
        store.add_note(title, body)
        raise cherrypy.HTTPRedirect("/")

    @cherrypy.expose
    def rows(self):
        return render("rows.html", rows=ROWS)

    @cherrypy.expose
    @cherrypy.tools.sessions()
    def login(self, username="", password=""):
        if cherrypy.request.method != "POST":
            return render("login.html")
        if not store.is_user(username, password):
            cherrypy.response.status = 401
            return render("login.html", error="Wrong name or password.")
        cherrypy.session.regenerate()
        cherrypy.session["username"] = username
        raise cherrypy.HTTPRedirect("/private")

    @cherrypy.expose
    @cherrypy.tools.sessions()
    def private(self):
        if "username" not in cherrypy.session:
            raise cherrypy.HTTPRedirect("/login")
        return render("private.html", username=cherrypy.session["username"])

    @cherrypy.expose
    @cherrypy.config(**{"response.stream": True})
    def stream(self):
        cherrypy.response.headers["Content-Type"] = "text/plain"

        def lines():
            for number in range(1, 6):
                yield f"line {number}\n"
                time.sleep(0.2)

        return lines()

    @cherrypy.expose
    def error(self):
        raise RuntimeError("the secret of the lab")


by_method = {"request.dispatch": cherrypy.dispatch.MethodDispatcher()}
config = {
    "/": {
        "tools.sessions.storage_class": cherrypy.lib.sessions.FileSession,
        "tools.sessions.storage_path": str(SESSIONS),
        "tools.sessions.httponly": True,
    },
    "/api": by_method,
    "/jobs": by_method,
}
SESSIONS.mkdir(exist_ok=True)
cherrypy.config.update({"environment": "production", "log.screen": False})
