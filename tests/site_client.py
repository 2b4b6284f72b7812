"""A test client for the whole site, with the request log and the response cache."""

from contextlib import contextmanager

from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse
from django.http.response import ResponseHeaders
from django.test import Client
from django.test.client import ClientHandler

from advisor.http.codings import ContentType
from advisor.http.request_log import RequestLog
from advisor.http.response_cache import ResponseCache


class Django(ClientHandler):
    """Django as a WSGI application. `requests` counts its requests, `response` is its last response."""

    requests, response = 0, None

    def __call__(self, environ, start_response):
        if self._middleware_chain is None:
            self.load_middleware()
        self.requests += 1
        request_started.send(sender=self.__class__, environ=environ)
        request = WSGIRequest(environ)
        request._dont_enforce_csrf_checks = not self.enforce_csrf_checks
        response = self.response = self.get_response(request)
        response.wsgi_request = request
        cookies = [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items(), *cookies])
        return response


class Site:
    """The site with an empty response cache, as a handler of Django's test client."""

    def __init__(self, enforce_csrf_checks=True):
        self.django = Django(enforce_csrf_checks)
        self.cache = ResponseCache(self.django)
        self.application = RequestLog(ContentType(self.cache))

    def answer(self, environ):
        """Return status, headers and body of the WSGI application's response."""
        sent = []
        with _connections_open():
            body = self.application(environ, lambda status, headers, exc_info=None: sent.append((status, headers)))
            content = b"".join(body)
            if hasattr(body, "close"):
                body.close()
        [(status, headers)] = sent
        return status, headers, content

    def __call__(self, environ):
        """Return Django's response with the headers and body as sent, or a new one if it came from the cache."""
        before = self.django.requests
        status, headers, content = self.answer({**environ})
        if self.django.requests > before:
            response = self.django.response
        else:
            response = HttpResponse(status=int(status[:3]))
            response.wsgi_request = WSGIRequest(environ)
        if response.streaming:
            response.streaming_content = [content]
        else:
            response.content = content
        response.headers = ResponseHeaders({name: value for name, value in headers if name != "Set-Cookie"})
        return response


@contextmanager
def _connections_open():
    """Keep the database connection of a test open between requests, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class SiteClient(Client):
    def __init__(self, enforce_csrf_checks=False, **defaults):
        super().__init__(enforce_csrf_checks, **defaults)
        self.handler = Site(enforce_csrf_checks)
