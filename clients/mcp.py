"""The tools for assistants, called by the protocol's own SDK and by the Inspector: both transports, both revisions."""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from mcp import Client, MCPError, StdioServerParameters
from mcp_types import TextContent, TextResourceContents

from audit.site import PROJECT, Site
from clients.finding import Finding
from clients.tools import node_tool, run

# How a revision is asked for, by the SDK and by the Inspector, and what it is called.
REVISIONS = {"2025-11-25": ("legacy", "legacy"), "2026-07-28": ("2026-07-28", "modern")}
TRANSPORTS = ("http", "stdio")
MOST_BYTES = 2_000
# The most that a recommendation may take, as a multiple of the API's time, and how many of each are timed.
SLOWEST, TIMED = 1.3, 30

ANSWERS = {"build": "site", "interface": ["pages"], "size": "small", "back-office": "admin"}
LINK = f"https://advisor.example/advise/result/?edition=1&{urlencode(ANSWERS, doseq=True)}"
# Every tool, and how its answer begins.
CALLS: dict[str, tuple[dict[str, Any], str]] = {
    "questions": ({"answers": ANSWERS}, "4 questions answered"),
    "recommend": ({"answers": ANSWERS}, "Django "),
    "compare": ({"frameworks": ["django", "Flask"]}, "Django or Flask, edition 2."),
    "framework": ({"framework": "fast-api"}, "FastAPI: "),
    "explain_score": ({"framework": "django", "criterion": "admin"}, "Django on Admin interface: "),
    "what_changed": ({"link": LINK}, "From edition 1 to edition 2."),
    "read_project_files": ({"files": {"requirements.txt": "flask==3.1\ncelery\n"}}, "The project uses Flask."),
}
# What is wrong, and what the answer names.
MISTAKES: dict[str, tuple[dict[str, Any], str]] = {
    "recommend": ({"answers": {"biuld": "site"}}, "Nearest: build."),
    "framework": ({"framework": "djagno"}, "Nearest: django"),
    "explain_score": ({"framework": "django", "criterion": "admin", "framwork": ""}, "Nearest: framework."),
    "compare": ({"frameworks": ["django"]}, "two to 6"),
}


def check(site: Site) -> list[Finding]:
    findings = [finding for mode in REVISIONS for finding in asyncio.run(_by_sdk(site, mode))]
    with TemporaryDirectory(prefix="advisor-clients-mcp-") as home:
        findings += [
            finding
            for kind in TRANSPORTS
            for name in REVISIONS
            for finding in _by_inspector(site, Path(home), kind, name)
        ]
    return [*findings, *_timed(site)]


def _stdio(site: Site) -> StdioServerParameters:
    arguments = ["manage.py", "mcp", "--site", site.url]
    return StdioServerParameters(command=sys.executable, args=arguments, env=site.environment, cwd=PROJECT)


async def _by_sdk(site: Site, revision: str) -> list[Finding]:
    """Ask everything over both transports, and compare."""
    mode, _ = REVISIONS[revision]
    asked = {
        "http": await _asked(f"{site.url}/mcp", mode, revision),
        "stdio": await _asked(_stdio(site), mode, revision),
    }
    findings = [
        Finding(f"SDK, {kind}, {revision}", what, came) for kind, (_, wrong) in asked.items() for what, came in wrong
    ]
    (by_http, _), (by_stdio, _) = asked.values()
    findings += [
        Finding(f"SDK, {revision}", what, "not the same over both transports")
        for what in by_http
        if by_http[what] != by_stdio.get(what)
    ]
    return findings


async def _asked(server: Any, mode: str, revision: str) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Return what was answered to everything, and what is wrong with it."""
    answers: dict[str, Any] = {}
    wrong: list[tuple[str, str]] = []
    async with Client(server, mode=mode, cache=None) as client:
        if client.protocol_version != revision:
            wrong.append(("connection", f"revision {client.protocol_version}"))
        tools = [tool.name for tool in (await client.list_tools()).tools]
        if missing := {*tools} ^ {*CALLS}:
            wrong.append(("tools/list", f"not tried or missing: {sorted(missing)}"))
        for name, (arguments, beginning) in CALLS.items():
            result = await client.call_tool(name, arguments)
            text = _text(result.content)
            size = len(result.model_dump_json(by_alias=True, exclude_none=True).encode())
            answers[name] = text
            if result.is_error or not text.startswith(beginning) or size > MOST_BYTES:
                wrong.append((name, f"{size} bytes: {text[:200]}"))
        for name, (arguments, expected) in MISTAKES.items():
            result = await client.call_tool(name, arguments)
            if not result.is_error or expected not in _text(result.content):
                wrong.append((f"{name} with a mistake", _text(result.content)))
        answers["resources"] = [one.uri for one in (await client.list_resources()).resources]
        for uri in answers["resources"]:
            [content] = (await client.read_resource(uri)).contents
            answers[uri] = content.text if isinstance(content, TextResourceContents) else ""
            json.loads(answers[uri])
        [prompt] = (await client.list_prompts()).prompts
        answers["prompt"] = (await client.get_prompt(prompt.name, {"project": "A shop"})).model_dump_json()
        wrong += [one for one in [await _refused(client, "no_such_tool"), await _no_resource(client)] if one]
    return answers, wrong


async def _refused(client: Client, name: str) -> tuple[str, str] | None:
    try:
        await client.call_tool(name, {})
    except MCPError as error:
        return None if error.code == -32602 else (name, f"error {error.code}")
    return name, "not refused"


async def _no_resource(client: Client) -> tuple[str, str] | None:
    try:
        await client.read_resource("advisor://frameworks/djagno")
    except MCPError as error:
        return None if "django" in error.message else ("unknown resource", error.message)
    return "unknown resource", "not refused"


def _text(content: Any) -> str:
    return "".join(part.text for part in content if isinstance(part, TextContent))


def _by_inspector(site: Site, home: Path, kind: str, revision: str) -> Iterator[Finding]:
    _, era = REVISIONS[revision]
    reader = f"Inspector, {kind}, {revision}"
    calls = [["tools/list", "--strict"], ["resources/list"], ["resources/templates/list"], ["prompts/list"]]
    calls += [["resources/read", "--uri", "advisor://criteria/admin"]]
    calls += [["prompts/get", "--prompt-name", "choose_framework"]]
    for call in calls:
        done = _inspected(site, home, kind, era, call)
        if done.returncode:
            yield Finding(reader, call[0], (done.stdout + done.stderr)[-400:])
    for name, (arguments, beginning) in CALLS.items():
        call = ["tools/call", "--tool-name", name, "--tool-args-json", json.dumps(arguments)]
        done = _inspected(site, home, kind, era, call)
        if done.returncode or beginning not in done.stdout:
            yield Finding(reader, name, (done.stdout + done.stderr)[-400:])
    name, (arguments, expected) = next(iter(MISTAKES.items()))
    call = ["tools/call", "--tool-name", name, "--tool-args-json", json.dumps(arguments)]
    done = _inspected(site, home, kind, era, call)
    if not done.returncode or expected not in done.stdout + done.stderr:
        yield Finding(
            reader, f"{name} with a mistake", f"status {done.returncode}: {(done.stdout + done.stderr)[-400:]}"
        )


def _inspected(site: Site, home: Path, kind: str, era: str, call: list[str]) -> Any:
    options = ["--protocol-era", era, "--format", "json", "--method", *call]
    if kind == "http":
        target = ["--transport", "http", "--server-url", f"{site.url}/mcp"]
        return run(node_tool("mcp-inspector"), "--cli", *target, *options, folder=home, check=False)
    environment = [part for name, value in site.environment.items() for part in ("-e", f"{name}={value}")]
    server = [sys.executable, str(PROJECT / "manage.py"), "mcp", "--site", site.url]
    command = [node_tool("mcp-inspector"), "--cli", *environment, *options, "--", *server]
    return run(*command, folder=home, check=False)


def _timed(site: Site) -> Iterator[Finding]:
    """Compare the time of a recommendation with that of the API, in turns, each with answers of its own."""
    levels = ["a-little", "somewhat", "a-lot", "decisive"]
    criteria = ["admin", "api", "security", "testing", "typing", "documentation", "stability", "community"]
    ratios = []
    for number in range(TIMED):
        own = {criteria[number % 8]: levels[number % 4], criteria[(number + 3) % 8]: levels[number // 8]}
        query = urlencode([*ANSWERS.items(), *((f"level.{one}", level) for one, level in own.items())], doseq=True)
        message = {
            "jsonrpc": "2.0",
            "id": number,
            "method": "tools/call",
            "params": {"name": "recommend", "arguments": {"answers": ANSWERS, "levels": own}},
        }
        api = Request(f"{site.url}/api/v1/recommendation?{query}")
        tool = Request(f"{site.url}/mcp", json.dumps(message).encode(), {"Content-Type": "application/json"})
        first, second = (api, tool) if number % 2 else (tool, api)
        taken = {first: _seconds(first), second: _seconds(second)}
        ratios.append(taken[tool] / taken[api])
    ratio = statistics.median(ratios)
    print(f"    a recommendation takes {ratio:.2f} x the API's time (median of {TIMED})", flush=True)
    if ratio > SLOWEST:
        yield Finding("timing", "recommend", f"{ratio:.2f} x the API's time")


def _seconds(request: Request) -> float:
    started = time.perf_counter()
    with urlopen(request) as answer:
        answer.read()
    return time.perf_counter() - started
