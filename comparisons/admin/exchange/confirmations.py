"""What travels from a preview to its confirmation.

It travels in the page, signed, and nowhere else: any replica can take it, nothing has to be cleared away, and what
comes back is what was sent. django-import-export keeps uploads in a file of one machine, or in a cache of one process.
"""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from comparisons.admin.publishing import editor

__all__ = ["NotConfirmed", "TooMuch", "opened", "sealed"]

# After an hour one should look again.
VALID_FOR = 60 * 60
_SALT = "comparisons.admin.exchange"
# Beside it come the names of the fields and Django's own.
_SPARE = 10_000


class NotConfirmed(ValueError):
    """It is too old, was altered, or is another editor's. The message says so."""


class TooMuch(ValueError):
    """More than a page of a browser may send back."""


def sealed(request: HttpRequest, what: str, content: Any) -> str:
    """Return what a form carries. Raises TooMuch."""
    text = signing.dumps([what, editor(request).pk, content], salt=_SALT, compress=True)
    if len(text) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE - _SPARE:
        raise TooMuch
    return text


def opened(request: HttpRequest, what: str, text: str) -> Any:
    """Return what `sealed` was given. Raises NotConfirmed."""
    again = "Nothing was changed. Choose the file again."
    try:
        sent_what, author, content = signing.loads(text, salt=_SALT, max_age=VALID_FOR)
    except signing.SignatureExpired as error:
        raise NotConfirmed(f"You looked at this more than an hour ago. {again}") from error
    except signing.BadSignature as error:
        raise NotConfirmed(f"This confirmation is not one of ours, or was altered on its way. {again}") from error
    if (sent_what, author) != (what, editor(request).pk):
        raise NotConfirmed(f"This confirmation belongs to another page or another editor. {again}")
    return content
