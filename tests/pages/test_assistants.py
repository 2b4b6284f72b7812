"""What assistants find without tools: llms.txt, and the page that tells how to add the tools."""

import json
import re

import pytest

from advisor.mcp.tools import TOOLS


def test_llms_txt_is_an_overview_whose_links_exist(client, shipped_edition, shipped):
    response = client.get("/llms.txt")
    text = response.content.decode()
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith("# Framework advisor\n\n> Python web frameworks")
    for framework in shipped.public_frameworks.values():
        assert f"[{framework.name}](http://testserver/frameworks/{framework.slug}.md)" in text
    for question in shipped.questions:
        assert all(f"`{choice.slug}`" in text for choice in question.choices)
    for link in re.findall(r"\]\(http://testserver([^)]+)\)", text):
        assert client.get(link).status_code == (405 if link == "/mcp" else 200), link


def test_before_the_first_edition_llms_txt_says_so(client, db):
    assert client.get("/llms.txt").status_code == 503


def test_the_page_has_a_line_for_each_client(client, shipped_edition):
    body = client.get("/assistants/").content.decode()
    server = "http://testserver/mcp"
    for line in (
        f"claude mcp add --transport http framework-advisor {server}",
        f"codex mcp add framework-advisor --url {server}",
        f"gemini mcp add --transport http framework-advisor {server}",
    ):
        assert f"<code>{line}</code>" in body
    for tool in TOOLS:
        assert f"<code>{tool.name}</code>" in body


def test_what_goes_into_a_file_is_json(client, shipped_edition):
    text = client.get("/assistants.md").content.decode()
    found = [json.loads(one) for one in re.findall(r"\{\".*\}", text)]
    assert {"mcpServers": {"framework-advisor": {"url": "http://testserver/mcp"}}} in found
    assert {"name": "framework-advisor", "type": "http", "url": "http://testserver/mcp"} in found


@pytest.mark.parametrize("page", ["/", "/api/"])
def test_footer_and_api_lead_to_the_page(client, shipped_edition, page):
    assert 'href="/assistants/"' in client.get(page).content.decode()
