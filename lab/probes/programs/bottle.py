import time
from collections.abc import Iterator

import bottle
import sample
from bottle import Bottle, request, response, static_file, template

bottle.TEMPLATE_PATH.insert(0, str(sample.TEMPLATES))
app = Bottle()


@app.get("/")
def hello() -> str:
    return "Hello"


@app.get("/template/<name>")
def page(name: str) -> str:
    return template(name, value=sample.MARKUP)


@app.get("/json/<kind>")
def json(kind: str) -> dict[str, object]:
    return {"value": sample.VALUES[kind]}


@app.post("/json")
def json_body() -> str:
    return str(len(request.json["text"]))


@app.post("/form")
def form() -> str:
    return str(len(request.forms.text))


@app.post("/upload")
def upload() -> str:
    return str(len(request.files["file"].file.read()))


@app.post("/plain-form")
def plain_form() -> str:
    return "taken"


@app.get("/session")
def in_session() -> str:
    response.set_cookie("account", "ada", secret=sample.SECRET)
    return "stored"


@app.get("/cookie")
def cookie() -> str:
    response.set_cookie("colour", "green")
    return "set"


@app.get("/error")
def error() -> str:
    raise RuntimeError("the secret of the lab")


@app.get("/number/<number:int>")
def number(number: int) -> str:
    return str(number)


@app.get("/query")
def query() -> str:
    return request.query.tag


@app.get("/sync")
def sync() -> str:
    return sample.busy()


@app.get("/async")
async def asynchronous() -> str:
    return "async"


@app.get("/stream")
def stream() -> Iterator[bytes]:
    response.content_type = "text/plain"
    return sample.lines()


@app.get("/wait")
def wait() -> str:
    time.sleep(2)
    return "done"


@app.get("/text")
def text() -> str:
    return "café"


@app.get("/large")
def large() -> str:
    return sample.LARGE


@app.get("/dict")
def as_dict() -> dict[str, int]:
    return {"a": 1}


@app.get("/string")
def as_string() -> str:
    return "text"


@app.get("/static/<path:path>")
def static(path: str) -> bottle.HTTPResponse:
    return static_file(path, root=sample.STATIC)


if sample.DOUBLE:

    @app.get("/double")
    def first() -> str:
        return "first"

    @app.get("/double")
    def second() -> str:
        return "second"


if __name__ == "__main__":
    where = sample.address()
    if where is None:
        app.run()
    else:
        app.run(host=where[0], port=where[1], debug=True, reloader=True)
