"""The protocol's messages: what is read from a body, results and errors. Pure."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

# Where they are received.
ADDRESS = "/mcp"

# Revisions that begin with a handshake, and the one in which each request stands alone.
HANDSHAKE = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")
STATELESS = "2026-07-28"

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS, INTERNAL_ERROR = -32700, -32600, -32601, -32602, -32603
RESOURCE_NOT_FOUND = -32002  # INVALID_PARAMS from revision 2026-07-28 on
HEADER_MISMATCH, UNSUPPORTED_VERSION = -32020, -32022

Params = dict[str, Any]
Result = dict[str, Any]


class ProtocolError(Exception):
    """An error of the protocol: its code, a message for the assistant, and data for the client."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        super().__init__(message)
        self.code, self.message, self.data = code, message, data


class Message(Struct, frozen=True):
    """A request, or a notification, which has no `id`."""

    jsonrpc: Literal["2.0"]
    method: str
    params: Params = {}
    id: int | str | UnsetType = UNSET


class Reply(Struct, frozen=True):
    status: int
    body: bytes = b""


def read_message(body: bytes) -> Message:
    """Return the message in a body. Raises ProtocolError."""
    try:
        return msgspec.json.decode(body, type=Message)
    except msgspec.ValidationError:
        detail = "A body is one request or notification of JSON-RPC 2.0, and its `id` a whole number or a text."
        raise ProtocolError(INVALID_REQUEST, detail) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ProtocolError(PARSE_ERROR, "The body is not JSON.") from None


def result_reply(result: Result, id_: int | str) -> Reply:
    return _encoded(200, {"id": id_, "result": result})


def error_reply(error: ProtocolError, id_: int | str | None, status: int) -> Reply:
    """Return an error as the answer to a message; without `id_` if that could not be read."""
    data = {} if error.data is None else {"data": error.data}
    return _encoded(status, {"id": id_, "error": {"code": error.code, "message": error.message, **data}})


def refusal(words: str, status: int) -> Reply:
    """Return the answer where something is wrong on our side, or too much was asked, before a message was read."""
    return error_reply(ProtocolError(INTERNAL_ERROR, words), None, status)


def _encoded(status: int, content: Mapping[str, Any]) -> Reply:
    return Reply(status, msgspec.json.encode({"jsonrpc": "2.0", **content}))
