#!/usr/bin/env bash
# Tornado 6.6.1
# Expected: get_argument("note") gives what was sent under that name in the query.
# Seen: spaces and line ends at both ends are removed unless strip=False is given, and a field of that name in the body
# of the form wins over the query, although the call does not say that it looks there.
# Why it matters: a text that is indented, a password that ends with a space, or a signature computed over the value as
# it was sent no longer fits what the client has.
set -euo pipefail
# shellcheck source=common.bash
source "$(dirname "${BASH_SOURCE[0]}")/common.bash"

install 'tornado==6.6.1'
cat >app.py <<'PY'
import asyncio
import sys

from tornado.web import Application, RequestHandler


class Note(RequestHandler):
    def get(self):
        self.write(ascii([self.get_argument("note"), self.get_argument("note", strip=False)]))

    post = get


async def main():
    Application([("/", Note)]).listen(int(sys.argv[1]), "127.0.0.1")
    await asyncio.Event().wait()


asyncio.run(main())
PY
serve app.py
same "$(ask GET '/?note=%20four%0A'; ask POST '/?note=query' 'note=body' application/x-www-form-urlencoded)" \
    "GET /?note=%20four%0A: 200 text/html ['four', ' four\\n']
POST /?note=query: 200 text/html ['body', 'body']"
