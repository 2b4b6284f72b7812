"""Sessions in the database, as Django has them, that tell a database which refuses to write from a deleted session.

Django answers both with "bad request". An editor who has just saved something would then be unable to read any page
while the database is read-only, since the message about it cannot be taken out of the session.
"""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse


class SessionStore(db.SessionStore):
    def save(self, must_create: bool = False) -> None:
        """Save the session. Raises UpdateError if it was deleted, and DatabaseError if the database refuses it."""
        try:
            super().save(must_create)
        except UpdateError as error:
            cause = error.__context__
            # A row that is gone is a plain DatabaseError; what a database says itself is one of its subclasses.
            if isinstance(cause, DatabaseError) and type(cause) is not DatabaseError:
                raise cause from None
            raise


class Sessions(SessionMiddleware):
    """Middleware: a page can be read even if its session cannot be saved."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except (DatabaseError, InterfaceError):
            if request.method not in ("GET", "HEAD"):
                raise
            return response
