"""Names of character codings in requests.

Python remembers every name that it is asked for, a coding or none, for as long as the process lives. So it is asked for
the names in its own list only, and a Content-Type is reduced to what this site reads.
"""

import codecs
import encodings
import re
from collections.abc import Iterable
from encodings.aliases import aliases
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_BOUNDARY = re.compile(r';\s*boundary=("?)([^\s";,]{1,70})\1\s*(?:;|$)', re.IGNORECASE)
_KNOWN = {*aliases, *aliases.values(), *(module.name for module in iter_modules(encodings.__path__))}


class ContentType:
    """WSGI middleware: leave the type and the boundary of forms. Forms are in UTF-8, as our pages are."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if given := environ.get("CONTENT_TYPE"):
            environ["CONTENT_TYPE"] = without_coding(given)
        return self.application(environ, start_response)


def without_coding(content_type: str) -> str:
    """Return a Content-Type without parameters, except for a boundary.

    >>> without_coding("multipart/form-data; charset=utf-8; boundary=abc")
    'multipart/form-data; boundary="abc"'
    """
    kind, boundary = content_type.partition(";")[0].strip(), _BOUNDARY.search(content_type)
    return f'{kind}; boundary="{boundary[2]}"' if boundary else kind


def forget_unknown_codings() -> None:
    """Let Python look only for codings of its own list. Call it once."""
    codecs.unregister(encodings.search_function)
    codecs.register(_found)


def _found(name: str) -> codecs.CodecInfo | None:
    return encodings.search_function(name) if name.replace("-", "_") in _KNOWN else None
