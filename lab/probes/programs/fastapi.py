import asyncio
from typing import Annotated, Any

import sample
from fastapi import Body, FastAPI, File, Form, Request, Response, WebSocket
from fastapi.responses import HTMLResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from pydantic import BaseModel, Field
from starlette.middleware.sessions import SessionMiddleware

app = FastAPI(debug=sample.DEVELOP)
app.add_middleware(SessionMiddleware, secret_key=sample.SECRET)
app.mount("/static", StaticFiles(directory=sample.STATIC), name="static")
templates = Jinja2Templates(sample.TEMPLATES)


class Note(BaseModel):
    title: str = Field(min_length=1, max_length=100)


@app.get("/")
async def hello() -> str:
    return "Hello"


@app.get("/template/{name}")
async def template(request: Request, name: str) -> HTMLResponse:
    return templates.TemplateResponse(request, name, {"value": sample.MARKUP})


@app.get("/json/{kind}")
async def json(kind: str) -> dict[str, Any]:
    return {"value": sample.VALUES[kind]}


@app.post("/json")
async def json_body(text: Annotated[str, Body(embed=True)]) -> int:
    return len(text)


@app.post("/form")
async def form(text: Annotated[str, Form()]) -> int:
    return len(text)


@app.post("/upload")
async def upload(file: Annotated[bytes, File()]) -> int:
    return len(file)


@app.post("/plain-form")
async def plain_form(text: Annotated[str, Form()]) -> str:
    return "taken"


@app.post("/validated")
async def validated(note: Note) -> Note:
    return note


@app.get("/session")
async def in_session(request: Request) -> str:
    request.session["name"] = "ada"
    return "stored"


@app.get("/cookie")
async def cookie(response: Response) -> str:
    response.set_cookie("colour", "green")
    return "set"


@app.get("/error")
async def error() -> str:
    raise RuntimeError("the secret of the lab")


@app.get("/number/{number}")
async def number(number: int) -> int:
    return number


@app.get("/query")
async def query(tag: str) -> str:
    return tag


@app.get("/sync")
def sync() -> str:
    return sample.busy()


@app.get("/async")
async def asynchronous() -> str:
    return "async"


@app.get("/stream")
async def stream() -> StreamingResponse:
    return StreamingResponse(sample.async_lines(), media_type="text/plain")


@app.get("/wait")
async def wait() -> str:
    await asyncio.sleep(2)
    return "done"


@app.get("/text")
async def text() -> str:
    return "café"


@app.get("/large")
async def large() -> HTMLResponse:
    return HTMLResponse(sample.LARGE)


@app.get("/dict")
async def as_dict() -> dict[str, int]:
    return {"a": 1}


@app.get("/string")
async def as_string() -> str:
    return "text"


@app.websocket("/echo")
async def echo(websocket: WebSocket) -> None:
    await websocket.accept()
    async for message in websocket.iter_text():
        await websocket.send_text(message)


if sample.DOUBLE:

    @app.get("/double")
    async def first() -> str:
        return "first"

    @app.get("/double")
    async def second() -> str:
        return "second"
