"""The page that tells how to add the advisor to an assistant."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from msgspec import Struct

from advisor.api.reference import prose_parts
from advisor.mcp.calls import MOST_BYTES, USUAL_BYTES
from advisor.mcp.prompts import PROMPTS
from advisor.mcp.protocol import NAME
from advisor.mcp.tools import TOOLS
from comparisons.editions.store import Edition
from comparisons.views.decorators import on_current_edition


class Client(Struct, frozen=True):
    """A client and the line that adds the advisor to it: a command, or what goes into a file or a field."""

    name: str
    line: str
    where: str = ""


@on_current_edition
def assistants(request: HttpRequest, edition: Edition) -> HttpResponse:
    server = request.build_absolute_uri(reverse("advisor:mcp"))
    context = {
        "edition": edition,
        "server": server,
        "clients": clients(server),
        "local": f"claude mcp add {NAME} -- make -s -C /path/to/{NAME} mcp",
        "tools": [(tool, prose_parts(tool.description)) for tool in TOOLS],
        "prompts": PROMPTS,
        "usual_bytes": f"{USUAL_BYTES:,}",
        "most_bytes": f"{MOST_BYTES:,}",
    }
    return render(request, "advisor/assistants.html", context)


def clients(server: str) -> tuple[Client, ...]:
    """Return the usual clients, each with a line for the server at this address."""
    for_cursor = {"mcpServers": {NAME: {"url": server}}}
    for_code = {"name": NAME, "type": "http", "url": server}
    return (
        Client("Claude Code", f"claude mcp add --transport http {NAME} {server}"),
        Client("Codex", f"codex mcp add {NAME} --url {server}"),
        Client("Gemini CLI", f"gemini mcp add --transport http {NAME} {server}"),
        Client("VS Code", f"code --add-mcp '{json.dumps(for_code)}'"),
        Client("Cursor", json.dumps(for_cursor), where="In .cursor/mcp.json:"),
        Client("Claude, ChatGPT and others", server, where="As the address of a custom connector:"),
    )
