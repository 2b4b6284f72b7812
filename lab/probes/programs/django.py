import json
import sys
import time

import sample
from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

# What `django-admin startproject` writes, for a machine in production.
settings.configure(
    SECRET_KEY=sample.SECRET,
    DEBUG=sample.DEVELOP,
    ALLOWED_HOSTS=["127.0.0.1"],
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    ROOT_URLCONF=__name__,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [sample.TEMPLATES],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sample.HERE / "db.sqlite3"}},
    STATIC_URL="static/",
    STATICFILES_DIRS=[sample.STATIC],
)


@require_GET
def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello")


def template(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, name, {"value": sample.MARKUP})


def values(request: HttpRequest, kind: str) -> HttpResponse:
    return JsonResponse({"value": sample.VALUES[kind]})


@csrf_exempt
@require_POST
def json_body(request: HttpRequest) -> HttpResponse:
    return HttpResponse(len(json.loads(request.body)["text"]))


@csrf_exempt
@require_POST
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(len(request.POST["text"]))


@csrf_exempt
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    return HttpResponse(len(request.FILES["file"].read()))


@require_POST
def plain_form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("taken")


def in_session(request: HttpRequest) -> HttpResponse:
    request.session["name"] = "ada"
    return HttpResponse("stored")


def cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("set")
    response.set_cookie("colour", "green")
    return response


def error(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the secret of the lab")


def number(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse(number)


def query(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.GET["tag"])


def sync(request: HttpRequest) -> HttpResponse:
    return HttpResponse(sample.busy())


async def asynchronous(request: HttpRequest) -> HttpResponse:
    return HttpResponse("async")


def stream(request: HttpRequest) -> HttpResponseBase:
    return StreamingHttpResponse(sample.lines(), content_type="text/plain")


def wait(request: HttpRequest) -> HttpResponse:
    time.sleep(2)
    return HttpResponse("done")


def text(request: HttpRequest) -> HttpResponse:
    return HttpResponse("café")


def large(request: HttpRequest) -> HttpResponse:
    return HttpResponse(sample.LARGE)


def as_dict(request: HttpRequest) -> dict[str, int]:
    return {"a": 1}


def as_string(request: HttpRequest) -> str:
    return "text"


def first(request: HttpRequest) -> HttpResponse:
    return HttpResponse("first")


def second(request: HttpRequest) -> HttpResponse:
    return HttpResponse("second")


urlpatterns = [
    path("", hello),
    path("template/<str:name>", template),
    path("json/<str:kind>", values),
    path("json", json_body),
    path("form", form),
    path("upload", upload),
    path("plain-form", plain_form),
    path("session", in_session),
    path("cookie", cookie),
    path("error", error),
    path("number/<int:number>", number),
    path("query", query),
    path("sync", sync),
    path("async", asynchronous),
    path("stream", stream),
    path("wait", wait),
    path("text", text),
    path("large", large),
    path("dict", as_dict),
    path("string", as_string),
]
if sample.DOUBLE:
    urlpatterns += [path("double", first), path("double", second)]

app = get_wsgi_application()

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
