"""Problem details (RFC 9457) as HTTP responses."""

import msgspec
from django.http import HttpResponse

from advisor.api.types import PROBLEM_TYPE, ParameterError, problem


def problem_response(
    status: int, detail: str, errors: tuple[ParameterError, ...] = (), allow: str = ""
) -> HttpResponse:
    """Return a problem as a response. `allow` lists the allowed methods, for status 405."""
    body = msgspec.json.encode(problem(status, detail, errors))
    return HttpResponse(body, status=status, content_type=PROBLEM_TYPE, headers={"Allow": allow} if allow else {})
