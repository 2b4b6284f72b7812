import asyncio

import sample
from pydantic import BaseModel, Field
from sanic import HTTPResponse, Request, Sanic, Websocket, html, json, text
from sanic_ext import render, validate

app = Sanic("program")
app.config.TEMPLATING_PATH_TO_TEMPLATES = sample.TEMPLATES
app.static("/static", sample.STATIC)


class Note(BaseModel):
    title: str = Field(min_length=1, max_length=100)


@app.get("/")
async def hello(request: Request) -> HTTPResponse:
    return text("Hello")


@app.get("/template/<name:str>")
async def template(request: Request, name: str) -> HTTPResponse:
    return await render(name, context={"value": sample.MARKUP})


@app.get("/json/<kind:str>")
async def values(request: Request, kind: str) -> HTTPResponse:
    return json({"value": sample.VALUES[kind]})


@app.post("/json")
async def json_body(request: Request) -> HTTPResponse:
    return text(str(len(request.json["text"])))


@app.post("/form")
async def form(request: Request) -> HTTPResponse:
    return text(str(len(request.form.get("text"))))


@app.post("/upload")
async def upload(request: Request) -> HTTPResponse:
    return text(str(len(request.files.get("file").body)))


@app.post("/plain-form")
async def plain_form(request: Request) -> HTTPResponse:
    return text("taken")


@app.post("/validated")
@validate(json=Note)
async def validated(request: Request, body: Note) -> HTTPResponse:
    return json(body.model_dump())


@app.get("/cookie")
async def cookie(request: Request) -> HTTPResponse:
    response = text("set")
    response.add_cookie("colour", "green")
    return response


@app.get("/error")
async def error(request: Request) -> HTTPResponse:
    raise RuntimeError("the secret of the lab")


@app.get("/number/<number:int>")
async def number(request: Request, number: int) -> HTTPResponse:
    return text(str(number))


@app.get("/query")
async def query(request: Request) -> HTTPResponse:
    return text(request.args.get("tag"))


@app.get("/sync")
def sync(request: Request) -> HTTPResponse:
    return text(sample.busy())


@app.get("/async")
async def asynchronous(request: Request) -> HTTPResponse:
    return text("async")


@app.get("/stream")
async def stream(request: Request) -> None:
    response = await request.respond(content_type="text/plain")
    async for line in sample.async_lines():
        await response.send(line)
    await response.eof()


@app.get("/wait")
async def wait(request: Request) -> HTTPResponse:
    await asyncio.sleep(2)
    return text("done")


@app.get("/text")
async def accented(request: Request) -> HTTPResponse:
    return text("café")


@app.get("/large")
async def large(request: Request) -> HTTPResponse:
    return html(sample.LARGE)


@app.get("/dict")
async def as_dict(request: Request) -> dict[str, int]:
    return {"a": 1}


@app.get("/string")
async def as_string(request: Request) -> str:
    return "text"


@app.websocket("/echo")
async def echo(request: Request, ws: Websocket) -> None:
    async for message in ws:
        await ws.send(message)


if sample.DOUBLE:

    @app.get("/double")
    async def first(request: Request) -> HTTPResponse:
        return text("first")

    @app.get("/double")
    async def second(request: Request) -> HTTPResponse:
        return text("second")
