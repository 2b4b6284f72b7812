import asyncio
import base64
import hashlib

import aiohttp_jinja2
import jinja2
import sample
from aiohttp import WSMsgType, web
from aiohttp_session import get_session, setup
from aiohttp_session.cookie_storage import EncryptedCookieStorage
from cryptography.fernet import Fernet

routes = web.RouteTableDef()
routes.static("/static", sample.STATIC)


@routes.get("/")
async def hello(request: web.Request) -> web.Response:
    return web.Response(text="Hello")


@routes.get("/template/{name}")
async def template(request: web.Request) -> web.Response:
    return aiohttp_jinja2.render_template(request.match_info["name"], request, {"value": sample.MARKUP})


@routes.get("/json/{kind}")
async def json(request: web.Request) -> web.Response:
    return web.json_response({"value": sample.VALUES[request.match_info["kind"]]})


@routes.post("/json")
async def json_body(request: web.Request) -> web.Response:
    return web.Response(text=str(len((await request.json())["text"])))


@routes.post("/form")
async def form(request: web.Request) -> web.Response:
    return web.Response(text=str(len(str((await request.post())["text"]))))


@routes.post("/upload")
async def upload(request: web.Request) -> web.Response:
    file = (await request.post())["file"]
    assert isinstance(file, web.FileField)
    return web.Response(text=str(len(file.file.read())))


@routes.post("/plain-form")
async def plain_form(request: web.Request) -> web.Response:
    return web.Response(text="taken")


@routes.get("/session")
async def in_session(request: web.Request) -> web.Response:
    session = await get_session(request)
    session["name"] = "ada"
    return web.Response(text="stored")


@routes.get("/cookie")
async def cookie(request: web.Request) -> web.Response:
    response = web.Response(text="set")
    response.set_cookie("colour", "green")
    return response


@routes.get("/error")
async def error(request: web.Request) -> web.Response:
    raise RuntimeError("the secret of the lab")


@routes.get(r"/number/{number:\d+}")
async def number(request: web.Request) -> web.Response:
    return web.Response(text=request.match_info["number"])


@routes.get("/query")
async def query(request: web.Request) -> web.Response:
    return web.Response(text=request.query["tag"])


@routes.get("/async")
async def asynchronous(request: web.Request) -> web.Response:
    return web.Response(text="async")


@routes.get("/stream")
async def stream(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/plain"})
    await response.prepare(request)
    async for line in sample.async_lines():
        await response.write(line)
    await response.write_eof()
    return response


@routes.get("/wait")
async def wait(request: web.Request) -> web.Response:
    await asyncio.sleep(2)
    return web.Response(text="done")


@routes.get("/text")
async def text(request: web.Request) -> web.Response:
    return web.Response(text="café")


@routes.get("/large")
async def large(request: web.Request) -> web.Response:
    return web.Response(text=sample.LARGE, content_type="text/html")


@routes.get("/dict")
async def as_dict(request: web.Request) -> dict[str, int]:
    return {"a": 1}


@routes.get("/string")
async def as_string(request: web.Request) -> str:
    return "text"


@routes.get("/echo")
async def echo(request: web.Request) -> web.WebSocketResponse:
    websocket = web.WebSocketResponse()
    await websocket.prepare(request)
    async for message in websocket:
        if message.type == WSMsgType.TEXT:
            await websocket.send_str(message.data)
    return websocket


async def first(request: web.Request) -> web.Response:
    return web.Response(text="first")


async def second(request: web.Request) -> web.Response:
    return web.Response(text="second")


def make_app() -> web.Application:
    app = web.Application()
    key = base64.urlsafe_b64encode(hashlib.sha256(sample.SECRET.encode()).digest())
    setup(app, EncryptedCookieStorage(Fernet(key)))
    aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(sample.TEMPLATES))
    app.add_routes(routes)
    if sample.DOUBLE:
        app.router.add_get("/double", first)
        app.router.add_get("/double", second)
    return app


if __name__ == "__main__":
    where = sample.address()
    if where is None:
        web.run_app(make_app())
    else:
        web.run_app(make_app(), host=where[0], port=where[1])
