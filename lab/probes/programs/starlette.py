import asyncio

import sample
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates
from starlette.websockets import WebSocket

templates = Jinja2Templates(sample.TEMPLATES)


async def hello(request: Request) -> Response:
    return PlainTextResponse("Hello")


async def template(request: Request) -> Response:
    return templates.TemplateResponse(request, request.path_params["name"], {"value": sample.MARKUP})


async def json(request: Request) -> Response:
    return JSONResponse({"value": sample.VALUES[request.path_params["kind"]]})


async def json_body(request: Request) -> Response:
    return PlainTextResponse(str(len((await request.json())["text"])))


async def form(request: Request) -> Response:
    async with request.form() as fields:
        return PlainTextResponse(str(len(fields["text"])))


async def upload(request: Request) -> Response:
    async with request.form() as fields:
        return PlainTextResponse(str(len(await fields["file"].read())))


async def plain_form(request: Request) -> Response:
    return PlainTextResponse("taken")


async def in_session(request: Request) -> Response:
    request.session["name"] = "ada"
    return PlainTextResponse("stored")


async def cookie(request: Request) -> Response:
    response = PlainTextResponse("set")
    response.set_cookie("colour", "green")
    return response


async def error(request: Request) -> Response:
    raise RuntimeError("the secret of the lab")


async def number(request: Request) -> Response:
    return PlainTextResponse(str(request.path_params["number"]))


async def query(request: Request) -> Response:
    return PlainTextResponse(request.query_params["tag"])


def sync(request: Request) -> Response:
    return PlainTextResponse(sample.busy())


async def asynchronous(request: Request) -> Response:
    return PlainTextResponse("async")


async def stream(request: Request) -> Response:
    return StreamingResponse(sample.async_lines(), media_type="text/plain")


async def wait(request: Request) -> Response:
    await asyncio.sleep(2)
    return PlainTextResponse("done")


async def text(request: Request) -> Response:
    return PlainTextResponse("café")


async def large(request: Request) -> Response:
    return HTMLResponse(sample.LARGE)


async def as_dict(request: Request) -> dict[str, int]:
    return {"a": 1}


async def as_string(request: Request) -> str:
    return "text"


async def echo(websocket: WebSocket) -> None:
    await websocket.accept()
    async for message in websocket.iter_text():
        await websocket.send_text(message)


async def first(request: Request) -> Response:
    return PlainTextResponse("first")


async def second(request: Request) -> Response:
    return PlainTextResponse("second")


double = [Route("/double", first), Route("/double", second)] if sample.DOUBLE else []
app = Starlette(
    debug=sample.DEVELOP,
    routes=[
        Route("/", hello),
        Route("/template/{name}", template),
        Route("/json/{kind}", json),
        Route("/json", json_body, methods=["POST"]),
        Route("/form", form, methods=["POST"]),
        Route("/upload", upload, methods=["POST"]),
        Route("/plain-form", plain_form, methods=["POST"]),
        Route("/session", in_session),
        Route("/cookie", cookie),
        Route("/error", error),
        Route("/number/{number:int}", number),
        Route("/query", query),
        Route("/sync", sync),
        Route("/async", asynchronous),
        Route("/stream", stream),
        Route("/wait", wait),
        Route("/text", text),
        Route("/large", large),
        Route("/dict", as_dict),
        Route("/string", as_string),
        WebSocketRoute("/echo", echo),
        Mount("/static", StaticFiles(directory=sample.STATIC)),
        *double,
    ],
    middleware=[Middleware(SessionMiddleware, secret_key=sample.SECRET)],
)
