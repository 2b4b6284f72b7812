import time

import sample
from pyramid.config import Configurator
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.session import SignedCookieSessionFactory


def hello(request: Request) -> Response:
    return Response("Hello")


def template(request: Request) -> Response:
    return render_to_response(f"templates/{request.matchdict['name']}", {"value": sample.MARKUP}, request=request)


def values(request: Request) -> dict[str, object]:
    return {"value": sample.VALUES[request.matchdict["kind"]]}


def json_body(request: Request) -> Response:
    return Response(str(len(request.json_body["text"])))


def form(request: Request) -> Response:
    return Response(str(len(request.POST["text"])))


def upload(request: Request) -> Response:
    return Response(str(len(request.POST["file"].file.read())))


def plain_form(request: Request) -> Response:
    return Response("taken")


def in_session(request: Request) -> Response:
    request.session["name"] = "ada"
    return Response("stored")


def cookie(request: Request) -> Response:
    response = Response("set")
    response.set_cookie("colour", "green")
    return response


def error(request: Request) -> Response:
    raise RuntimeError("the secret of the lab")


def number(request: Request) -> Response:
    return Response(request.matchdict["number"])


def query(request: Request) -> Response:
    return Response(request.params["tag"])


def sync(request: Request) -> Response:
    return Response(sample.busy())


async def asynchronous(request: Request) -> Response:
    return Response("async")


def stream(request: Request) -> Response:
    return Response(app_iter=sample.lines(), content_type="text/plain")


def wait(request: Request) -> Response:
    time.sleep(2)
    return Response("done")


def text(request: Request) -> Response:
    return Response("café")


def large(request: Request) -> Response:
    return Response(sample.LARGE)


def as_dict(request: Request) -> dict[str, int]:
    return {"a": 1}


def as_string(request: Request) -> str:
    return "text"


def first(request: Request) -> Response:
    return Response("first")


def second(request: Request) -> Response:
    return Response("second")


def configured() -> Configurator:
    config = Configurator(session_factory=SignedCookieSessionFactory(sample.SECRET))
    config.include("pyramid_jinja2")
    for extension in (".html", ".htm", ".xml", ".svg", ".txt", ".jinja"):
        config.add_jinja2_renderer(extension)
    config.add_static_view("static", str(sample.STATIC))
    for name, pattern, view, options in ROUTES:
        config.add_route(name, pattern)
        config.add_view(view, route_name=name, **options)
    if sample.DOUBLE:
        config.add_route("double", "/double")
        config.add_view(first, route_name="double")
        config.add_view(second, route_name="double")
    return config


ROUTES = [
    ("hello", "/", hello, {"request_method": "GET"}),
    ("template", "/template/{name}", template, {}),
    ("values", "/json/{kind}", values, {"renderer": "json"}),
    ("json", "/json", json_body, {"request_method": "POST"}),
    ("form", "/form", form, {"request_method": "POST"}),
    ("upload", "/upload", upload, {"request_method": "POST"}),
    ("plain-form", "/plain-form", plain_form, {"request_method": "POST"}),
    ("session", "/session", in_session, {}),
    ("cookie", "/cookie", cookie, {}),
    ("error", "/error", error, {}),
    ("number", r"/number/{number:\d+}", number, {}),
    ("query", "/query", query, {}),
    ("sync", "/sync", sync, {}),
    ("async", "/async", asynchronous, {}),
    ("stream", "/stream", stream, {}),
    ("wait", "/wait", wait, {}),
    ("text", "/text", text, {}),
    ("large", "/large", large, {}),
    ("dict", "/dict", as_dict, {}),
    ("string", "/string", as_string, {}),
]
app = configured().make_wsgi_app()


def main(global_config: dict[str, str], **settings: str) -> object:
    """The application for `pserve program.ini`."""
    return app
