import asyncio
from typing import Annotated, Any

import sample
from litestar import Litestar, MediaType, Request, Response, WebSocket, get, post, websocket
from litestar.contrib.jinja import JinjaTemplateEngine
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import WebSocketDisconnect
from litestar.middleware.session.client_side import CookieBackendConfig
from litestar.params import Body
from litestar.response import Stream, Template
from litestar.static_files import create_static_files_router
from litestar.template.config import TemplateConfig
from msgspec import Meta, Struct


class Text(Struct):
    text: str


class Note(Struct):
    title: Annotated[str, Meta(min_length=1, max_length=100)]


@get("/")
async def hello() -> str:
    return "Hello"


@get("/template/{name:str}")
async def template(name: str) -> Template:
    return Template(template_name=name, context={"value": sample.MARKUP})


@get("/json/{kind:str}")
async def json(kind: str) -> dict[str, Any]:
    return {"value": sample.VALUES[kind]}


@post("/json", status_code=200)
async def json_body(data: Text) -> str:
    return str(len(data.text))


@post("/form", status_code=200)
async def form(data: Annotated[Text, Body(media_type=RequestEncodingType.URL_ENCODED)]) -> str:
    return str(len(data.text))


@post("/upload", status_code=200)
async def upload(data: Annotated[UploadFile, Body(media_type=RequestEncodingType.MULTI_PART)]) -> str:
    return str(len(await data.read()))


@post("/plain-form", status_code=200)
async def plain_form(data: Annotated[Text, Body(media_type=RequestEncodingType.URL_ENCODED)]) -> str:
    return "taken"


@post("/validated")
async def validated(data: Note) -> Note:
    return data


@get("/session")
async def in_session(request: Request[Any, Any, Any]) -> str:
    request.set_session({"name": "ada"})
    return "stored"


@get("/cookie")
async def cookie() -> Response[str]:
    response = Response("set")
    response.set_cookie("colour", "green")
    return response


@get("/error")
async def error() -> str:
    raise RuntimeError("the secret of the lab")


@get("/number/{number:int}")
async def number(number: int) -> str:
    return str(number)


@get("/query")
async def query(tag: str) -> str:
    return tag


@get("/sync", sync_to_thread=False)
def sync() -> str:
    return sample.busy()


@get("/async")
async def asynchronous() -> str:
    return "async"


@get("/stream")
async def stream() -> Stream:
    return Stream(sample.async_lines(), media_type="text/plain")


@get("/wait")
async def wait() -> str:
    await asyncio.sleep(2)
    return "done"


@get("/text")
async def text() -> str:
    return "café"


@get("/large", media_type=MediaType.HTML)
async def large() -> str:
    return sample.LARGE


@get("/dict")
async def as_dict() -> dict[str, int]:
    return {"a": 1}


@get("/string")
async def as_string() -> str:
    return "text"


@websocket("/echo")
async def echo(socket: WebSocket[Any, Any, Any]) -> None:
    await socket.accept()
    try:
        while True:
            await socket.send_text(await socket.receive_text())
    except WebSocketDisconnect:
        return


@get("/double")
async def first() -> str:
    return "first"


@get("/double")
async def second() -> str:
    return "second"


double = [first, second] if sample.DOUBLE else []
app = Litestar(
    route_handlers=[
        hello,
        template,
        json,
        json_body,
        form,
        upload,
        plain_form,
        validated,
        in_session,
        cookie,
        error,
        number,
        query,
        sync,
        asynchronous,
        stream,
        wait,
        text,
        large,
        as_dict,
        as_string,
        echo,
        create_static_files_router(path="/static", directories=[sample.STATIC]),
        *double,
    ],
    middleware=[CookieBackendConfig(secret=sample.SECRET.encode()[:32]).middleware],
    template_config=TemplateConfig(directory=sample.TEMPLATES, engine=JinjaTemplateEngine),
)
