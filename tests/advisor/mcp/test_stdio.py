"""The official SDK serves the same methods over standard input and output."""

import asyncio

import pytest
from mcp import Client, MCPError

from advisor.mcp.protocol import result_of
from advisor.mcp.stdio import server_of
from advisor.mcp.tools import TOOLS
from tests.advisor.mcp.sites import ANSWERS


def ask(site, mode, questions):
    """Return what `questions`, a function of a client, returns."""

    async def asked():
        async with Client(server_of(lambda: site), mode=mode, cache=None) as client:
            return await questions(client)

    return asyncio.run(asked())


@pytest.mark.parametrize(("mode", "revision"), [("legacy", "2025-11-25"), ("2026-07-28", "2026-07-28")])
def test_the_sdk_gives_the_same_answers(site, mode, revision):
    async def questions(client):
        tools = await client.list_tools()
        answer = await client.call_tool("recommend", {"answers": ANSWERS})
        mistake = await client.call_tool("framework", {"framework": "djagno", "other": 1})
        resource = await client.read_resource("advisor://criteria/admin")
        prompt = await client.get_prompt("choose_framework")
        return client.protocol_version, client.server_info, tools, answer, mistake, resource, prompt

    version, info, tools, answer, mistake, resource, prompt = ask(site, mode, questions)
    assert version == revision
    assert info is None or (info.name, info.version) == ("framework-advisor", "1")
    assert [tool.name for tool in tools.tools] == [tool.name for tool in TOOLS]
    ours = result_of(site, "tools/call", {"name": "recommend", "arguments": {"answers": ANSWERS}}, stateless=False)
    assert answer.content[0].text == ours["content"][0]["text"]
    assert mistake.is_error
    assert "There is no argument 'other'" in mistake.content[0].text
    assert '"slug":"admin"' in resource.contents[0].text
    assert prompt.messages[0].role == "user"


@pytest.mark.parametrize("mode", ["legacy", "2026-07-28"])
def test_an_unknown_tool_is_an_error_of_the_protocol(site, mode):
    async def questions(client):
        with pytest.raises(MCPError, match="Nearest: recommend") as error:
            await client.call_tool("recomend", {})
        return error.value.code

    assert ask(site, mode, questions) == -32602
