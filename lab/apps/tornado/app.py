import asyncio
import os
import socket
from collections.abc import Callable
from typing import Any, NoReturn

from tornado.escape import json_decode, json_encode
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.options import define, options, parse_command_line
from tornado.process import fork_processes
from tornado.web import Application, HTTPError, RequestHandler, authenticated
from tornado.websocket import WebSocketHandler

from store import Store

define("port", default=8888, help="run on the given port", type=int)
define("processes", default=1, help="run this many processes", type=int)


class BaseHandler(RequestHandler):
    @property
    def store(self) -> Store:
        store: Store = self.settings["store"]
        return store

    async def run(self, function: Callable[..., Any], *args: object) -> Any:
        return await IOLoop.current().run_in_executor(None, function, *args)

    def get_current_user(self) -> bytes | None:
        return self.get_signed_cookie("user")


class JSONHandler(BaseHandler):
    def check_xsrf_cookie(self) -> None:
        """Programs that send JSON have no cookie."""

    def write_json(self, value: object) -> None:
        # write() itself turns dictionaries into JSON, but refuses lists
        self.set_header("Content-Type", "application/json")
        self.finish(json_encode(value))


class HelloHandler(RequestHandler):
    def get(self) -> None:
        self.write({"message": "Hello, world"})


class IndexHandler(BaseHandler):
    async def get(self) -> None:
        self.render("index.html", notes=await self.run(self.store.notes), error=None)


def fault(title: object, body: object) -> str | None:
    if not isinstance(title, str) or not isinstance(body, str):
        return "Title and body must be text."
    if not 1 <= len(title) <= 100:
        return "The title must have 1 to 100 characters."
    return None


class AddHandler(BaseHandler):
    async def post(self) -> None:
        title = self.get_body_argument("title", "")
        body = self.get_body_argument("body", "")
        if error := fault(title, body):
            self.set_status(400)
            self.render("index.html", notes=await self.run(self.store.notes), error=error)
            return
        await self.run(self.store.add_note, title, body)
        self.redirect("/", status=303)


class NotesHandler(JSONHandler):
    async def get(self) -> None:
        self.write_json(await self.run(self.store.notes))

    async def post(self) -> None:
        try:
            data = json_decode(self.request.body)
        except ValueError:
            return self.refuse("The body is not JSON.")
        if not isinstance(data, dict):
            return self.refuse("The body is not a JSON object.")
        title, body = data.get("title"), data.get("body")
        if error := fault(title, body):
            return self.refuse(error)
        note = await self.run(self.store.add_note, title, body)
        self.set_status(201)
        self.write_json(note)

    def refuse(self, error: str) -> None:
        self.set_status(400)
        self.write_json({"error": error})


class NoteHandler(JSONHandler):
    async def get(self, note_id: str) -> None:
        note = await self.run(self.store.note, int(note_id))
        if note is None:
            raise HTTPError(404)
        self.write_json(note)


class RowsHandler(RequestHandler):
    def get(self) -> None:
        self.render("rows.html", rows=[(f"Row {number}", number * 7) for number in range(1, 31)])


class LoginHandler(BaseHandler):
    def get(self) -> None:
        self.render("login.html", error=None)

    async def post(self) -> None:
        name = self.get_body_argument("username", "")
        password = self.get_body_argument("password", "", strip=False)
        if await self.run(self.store.is_password, name, password):
            self.set_signed_cookie("user", name, httponly=True, samesite="Lax")
            self.redirect("/private", status=303)
        else:
            self.set_status(400)
            self.render("login.html", error="Wrong name or password.")


class PrivateHandler(BaseHandler):
    @authenticated
    def get(self) -> None:
        self.render("private.html")


class StreamHandler(RequestHandler):
    async def get(self) -> None:
        self.set_header("Content-Type", "text/plain; charset=UTF-8")
        for number in range(1, 6):
            self.write(f"line {number}\n")
            await self.flush()
            await asyncio.sleep(0.2)


class EchoHandler(WebSocketHandler):
    def on_message(self, message: str | bytes) -> None:
        self.write_message(message)


class JobsHandler(JSONHandler):
    async def get(self) -> None:
        self.write_json({"done": await self.run(self.store.jobs_done)})

    def post(self) -> None:
        self.set_status(202)
        IOLoop.current().spawn_callback(self.job)

    async def job(self) -> None:
        await asyncio.sleep(1)
        await self.run(self.store.add_job)


class ErrorHandler(RequestHandler):
    def get(self) -> NoReturn:
        raise RuntimeError("the secret of the lab")


def make_app(store: Store, secret: str) -> Application:
    handlers = [
        (r"/hello", HelloHandler),
        (r"/", IndexHandler),
        (r"/notes", AddHandler),
        (r"/api/notes", NotesHandler),
        (r"/api/notes/([0-9]{1,18})", NoteHandler),  # SQLite has no longer numbers
        (r"/rows", RowsHandler),
        (r"/login", LoginHandler),
        (r"/private", PrivateHandler),
        (r"/stream", StreamHandler),
        (r"/echo", EchoHandler),
        (r"/jobs", JobsHandler),
        (r"/error", ErrorHandler),
    ]
    return Application(
        handlers,
        store=store,
        template_path=os.path.join(os.path.dirname(__file__), "templates"),
        cookie_secret=secret,
        login_url="/login",
        xsrf_cookies=True,
    )


async def serve(sockets: list[socket.socket]) -> None:
    app = make_app(Store(os.environ["LAB_DATABASE"]), os.environ["LAB_SECRET"])
    server = HTTPServer(app)
    server.add_sockets(sockets)
    await asyncio.Event().wait()


def main() -> None:
    parse_command_line()
    sockets = bind_sockets(options.port, "127.0.0.1")
    fork_processes(options.processes)
    asyncio.run(serve(sockets))


if __name__ == "__main__":
    main()
