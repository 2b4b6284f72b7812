import asyncio

import sample
from pydantic import BaseModel, Field
from robyn import Request, Response, Robyn, StreamingResponse, WebSocketAdapter, html
from robyn.templating import JinjaTemplate

app = Robyn(__file__)
app.configure_sessions(secret_key=sample.SECRET)
app.serve_directory("/static", str(sample.STATIC))
templates = JinjaTemplate(str(sample.TEMPLATES))


class Note(BaseModel):
    title: str = Field(min_length=1, max_length=100)


@app.get("/")
async def hello() -> str:
    return "Hello"


@app.get("/template/:name")
async def template(request: Request) -> Response:
    return templates.render_template(request.path_params["name"], value=sample.MARKUP)


@app.get("/json/:kind")
async def json(request: Request) -> dict[str, object]:
    return {"value": sample.VALUES[request.path_params["kind"]]}


@app.post("/json")
async def json_body(request: Request) -> str:
    return str(len(request.json()["text"]))


@app.post("/form")
async def form(request: Request) -> str:
    return str(len(request.form_data["text"]))


@app.post("/upload")
async def upload(request: Request) -> str:
    return str(len(next(iter(request.files.values()))))


@app.post("/plain-form")
async def plain_form() -> str:
    return "taken"


@app.post("/validated")
async def validated(note: Note) -> Note:
    return note


@app.get("/session")
async def in_session(request: Request) -> str:
    request.session["name"] = "ada"
    return "stored"


@app.get("/cookie")
async def cookie() -> Response:
    response = Response(200, {}, "set")
    response.set_cookie("colour", "green")
    return response


@app.get("/error")
async def error() -> str:
    raise RuntimeError("the secret of the lab")


@app.get("/number/:number")
async def number(number: int) -> str:
    return str(number)


@app.get("/query")
async def query(request: Request) -> str:
    return request.query_params.get("tag") or ""


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
async def large() -> Response:
    return html(sample.LARGE)


@app.get("/dict")
async def as_dict() -> dict[str, int]:
    return {"a": 1}


@app.get("/string")
async def as_string() -> str:
    return "text"


@app.websocket("/echo")
async def echo(websocket: WebSocketAdapter) -> None:
    while True:
        await websocket.send_text(await websocket.receive_text())


if sample.DOUBLE:

    @app.get("/double")
    async def first() -> str:
        return "first"

    @app.get("/double")
    async def second() -> str:
        return "second"


if __name__ == "__main__":
    where = sample.address()
    if where is None:
        app.start()
    else:
        app.start(host=where[0], port=where[1])
