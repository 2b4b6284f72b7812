"""Messages over HTTP, in both revisions: results, errors with their codes, and statuses."""

import json
from functools import partial

import pytest

from advisor.mcp.exchange import reply
from advisor.mcp.protocol import METHODS, result_of
from tests.advisor.mcp.sites import ANSWERS, ORIGIN

MODERN = "2026-07-28"
META = {"io.modelcontextprotocol/protocolVersion": MODERN, "io.modelcontextprotocol/clientCapabilities": {}}


def send(site, method, params=None, *, headers=None, **fields):
    """Send a request with a handshake's revision; return status and what came back."""
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}} | fields
    answer = reply(partial(result_of, site), json.dumps(message).encode(), headers or {})
    return answer.status, json.loads(answer.body) if answer.body else None


def send_modern(site, method, params=None, *, meta=META, headers=None):
    params = {**(params or {}), "_meta": meta}
    own = {"MCP-Protocol-Version": MODERN, "Mcp-Method": method}
    named = params.get("name") or params.get("uri")
    return send(site, method, params, headers={**own, **({"Mcp-Name": named} if named else {}), **(headers or {})})


@pytest.mark.parametrize(
    ("asked", "got"),
    [("2025-11-25", "2025-11-25"), ("2025-03-26", "2025-03-26"), ("2026-07-28", "2025-11-25"), ("1999", "2025-11-25")],
)
def test_a_handshake_agrees_on_a_revision(site, asked, got):
    status, answer = send(site, "initialize", {"protocolVersion": asked, "capabilities": {}, "clientInfo": {}})
    assert status == 200
    assert answer["result"]["protocolVersion"] == got
    assert answer["result"]["serverInfo"]["name"] == "framework-advisor"
    assert answer["result"]["serverInfo"]["version"]
    assert set(answer["result"]["capabilities"]) == {"tools", "resources", "prompts"}


def test_a_notification_is_taken_without_an_answer(site):
    message = b'{"jsonrpc": "2.0", "method": "notifications/initialized"}'
    answer = reply(partial(result_of, site), message, {"MCP-Protocol-Version": "2025-11-25"})
    assert (answer.status, answer.body) == (202, b"")


def test_without_a_handshake_the_server_is_discovered(site):
    status, answer = send_modern(site, "server/discover")
    assert status == 200
    assert answer["result"]["supportedVersions"] == [MODERN]
    assert answer["result"]["resultType"] == "complete"
    assert answer["result"]["cacheScope"] == "public"


@pytest.mark.parametrize("method", [method for method in METHODS if method.endswith("/list")])
def test_lists_are_the_same_in_both_revisions(site, method):
    (_, old), (_, new) = send(site, method), send_modern(site, method)
    told = {"resultType", "ttlMs", "cacheScope", "_meta"}
    assert {key: value for key, value in new["result"].items() if key not in told} == old["result"]
    assert told <= set(new["result"])


def test_a_tool_answers_alike_in_both_revisions(site):
    params = {"name": "recommend", "arguments": {"answers": ANSWERS}}
    (_, old), (_, new) = send(site, "tools/call", params), send_modern(site, "tools/call", params)
    assert new["result"]["content"] == old["result"]["content"]
    assert f"{ORIGIN}/advise/result/?edition=2&" in old["result"]["content"][0]["text"]
    assert len(json.dumps(new, ensure_ascii=False, separators=(",", ":")).encode()) <= 2000


def test_a_mistake_in_arguments_is_an_answer_that_the_assistant_sees(site):
    status, answer = send(site, "tools/call", {"name": "framework", "arguments": {"framework": "djagno"}})
    assert status == 200
    assert answer["result"]["isError"] is True
    assert "Nearest: django" in answer["result"]["content"][0]["text"]


def test_every_resource_that_is_listed_can_be_read(site):
    _, listed = send(site, "resources/list")
    for resource in listed["result"]["resources"]:
        _, answer = send(site, "resources/read", {"uri": resource["uri"]})
        [content] = answer["result"]["contents"]
        assert content["mimeType"] == "application/json"
        assert json.loads(content["text"])["edition"]["number"] == 2


def test_a_resource_of_an_older_edition_can_be_read(site):
    _, answer = send(site, "resources/read", {"uri": "advisor://frameworks/robyn?edition=1"})
    assert json.loads(answer["result"]["contents"][0]["text"])["framework"]["status"] == "published"


def test_the_prompt_walks_through_the_wizard(site):
    _, answer = send(site, "prompts/get", {"name": "choose_framework", "arguments": {"project": "A shop."}})
    [message] = answer["result"]["messages"]
    text = message["content"]["text"]
    assert "What is known of the project:\nA shop.\n" in text
    assert "- build: What are you building?" in text


@pytest.mark.parametrize(
    ("method", "params", "code", "said"),
    [
        ("tools/call", {"name": "recomend"}, -32602, "Nearest: recommend."),
        ("tools/call", {}, -32602, "There is no tool"),
        ("tools/lst", {}, -32601, "Nearest: tools/list"),
        ("server/discover", {}, -32601, "There is no method"),
        ("tools/list", {"cursor": "x"}, -32602, "no further page"),
        ("resources/read", {"uri": "advisor://frameworks/djagno"}, -32002, "Nearest: django"),
        ("resources/read", {"uri": "advisor://framework/django"}, -32002, "Nearest: advisor://frameworks"),
        ("resources/read", {"uri": "advisor://starting_points/x"}, -32002, "has no single things"),
        ("resources/read", {"uri": "advisor://["}, -32002, "cannot be read"),
        ("resources/read", {"uri": "advisor://frameworks?edition=x"}, -32002, "whole number"),
        ("resources/read", {}, -32602, "`uri`"),
        ("prompts/get", {"name": "chose_framework"}, -32602, "Nearest: choose_framework."),
        ("prompts/get", {"name": "choose_framework", "arguments": {"projct": ""}}, -32602, "Nearest: project."),
        ("initialize", {}, -32602, "`protocolVersion`"),
    ],
)
def test_an_error_has_its_code_and_the_nearest_names(site, method, params, code, said):
    status, answer = send(site, method, params)
    assert (status, answer["id"], answer["error"]["code"]) == (200, 1, code)
    assert said in answer["error"]["message"]


@pytest.mark.parametrize(
    ("method", "params", "status", "code"),
    [
        ("tools/call", {"name": "recomend"}, 400, -32602),
        ("tools/lst", {}, 404, -32601),
        ("initialize", {"protocolVersion": MODERN}, 404, -32601),
        ("ping", {}, 404, -32601),
        ("resources/read", {"uri": "advisor://frameworks/djagno"}, 400, -32602),
    ],
)
def test_without_a_handshake_errors_have_statuses_of_their_own(site, method, params, status, code):
    got, answer = send_modern(site, method, params)
    assert (got, answer["error"]["code"]) == (status, code)


@pytest.mark.parametrize(
    ("meta", "headers", "code"),
    [
        ({}, {}, -32602),
        ({"io.modelcontextprotocol/protocolVersion": MODERN}, {}, -32602),
        (META, {"Mcp-Method": "tools/call"}, -32020),
        (META, {"MCP-Protocol-Version": "2025-11-25"}, -32020),
        (META | {"io.modelcontextprotocol/protocolVersion": "2027-01-01"}, {}, -32020),
        (
            META | {"io.modelcontextprotocol/protocolVersion": "2027-01-01"},
            {"MCP-Protocol-Version": "2027-01-01"},
            -32022,
        ),
    ],
)
def test_a_request_without_a_handshake_says_what_it_is_and_headers_agree(site, meta, headers, code):
    status, answer = send_modern(site, "tools/list", meta=meta, headers=headers)
    assert (status, answer["error"]["code"]) == (400, code)


def test_a_name_in_a_header_may_be_encoded(site):
    params = {"uri": "advisor://criteria/admin"}
    encoded = {"Mcp-Name": "=?base64?YWR2aXNvcjovL2NyaXRlcmlhL2FkbWlu?="}
    assert send_modern(site, "resources/read", params, headers=encoded)[0] == 200
    assert send_modern(site, "resources/read", params, headers={"Mcp-Name": "=?base64?%%?="})[0] == 400


def test_an_unknown_revision_is_refused_with_those_there_are(site):
    status, answer = send(site, "tools/list", headers={"MCP-Protocol-Version": "2031-01-01"})
    assert (status, answer["error"]["code"]) == (400, -32022)
    assert answer["error"]["data"] == {"supported": [MODERN], "requested": "2031-01-01"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", -32700),
        (b"{", -32700),
        (b"\xff\xfe", -32700),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": {"x": NaN}}', -32700),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": {"x": ' + b"[" * 10_000, -32700),
        (b"[]", -32600),
        (b"1", -32600),
        (b"null", -32600),
        (b"{}", -32600),
        (b'[{"jsonrpc": "2.0", "id": 1, "method": "ping"}]', -32600),
        (b'{"jsonrpc": "1.0", "id": 1, "method": "ping"}', -32600),
        (b'{"jsonrpc": "2.0", "id": null, "method": "ping"}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1.5, "method": "ping"}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1, "method": 7}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1, "result": {}}', -32600),
    ],
)
def test_what_is_no_message_is_refused(site, body, code):
    answer = reply(partial(result_of, site), body, {})
    assert answer.status == 400
    assert json.loads(answer.body)["error"]["code"] == code
    assert json.loads(answer.body)["id"] is None
