#!/usr/bin/env bash
# Django 5.2.19
# Expected: a body that is larger than the limit gives 413, as in aiohttp, Bottle, Litestar and Quart; and a framework
# made for large sites takes a JSON body of three megabytes.
# Seen: reading request.body over 2.5 MiB gives 400, "Bad Request", with nothing about a size. An uploaded file of the
# same size is taken, since the limit leaves files out.
# Why it matters: the client looks for an error in its JSON and finds none. Somebody has to know the setting
# DATA_UPLOAD_MAX_MEMORY_SIZE to see what happened.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'django==5.2.19'
cat >program.py <<'PY'
import io

import django
from django.conf import settings
from django.http import HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, SECRET_KEY="for this program only", ALLOWED_HOSTS=["testserver"])
django.setup()


def data(request):
    return HttpResponse(len(request.body))


def upload(request):
    return HttpResponse(request.FILES["file"].size)


urlpatterns = [path("data", data), path("upload", upload)]

from django.test import Client  # noqa: E402

client = Client()
for megabytes in (2, 3):
    text = '"' + "x" * megabytes * 1024 * 1024 + '"'
    print(f"JSON of {megabytes} MiB:", client.post("/data", text, content_type="application/json").status_code)
    file = io.BytesIO(text.encode())
    print(f"file of {megabytes} MiB:", client.post("/upload", {"file": file}).status_code)
PY
same "$(timeout 120 python program.py 2>errors.txt)" 'JSON of 2 MiB: 200
file of 2 MiB: 200
JSON of 3 MiB: 400
file of 3 MiB: 200'
