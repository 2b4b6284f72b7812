import asyncio

import quart
import sample
from quart import Quart, Response, render_template, request, session, websocket
from quart.typing import ResponseReturnValue

app = Quart(__name__)
app.secret_key = sample.SECRET


@app.get("/")
async def hello() -> ResponseReturnValue:
    return "Hello"


@app.get("/template/<name>")
async def template(name: str) -> ResponseReturnValue:
    return await render_template(name, value=sample.MARKUP)


@app.get("/json/<kind>")
async def json(kind: str) -> ResponseReturnValue:
    return {"value": sample.VALUES[kind]}


@app.post("/json")
async def json_body() -> ResponseReturnValue:
    return str(len((await request.get_json())["text"]))


@app.post("/form")
async def form() -> ResponseReturnValue:
    return str(len((await request.form)["text"]))


@app.post("/upload")
async def upload() -> ResponseReturnValue:
    return str(len((await request.files)["file"].read()))


@app.post("/plain-form")
async def plain_form() -> ResponseReturnValue:
    return "taken"


@app.get("/session")
async def in_session() -> ResponseReturnValue:
    session["name"] = "ada"
    return "stored"


@app.get("/cookie")
async def cookie() -> ResponseReturnValue:
    response = await quart.make_response("set")
    response.set_cookie("colour", "green")
    return response


@app.get("/error")
async def error() -> ResponseReturnValue:
    raise RuntimeError("the secret of the lab")


@app.get("/number/<int:number>")
async def number(number: int) -> ResponseReturnValue:
    return str(number)


@app.get("/query")
async def query() -> ResponseReturnValue:
    return request.args["tag"]


@app.get("/sync")
def sync() -> ResponseReturnValue:
    return sample.busy()


@app.get("/async")
async def asynchronous() -> ResponseReturnValue:
    return "async"


@app.get("/stream")
async def stream() -> ResponseReturnValue:
    return Response(sample.async_lines(), mimetype="text/plain")


@app.get("/wait")
async def wait() -> ResponseReturnValue:
    await asyncio.sleep(2)
    return "done"


@app.get("/text")
async def text() -> ResponseReturnValue:
    return "café"


@app.get("/large")
async def large() -> ResponseReturnValue:
    return sample.LARGE


@app.get("/dict")
async def as_dict() -> ResponseReturnValue:
    return {"a": 1}


@app.get("/string")
async def as_string() -> ResponseReturnValue:
    return "text"


@app.websocket("/echo")
async def echo() -> None:
    while True:
        await websocket.send(await websocket.receive())


if sample.DOUBLE:

    @app.get("/double")
    async def first() -> ResponseReturnValue:
        return "first"

    @app.get("/double")
    async def second() -> ResponseReturnValue:
        return "second"
