"""An application as a ZIP that runs. Equal applications give equal bytes. Pure."""

import io
import shlex
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from comparisons.applications.reading import LabApplication, applications
from lab.application import Application, filled_in

# A fixed time, so that the archive depends on its files alone.
_TIMESTAMP = (1980, 1, 1, 0, 0, 0)
_PORT, _PROCESSES = 8000, 2


@cache
def archive(slug: str) -> bytes:
    """Return the ZIP of an application: its folder, with RUN.md."""
    own = applications()[slug]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(_contents(own).items()):
            entry = zipfile.ZipInfo(f"{folder_name(own)}/{name}", _TIMESTAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # on any system the bytes of Unix
            packed.writestr(entry, content)
    return out.getvalue()


def folder_name(own: LabApplication) -> str:
    return f"lab-{own.slug}"


def _contents(own: LabApplication) -> dict[str, bytes]:
    found = {path.relative_to(own.described.folder).as_posix(): path for path in _files(own.described.folder)}
    return {name: path.read_bytes() for name, path in found.items()} | {"RUN.md": run_md(own).encode()}


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder, without what programs leave behind."""
    for path in folder.rglob("*"):
        is_left_behind = any(part.startswith((".", "__pycache__")) for part in path.relative_to(folder).parts)
        if path.is_file() and not path.is_symlink() and not is_left_behind:
            yield path


def run_md(own: LabApplication) -> str:
    """Return RUN.md: the commands that install, prepare, start and test an application."""
    described = own.described
    parts = [
        f"# How to run it\n\nOn Linux or macOS, with Python {_versions(described)}, in this folder:",
        _indented(commands(own)),
        f"Then open <http://127.0.0.1:{_PORT}/>.{_user(own)}",
    ]
    if described.test:
        parts += ["Its own test:", _indented([_command(described.test)])]
    return "\n\n".join(parts) + "\n"


def commands(own: LabApplication) -> list[str]:
    """Return the commands that install, prepare and start an application, for a shell."""
    described = own.described
    found = [
        f"python{described.python[0]} -m venv .venv",
        ".venv/bin/python -m pip install --require-hashes -r requirements.txt",
    ]
    if own.specification == "web":
        random_key = ".venv/bin/python -c 'import secrets; print(secrets.token_hex(32))'"
        found += ['export LAB_DATABASE="$PWD/notes.sqlite"', f'export LAB_SECRET="$({random_key})"']
    if described.prepare:
        found.append(_command(described.prepare))
    return [*found, _command(described.serve)]


def _command(words: tuple[str, ...]) -> str:
    places = {"python": ".venv/bin/python", "bin": ".venv/bin"}
    return shlex.join(filled_in(words, **places, port=_PORT, processes=_PROCESSES))


def _versions(described: Application) -> str:
    *others, oldest = described.python
    return f"{', '.join(others)} or {oldest}" if others else oldest


def _user(own: LabApplication) -> str:
    return " The only user is `ada`, with the password `lovelace-1843`." if own.specification == "web" else ""


def _indented(lines: list[str]) -> str:
    return "\n".join(f"    {line}" for line in lines)
