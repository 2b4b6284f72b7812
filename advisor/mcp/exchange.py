"""A message over HTTP -> status and body of its answer. Each request stands alone, in every revision. Pure."""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any, Protocol

from msgspec import UNSET

from advisor.mcp.messages import (
    HANDSHAKE,
    HEADER_MISMATCH,
    INVALID_PARAMS,
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    PARSE_ERROR,
    STATELESS,
    UNSUPPORTED_VERSION,
    Message,
    Params,
    ProtocolError,
    Reply,
    Result,
    error_reply,
    read_message,
    result_reply,
)

# Of all other errors the status is 200. Before STATELESS it is 200 for every request that could be read.
_STATUS = {
    PARSE_ERROR: 400,
    INVALID_REQUEST: 400,
    INVALID_PARAMS: 400,
    HEADER_MISMATCH: 400,
    UNSUPPORTED_VERSION: 400,
    METHOD_NOT_FOUND: 404,
}
VERSION_HEADER, METHOD_HEADER, NAME_HEADER = HEADERS = ("MCP-Protocol-Version", "Mcp-Method", "Mcp-Name")
# Which parameter `Mcp-Name` repeats.
_NAMED_BY = {"tools/call": "name", "prompts/get": "name", "resources/read": "uri"}
_VERSION_KEY = "io.modelcontextprotocol/protocolVersion"
_CAPABILITIES_KEY = "io.modelcontextprotocol/clientCapabilities"
_BASE64 = re.compile(r"=\?base64\?(.*)\?=")


class ResultOf(Protocol):
    """What works out the result of a request, in the form of its revision; it raises ProtocolError."""

    def __call__(self, method: str, params: Params, *, stateless: bool) -> Result: ...


def reply(result_of: ResultOf, body: bytes, headers: Mapping[str, str]) -> Reply:
    """Return the answer to a message. `headers` have their names as in HEADERS."""
    version = headers.get(VERSION_HEADER)
    try:
        message = read_message(body)
    except ProtocolError as error:
        return error_reply(error, None, _STATUS[error.code])
    is_stateless = version == STATELESS or _VERSION_KEY in _meta(message)
    try:
        if message.id is UNSET:
            _check_version(version)
            return Reply(202)
        if is_stateless:
            _check_envelope(message, headers)
        elif message.method != "initialize":
            _check_version(version)
        return result_reply(result_of(message.method, message.params, stateless=is_stateless), message.id)
    except ProtocolError as error:
        is_refused = is_stateless or error.code == UNSUPPORTED_VERSION
        status = _STATUS.get(error.code, 200) if is_refused else 200
        return error_reply(error, None if message.id is UNSET else message.id, status)


def _meta(message: Message) -> dict[str, Any]:
    meta = message.params.get("_meta")
    return meta if isinstance(meta, dict) else {}


def _check_version(version: str | None) -> None:
    if version is not None and version not in (*HANDSHAKE, STATELESS):
        raise _unsupported(version)


def _unsupported(version: str) -> ProtocolError:
    data = {"supported": [STATELESS], "requested": version}
    return ProtocolError(UNSUPPORTED_VERSION, f"The newest revisions here are {HANDSHAKE[-1]} and {STATELESS}.", data)


def _check_envelope(message: Message, headers: Mapping[str, str]) -> None:
    """Check what a request without a handshake has to say of itself. Raises ProtocolError."""
    meta = _meta(message)
    for key in (_VERSION_KEY, _CAPABILITIES_KEY):
        if key not in meta:
            raise ProtocolError(INVALID_PARAMS, f"`params._meta` lacks `{key}`.")
    named = message.params.get(_NAMED_BY.get(message.method, ""))
    expected = {VERSION_HEADER: meta[_VERSION_KEY], METHOD_HEADER: message.method, NAME_HEADER: named}
    for header, value in expected.items():
        if value is not None and _decoded(headers.get(header)) != value:
            raise ProtocolError(HEADER_MISMATCH, f"The header {header} does not say what the body says.")
    if meta[_VERSION_KEY] != STATELESS:
        raise _unsupported(str(meta[_VERSION_KEY]))


def _decoded(value: str | None) -> str | None:
    """Return the text of a header, which may be in base64; None if that is broken."""
    found = _BASE64.fullmatch(value) if value is not None else None
    if found is None:
        return value
    try:
        return base64.b64decode(found[1], validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
