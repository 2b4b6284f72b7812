import asyncio
from dataclasses import dataclass

import sample
from blacksheep import (
    Application,
    Cookie,
    FromForm,
    FromJSON,
    FromQuery,
    Request,
    Response,
    StreamedContent,
    WebSocket,
    WebSocketDisconnectError,
    get,
    html,
    json,
    post,
    text,
    ws,
)
from blacksheep.server.openapi.v3 import OpenAPIHandler
from blacksheep.server.rendering.jinja2 import JinjaRenderer
from blacksheep.server.responses import view
from blacksheep.settings.html import html_settings
from jinja2 import FileSystemLoader
from openapidocs.v3 import Info

html_settings.use(JinjaRenderer(loader=FileSystemLoader(sample.TEMPLATES)))
app = Application(show_error_details=sample.DEVELOP)
app.use_sessions(sample.SECRET)
app.serve_files(sample.STATIC, root_path="static")
docs = OpenAPIHandler(info=Info("Program", "1"))
docs.bind_app(app)


@dataclass
class Text:
    text: str


@dataclass
class Note:
    title: str


@get("/")
async def hello() -> Response:
    return text("Hello")


@get("/template/{name}")
async def template(name: str) -> Response:
    return view(name, value=sample.MARKUP)


@get("/json/{kind}")
async def values(kind: str) -> Response:
    return json({"value": sample.VALUES[kind]})


@post("/json")
async def json_body(data: FromJSON[Text]) -> Response:
    return text(str(len(data.value.text)))


@post("/form")
async def form(data: FromForm[Text]) -> Response:
    return text(str(len(data.value.text)))


@post("/upload")
async def upload(request: Request) -> Response:
    files = await request.files("file")
    return text(str(len(files[0].data)))


@post("/plain-form")
async def plain_form(data: FromForm[Text]) -> Response:
    return text("taken")


@post("/validated")
async def validated(data: FromJSON[Note]) -> Response:
    return json(data.value)


@get("/session")
async def in_session(request: Request) -> Response:
    request.session["name"] = "ada"
    return text("stored")


@get("/cookie")
async def cookie() -> Response:
    response = text("set")
    response.set_cookie(Cookie("colour", "green"))
    return response


@get("/error")
async def error() -> Response:
    raise RuntimeError("the secret of the lab")


@get("/number/{int:number}")
async def number(number: int) -> Response:
    return text(str(number))


@get("/query")
async def query(tag: FromQuery[str]) -> Response:
    return text(tag.value)


@get("/sync")
def sync() -> Response:
    return text(sample.busy())


@get("/async")
async def asynchronous() -> Response:
    return text("async")


@get("/stream")
async def stream() -> Response:
    return Response(200, content=StreamedContent(b"text/plain", sample.async_lines))


@get("/wait")
async def wait() -> Response:
    await asyncio.sleep(2)
    return text("done")


@get("/text")
async def accented() -> Response:
    return text("café")


@get("/large")
async def large() -> Response:
    return html(sample.LARGE)


@get("/dict")
async def as_dict() -> dict[str, int]:
    return {"a": 1}


@get("/string")
async def as_string() -> str:
    return "text"


@ws("/echo")
async def echo(websocket: WebSocket) -> None:
    await websocket.accept()
    try:
        while True:
            await websocket.send_text(await websocket.receive_text())
    except WebSocketDisconnectError:
        return


if sample.DOUBLE:

    @get("/double")
    async def first() -> Response:
        return text("first")

    @get("/double")
    async def second() -> Response:
        return text("second")
