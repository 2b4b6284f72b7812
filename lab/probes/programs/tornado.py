import asyncio

import sample
from tornado.escape import json_decode
from tornado.iostream import StreamClosedError
from tornado.web import Application, RequestHandler, url
from tornado.websocket import WebSocketHandler


class Hello(RequestHandler):
    def get(self) -> None:
        self.write("Hello")


class Template(RequestHandler):
    def get(self, name: str) -> None:
        self.render(name, value=sample.MARKUP)


class Json(RequestHandler):
    def get(self, kind: str) -> None:
        self.write({"value": sample.VALUES[kind]})


class JsonBody(RequestHandler):
    def post(self) -> None:
        self.write(str(len(json_decode(self.request.body)["text"])))


class Form(RequestHandler):
    def post(self) -> None:
        self.write(str(len(self.get_body_argument("text"))))


class Upload(RequestHandler):
    def post(self) -> None:
        self.write(str(len(self.request.files["file"][0].body)))


class PlainForm(RequestHandler):
    def post(self) -> None:
        self.write("taken")


class Session(RequestHandler):
    def get(self) -> None:
        self.set_signed_cookie("name", "ada")


class Cookie(RequestHandler):
    def get(self) -> None:
        self.set_cookie("colour", "green")


class Error(RequestHandler):
    def get(self) -> None:
        raise RuntimeError("the secret of the lab")


class Number(RequestHandler):
    def get(self, number: str) -> None:
        self.write(number)


class Query(RequestHandler):
    def get(self) -> None:
        self.write(self.get_argument("tag"))


class Sync(RequestHandler):
    def get(self) -> None:
        self.write(sample.busy())


class Asynchronous(RequestHandler):
    async def get(self) -> None:
        self.write("async")


class Stream(RequestHandler):
    async def get(self) -> None:
        self.set_header("Content-Type", "text/plain")
        try:
            async for line in sample.async_lines():
                self.write(line)
                await self.flush()
        except StreamClosedError:
            return


class Wait(RequestHandler):
    async def get(self) -> None:
        await asyncio.sleep(2)
        self.write("done")


class Text(RequestHandler):
    def get(self) -> None:
        self.write("café")


class Large(RequestHandler):
    def get(self) -> None:
        self.write(sample.LARGE)


class Dict(RequestHandler):
    def get(self) -> None:
        self.write({"a": 1})


class Echo(WebSocketHandler):
    def on_message(self, message: str | bytes) -> None:
        self.write_message(message)


class First(RequestHandler):
    def get(self) -> None:
        self.write("first")


class Second(RequestHandler):
    def get(self) -> None:
        self.write("second")


def make_app() -> Application:
    routes = [
        url("/", Hello),
        url("/template/([^/]+)", Template),
        url("/json/([^/]+)", Json),
        url("/json", JsonBody),
        url("/form", Form),
        url("/upload", Upload),
        url("/plain-form", PlainForm),
        url("/session", Session),
        url("/cookie", Cookie),
        url("/error", Error),
        url("/number/([0-9]+)", Number),
        url("/query", Query),
        url("/sync", Sync),
        url("/async", Asynchronous),
        url("/stream", Stream),
        url("/wait", Wait),
        url("/text", Text),
        url("/large", Large),
        url("/dict", Dict),
        url("/echo", Echo),
    ]
    if sample.DOUBLE:
        routes += [url("/double", First), url("/double", Second)]
    return Application(
        routes,
        template_path=str(sample.TEMPLATES),
        static_path=str(sample.STATIC),
        cookie_secret=sample.SECRET,
        debug=sample.DEVELOP,
    )


async def main() -> None:
    where = sample.address()
    if where is None:
        make_app().listen(8888)
    else:
        make_app().listen(where[1], where[0])
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
