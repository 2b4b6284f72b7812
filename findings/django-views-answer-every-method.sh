#!/usr/bin/env bash
# Django 5.2.19 and Flask 3.1.3
# Expected: a view that says nothing about methods shows its page for GET and refuses the rest, as in Flask.
# Seen: Django calls it for DELETE, PUT and OPTIONS as well, and even for a method that does not exist. Only class-based
# views and the decorators of django.views.decorators.http refuse.
# Why it matters: OPTIONS of such a page costs as much as the page and tells a client nothing; and a view that changes
# something "when the method is not GET" does so for any word.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'django==5.2.19' 'flask==3.1.3'
cat >with_django.py <<'PY'
import sys
from wsgiref.simple_server import make_server

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, SECRET_KEY="for this program only", ALLOWED_HOSTS=["127.0.0.1"])
urlpatterns = [path("", lambda request: HttpResponse("hello"))]
make_server("127.0.0.1", int(sys.argv[1]), get_wsgi_application()).serve_forever()
PY
cat >with_flask.py <<'PY'
import sys

from flask import Flask

app = Flask(__name__)


@app.route("/")
def index():
    return "hello"


app.run(host="127.0.0.1", port=int(sys.argv[1]))
PY
for name in django flask; do
    serve "with_$name.py"
    for method in GET OPTIONS DELETE FROBNICATE; do
        echo "$name: $(ask "$method" / | cut -d ' ' -f -5)"
    done
    end_server
done >seen.txt
same "$(cat seen.txt)" 'django: GET /: 200 text/html hello
django: OPTIONS /: 200 text/html hello
django: DELETE /: 200 text/html hello
django: FROBNICATE /: 200 text/html hello
flask: GET /: 200 text/html hello
flask: OPTIONS /: 200 text/html
flask: DELETE /: 405 text/html <!doctype
flask: FROBNICATE /: 405 text/html <!doctype'
