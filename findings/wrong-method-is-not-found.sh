#!/usr/bin/env bash
# BlackSheep 2.6.4, Pyramid 2.1 and Robyn 0.88.0
# Expected: an address that exists, asked with a method that it does not have, answers 405 and says which it has.
# Seen: all three answer 404, as for an address that does not exist, and name no methods. BlackSheep and Robyn do so for
# HEAD on a page that GET shows, too.
# Why it matters: a client that sends PUT where POST was meant is told to look for a spelling mistake in the address,
# and a monitor that asks with HEAD reports that the page is gone.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'blacksheep==2.6.4' 'pyramid==2.1' 'robyn==0.88.0' uvicorn
cat >with_blacksheep.py <<'PY'
import sys

import uvicorn
from blacksheep import Application, get

app = Application()


@get("/page")
async def page():
    return "hello"


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]))
PY
cat >with_pyramid.py <<'PY'
import sys
from wsgiref.simple_server import make_server

from pyramid.config import Configurator
from pyramid.response import Response

with Configurator() as config:
    config.add_route("page", "/page")
    config.add_view(lambda request: Response("hello"), route_name="page", request_method="GET")
make_server("127.0.0.1", int(sys.argv[1]), config.make_wsgi_app()).serve_forever()
PY
cat >with_robyn.py <<'PY'
import sys

from robyn import Robyn

port = int(sys.argv.pop())
app = Robyn(__file__)


@app.get("/page")
async def page(request):
    return "hello"


app.start(host="127.0.0.1", port=port)
PY
for name in blacksheep pyramid robyn; do
    serve "with_$name.py"
    for method in GET HEAD PUT; do
        echo "$name: $(ask "$method" /page | cut -d ' ' -f -3)"
    done
    end_server
done >seen.txt
same "$(cat seen.txt)" 'blacksheep: GET /page: 200
blacksheep: HEAD /page: 404
blacksheep: PUT /page: 404
pyramid: GET /page: 200
pyramid: HEAD /page: 200
pyramid: PUT /page: 404
robyn: GET /page: 200
robyn: HEAD /page: 404
robyn: PUT /page: 404'
