"""Clients generated from the OpenAPI document, which is linted as well; two of them call every operation."""

from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from audit.site import Site
from clients.finding import Finding
from clients.tools import HERE, node_tool, python_tool, run

DOCUMENT = "openapi.json"
# What each tool is started with, in a folder that holds the document. Each fails if it finds an error.
COMMANDS = {
    "Spectral": [node_tool("spectral"), "lint", DOCUMENT, "--ruleset", "spectral.yaml", "--fail-severity", "error"],
    "Redocly": [node_tool("redocly"), "lint", DOCUMENT],
    "openapi-typescript": [node_tool("openapi-typescript"), DOCUMENT, "--output", "schema.d.ts"],
    "tsc": [node_tool("tsc"), "--strict", "--noEmit", "--skipLibCheck", "false", "schema.d.ts"],
    "datamodel-codegen": [
        *(python_tool("datamodel-codegen"), "--input", DOCUMENT, "--input-file-type", "openapi"),
        *("--output-model-type", "pydantic_v2.BaseModel", "--output", "models.py", "--formatters", "builtin"),
    ],
    "the models of datamodel-codegen": [python_tool("python"), "-c", "import models"],
    "openapi-python-client": [
        *(python_tool("openapi-python-client"), "generate", "--path", DOCUMENT, "--meta", "none"),
        *("--output-path", "openapi_python_client_made", "--fail-on-warning"),
    ],
    "openapi-generator": [
        *(python_tool("openapi-generator-cli"), "generate", "-i", DOCUMENT, "-g", "python"),
        *("-o", "openapi_generator_made"),
    ],
}


def check(site: Site) -> list[Finding]:
    with TemporaryDirectory(prefix="advisor-clients-api-") as made:
        folder = Path(made)
        with urlopen(f"{site.url}/api/v1/{DOCUMENT}") as answer:
            (folder / DOCUMENT).write_bytes(answer.read())
        (folder / "spectral.yaml").write_text('extends: ["spectral:oas"]\n', encoding="utf-8")
        findings = [finding for tool, command in COMMANDS.items() for finding in _made(tool, command, folder)]
        return [*findings, *_called(site, folder)]


def _made(tool: str, command: list[str], folder: Path) -> Iterator[Finding]:
    done = run(*command, folder=folder, check=False)
    if done.returncode:
        yield Finding(tool, DOCUMENT, _last_words(done))


def _called(site: Site, folder: Path) -> Iterator[Finding]:
    script = str(HERE / "call_operations.py")
    done = run(python_tool("python"), script, f"{site.url}/api/v1", folder=folder, check=False)
    for line in done.stdout.splitlines():
        yield Finding("generated client", "every operation", line)
    if done.returncode:
        yield Finding("generated client", "every operation", _last_words(done))


def _last_words(done: CompletedProcess[str]) -> str:
    return "\n".join((done.stdout + done.stderr).strip().splitlines()[-10:])
