"""Methods of the Model Context Protocol -> results, for both transports and both revisions. Pure."""

from collections.abc import Callable

from advisor.mcp.calls import Site, ToolError, unknown
from advisor.mcp.messages import (
    HANDSHAKE,
    INVALID_PARAMS,
    METHOD_NOT_FOUND,
    RESOURCE_NOT_FOUND,
    STATELESS,
    Params,
    ProtocolError,
    Result,
)
from advisor.mcp.prompts import PROMPTS, prompt
from advisor.mcp.resources import UnknownResource, contents, listed_resources, templates
from advisor.mcp.tools import TOOLS

NAME, TITLE, VERSION = "framework-advisor", "Framework advisor", "1"
DESCRIPTION = "Python web frameworks compared with sources, and advice that says why, how sure, and what is unknown."
INSTRUCTIONS = (
    "Advice on Python web frameworks, from a catalogue whose every score has a reason and sources. For a choice, ask "
    "the user what `questions` says, then call `recommend`; give the user the pinned link, how sure it is and what is "
    "unknown. For facts, use `framework`, `compare` and `explain_score`. Scores and rankings come from these tools "
    "alone: do not guess them. Everything is read-only."
)
# How long clients may keep lists and resources, in milliseconds.
KEPT_FOR = 60_000


def list_tools(site: Site, params: Params) -> Result:
    _only_page(params)
    return {
        "tools": [
            {
                "name": tool.name,
                "title": tool.title,
                "description": tool.description,
                "inputSchema": tool.schema(),
                "annotations": {
                    "title": tool.title,
                    "readOnlyHint": True,
                    "destructiveHint": False,
                    "idempotentHint": True,
                    "openWorldHint": False,
                },
            }
            for tool in TOOLS
        ]
    }


def call_tool(site: Site, params: Params) -> Result:
    """Return the answer of a tool. What is wrong with arguments is an answer too, so that the assistant sees it."""
    name = params.get("name")
    tool = next((tool for tool in TOOLS if tool.name == name), None)
    if tool is None:
        raise ProtocolError(INVALID_PARAMS, unknown("There is no tool", str(name), [tool.name for tool in TOOLS]))
    arguments = params.get("arguments")
    try:
        return _text(tool.called(site, {} if arguments is None else arguments))
    except ToolError as error:
        return _text(str(error)) | {"isError": True}


def _text(text: str) -> Result:
    return {"content": [{"type": "text", "text": text}]}


def list_resources(site: Site, params: Params) -> Result:
    _only_page(params)
    return {"resources": listed_resources(site.current.catalogue)}


def list_templates(site: Site, params: Params) -> Result:
    _only_page(params)
    return {"resourceTemplates": list(templates())}


def read_resource(site: Site, params: Params) -> Result:
    address = params.get("uri")
    if not isinstance(address, str):
        raise ProtocolError(INVALID_PARAMS, "`uri` is the address of a resource, as `resources/list` has them.")
    try:
        return {"contents": [contents(site, address)]}
    except UnknownResource as error:
        raise ProtocolError(RESOURCE_NOT_FOUND, str(error), {"uri": address}) from None


def list_prompts(site: Site, params: Params) -> Result:
    _only_page(params)
    return {"prompts": list(PROMPTS)}


def get_prompt(site: Site, params: Params) -> Result:
    try:
        return prompt(site, params.get("name"), params.get("arguments"))
    except ToolError as error:
        raise ProtocolError(INVALID_PARAMS, str(error)) from None


def _only_page(params: Params) -> None:
    """Refuse a cursor: all lists have one page."""
    if params.get("cursor") is not None:
        raise ProtocolError(INVALID_PARAMS, "There is no further page: lists are answered whole.")


def initialize(site: Site, params: Params) -> Result:
    """Answer a handshake with the revision that was asked for, or the newest one that has a handshake."""
    asked = params.get("protocolVersion")
    if not isinstance(asked, str):
        raise ProtocolError(INVALID_PARAMS, "`protocolVersion` is missing.")
    return {
        "protocolVersion": asked if asked in HANDSHAKE else HANDSHAKE[-1],
        "capabilities": capabilities(),
        "serverInfo": server_info(site),
        "instructions": INSTRUCTIONS,
    }


def discover(site: Site, params: Params) -> Result:
    return {"supportedVersions": [STATELESS], "capabilities": capabilities(), "instructions": INSTRUCTIONS}


def ping(site: Site, params: Params) -> Result:
    return {}


def capabilities() -> Result:
    # Nothing changes while a client is connected, as far as this server tells.
    return {
        "tools": {"listChanged": False},
        "resources": {"listChanged": False, "subscribe": False},
        "prompts": {"listChanged": False},
    }


def server_info(site: Site) -> Result:
    return {
        "name": NAME,
        "title": TITLE,
        "version": VERSION,
        "description": DESCRIPTION,
        "websiteUrl": f"{site.origin}/",
    }


Method = Callable[[Site, Params], Result]

METHODS: dict[str, Method] = {
    "tools/list": list_tools,
    "tools/call": call_tool,
    "resources/list": list_resources,
    "resources/templates/list": list_templates,
    "resources/read": read_resource,
    "prompts/list": list_prompts,
    "prompts/get": get_prompt,
}
# Methods whose results clients may keep (STATELESS only).
KEPT = ("tools/list", "resources/list", "resources/templates/list", "resources/read", "prompts/list", "server/discover")
_OF_HANDSHAKE: dict[str, Method] = {"initialize": initialize, "ping": ping}
_OF_STATELESS: dict[str, Method] = {"server/discover": discover}
_SERVER_INFO = "io.modelcontextprotocol/serverInfo"


def result_of(site: Site, method: str, params: Params, *, stateless: bool) -> Result:
    """Return the result of a request, in the form of its revision. Raises ProtocolError."""
    methods = METHODS | (_OF_STATELESS if stateless else _OF_HANDSHAKE)
    if method not in methods:
        raise ProtocolError(METHOD_NOT_FOUND, unknown("There is no method", method, [*methods]))
    try:
        result = methods[method](site, params)
    except ProtocolError as error:
        if stateless and error.code == RESOURCE_NOT_FOUND:
            raise ProtocolError(INVALID_PARAMS, error.message, error.data) from None
        raise
    if not stateless:
        return result
    kept = {"ttlMs": KEPT_FOR, "cacheScope": "public"} if method in KEPT else {}
    return {"resultType": "complete", **kept, **result, "_meta": {_SERVER_INFO: {"name": NAME, "version": VERSION}}}
