"""The view at /mcp: the Model Context Protocol over streamable HTTP, always answered with JSON."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from advisor.mcp.calls import Site
from advisor.mcp.exchange import HEADERS, reply
from advisor.mcp.messages import Params, Result, refusal
from advisor.mcp.protocol import result_of
from advisor.mcp.responses import response_of
from advisor.operations import metrics
from comparisons.editions.store import UnknownEdition, edition
from comparisons.views.decorators import OtherSites, current_edition_of, other_sites_may

# The tool that works out advice.
ADVICE = "recommend"
# Bytes of a message: those of a project's files, as JSON.
_LARGEST = 2 * 2**20


@csrf_exempt  # no cookie is read, so that no form can do more than anybody
@other_sites_may(OtherSites.CALL)
def mcp(request: HttpRequest) -> HttpResponse:
    """Answer a message. Other methods are refused at once: an event stream would hold a worker and bring nothing."""
    if request.method != "POST":
        help_page = request.build_absolute_uri(reverse("advisor:assistants"))
        response = response_of(refusal(f"Assistants send POST requests here. {help_page} tells how.", 405))
        response.headers["Allow"] = "POST, OPTIONS"
        return response
    try:
        site = Site(
            current=current_edition_of(request),
            edition=edition,
            origin=request.build_absolute_uri(reverse("advisor:home")).rstrip("/"),
        )
    except UnknownEdition:
        return response_of(refusal("Nothing is published yet. Try again later.", 503))
    headers = {name: request.headers[name] for name in HEADERS if name in request.headers}
    return response_of(reply(partial(_counted, site), request.body, headers))


def _counted(site: Site, method: str, params: Params, *, stateless: bool) -> Result:
    """Return the result of a request, and count the advice among them."""
    result = result_of(site, method, params, stateless=stateless)
    if method == "tools/call" and params.get("name") == ADVICE and "isError" not in result:
        metrics.advice.inc()
    return result


mcp.largest = _LARGEST  # type: ignore[attr-defined]  # advisor/http/rate_limit.py
