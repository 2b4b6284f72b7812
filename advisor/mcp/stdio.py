"""The same methods over standard input and output, by the protocol's official SDK. No worker of the site loads it."""

from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import mcp_types as types
from asgiref.sync import sync_to_async
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from advisor.mcp.calls import Site
from advisor.mcp.messages import STATELESS, ProtocolError
from advisor.mcp.protocol import DESCRIPTION, INSTRUCTIONS, METHODS, NAME, TITLE, VERSION, result_of

Context = ServerRequestContext[Any]
Handler = Callable[[Context, types.RequestParams], Awaitable[dict[str, Any]]]


def serve(site: Callable[[], Site]) -> None:
    """Serve until standard input is closed. `site` reads which edition is current, for each request anew."""
    anyio.run(_serve, site)


async def _serve(site: Callable[[], Site]) -> None:
    server = server_of(site)
    async with stdio_server() as (read_stream, write_stream):
        await server.run(read_stream, write_stream, server.create_initialization_options())


def server_of(site: Callable[[], Site]) -> Server[Any]:
    """Return a server of the SDK whose handlers are our methods."""
    server: Server[Any] = Server(NAME, version=VERSION, title=TITLE, description=DESCRIPTION, instructions=INSTRUCTIONS)
    for method in (*METHODS, "server/discover"):
        server.add_request_handler(method, types.RequestParams, _handler(method, site))
    return server


def _handler(method: str, site: Callable[[], Site]) -> Handler:
    def result(context: Context) -> dict[str, Any]:
        params = {key: value for key, value in (context.params or {}).items() if key != "_meta"}
        return result_of(site(), method, params, stateless=context.protocol_version == STATELESS)

    async def handle(context: Context, params: types.RequestParams) -> dict[str, Any]:
        try:
            return await sync_to_async(result)(context)
        except ProtocolError as error:
            raise MCPError(error.code, error.message, error.data) from None

    return handle
