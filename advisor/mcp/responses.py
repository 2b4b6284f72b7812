"""Answers to messages as HTTP responses."""

from django.http import HttpResponse

from advisor.mcp.messages import Reply


def response_of(reply: Reply) -> HttpResponse:
    """Return the response to a message; one to a notification is empty."""
    response = HttpResponse(reply.body, status=reply.status, content_type="application/json")
    if not reply.body:
        del response.headers["Content-Type"]
    response.headers["Cache-Control"] = "no-store"
    return response
