import time

import flask
import sample
from flask import Flask, Response, render_template, request, session
from flask.typing import ResponseReturnValue

app = Flask(__name__)
app.secret_key = sample.SECRET


@app.get("/")
def hello() -> ResponseReturnValue:
    return "Hello"


@app.get("/template/<name>")
def template(name: str) -> ResponseReturnValue:
    return render_template(name, value=sample.MARKUP)


@app.get("/json/<kind>")
def json(kind: str) -> ResponseReturnValue:
    return {"value": sample.VALUES[kind]}


@app.post("/json")
def json_body() -> ResponseReturnValue:
    return str(len(request.json["text"]))


@app.post("/form")
def form() -> ResponseReturnValue:
    return str(len(request.form["text"]))


@app.post("/upload")
def upload() -> ResponseReturnValue:
    return str(len(request.files["file"].read()))


@app.post("/plain-form")
def plain_form() -> ResponseReturnValue:
    return "taken"


@app.get("/session")
def in_session() -> ResponseReturnValue:
    session["name"] = "ada"
    return "stored"


@app.get("/cookie")
def cookie() -> ResponseReturnValue:
    response = flask.make_response("set")
    response.set_cookie("colour", "green")
    return response


@app.get("/error")
def error() -> ResponseReturnValue:
    raise RuntimeError("the secret of the lab")


@app.get("/number/<int:number>")
def number(number: int) -> ResponseReturnValue:
    return str(number)


@app.get("/query")
def query() -> ResponseReturnValue:
    return request.args["tag"]


@app.get("/sync")
def sync() -> ResponseReturnValue:
    return sample.busy()


@app.get("/async")
async def asynchronous() -> ResponseReturnValue:
    return "async"


@app.get("/stream")
def stream() -> ResponseReturnValue:
    return Response(sample.lines(), mimetype="text/plain")


@app.get("/wait")
def wait() -> ResponseReturnValue:
    time.sleep(2)
    return "done"


@app.get("/text")
def text() -> ResponseReturnValue:
    return "café"


@app.get("/large")
def large() -> ResponseReturnValue:
    return sample.LARGE


@app.get("/dict")
def as_dict() -> ResponseReturnValue:
    return {"a": 1}


@app.get("/string")
def as_string() -> ResponseReturnValue:
    return "text"


if sample.DOUBLE:

    @app.get("/double")
    def first() -> ResponseReturnValue:
        return "first"

    @app.get("/double")
    def second() -> ResponseReturnValue:
        return "second"
