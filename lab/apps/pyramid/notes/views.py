import time

import colander
import sqlalchemy as sa
from pyramid.csrf import new_csrf_token
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response
from pyramid.security import remember
from pyramid.view import forbidden_view_config, view_config

from .models import Note, User
from .schemas import NoteSchema


def all_notes(request):
    return request.dbsession.scalars(sa.select(Note).order_by(Note.id)).all()


@view_config(route_name="hello", request_method="GET", renderer="json")
def hello(request):
    return {"message": "Hello, world"}


@view_config(route_name="index", request_method="GET", renderer="notes:templates/index.jinja2")
def index(request):
    return {"notes": all_notes(request), "errors": {}}


@view_config(route_name="add", request_method="POST", renderer="notes:templates/index.jinja2")
def add(request):
    try:
        note = NoteSchema().deserialize(request.POST)
    except colander.Invalid as error:
        request.response.status = 400
        return {"notes": all_notes(request), "errors": error.asdict()}
    request.dbsession.add(Note(**note))
    return HTTPSeeOther(request.route_url("index"))


@view_config(route_name="api_notes", request_method="GET", renderer="json")
def api_notes(request):
    return all_notes(request)


@view_config(route_name="api_notes", request_method="POST", renderer="json", require_csrf=False)
def api_add(request):
    try:
        note = Note(**NoteSchema().deserialize(request.json_body))
    except colander.Invalid as error:
        request.response.status = 400
        return {"errors": error.asdict()}
    except ValueError:
        request.response.status = 400
        return {"errors": {"": "The body is not JSON."}}
    request.dbsession.add(note)
    request.dbsession.flush()
    request.response.status = 201
    return note


@view_config(route_name="api_note", request_method="GET", renderer="json")
def api_note(request):
    note = request.dbsession.get(Note, int(request.matchdict["note_id"]))
    if note is None:
        raise HTTPNotFound()
    return note


@view_config(route_name="rows", request_method="GET", renderer="notes:templates/rows.jinja2")
def rows(request):
    return {"rows": [(f"Row {number}", number * 7) for number in range(1, 31)]}


@view_config(route_name="login", request_method="GET", renderer="notes:templates/login.jinja2")
def login_form(request):
    return {"message": ""}


@view_config(route_name="login", request_method="POST", renderer="notes:templates/login.jinja2")
def login(request):
    name = request.POST.get("username", "")
    user = request.dbsession.scalars(sa.select(User).where(User.name == name)).one_or_none()
    if user is None or not user.check_password(request.POST.get("password", "")):
        request.response.status = 400
        return {"message": "Wrong name or password."}
    request.session.invalidate()
    new_csrf_token(request)
    headers = remember(request, user.id)
    return HTTPSeeOther(request.route_url("private"), headers=headers)


@view_config(route_name="private", request_method="GET", renderer="notes:templates/private.jinja2", permission="read")
def private(request):
    return {"user": request.identity}


@forbidden_view_config()
def forbidden(request):
    return HTTPSeeOther(request.route_url("login"))


def lines():
    for number in range(1, 6):
        yield f"line {number}\n".encode()
        time.sleep(0.2)


@view_config(route_name="stream", request_method="GET")
def stream(request):
    return Response(app_iter=lines(), content_type="text/plain", charset="utf-8")


@view_config(route_name="error", request_method="GET")
def error(request):
    raise RuntimeError("the secret of the lab")
