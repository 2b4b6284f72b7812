"""The applications in lab/apps, as their app.toml describes them."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

APPLICATIONS = Path(__file__).resolve().parent / "apps"
CANNOT = {
    "web": {"html", "form", "csrf", "api", "validation", "login", "stream", "echo", "jobs", "test"},
    "screen": {"filter", "slider", "form", "job", "tabs", "pages"},
}
_FILES = ("requirements.in", "requirements.txt", "README.md")
_PLACES = {"python", "bin", "port", "processes"}

Specification = Literal["web", "screen"]
Interface = Literal["wsgi", "asgi"]


class Unreadable(ValueError):
    """An application that is not described as the specification wants it. The message names the file and the fault."""


class Application(Struct, frozen=True, forbid_unknown_fields=True):
    """What app.toml says. `cannot` gives the reason for each part of the specification that is not built.

    `package` is the framework's name in the package index, where that is not its slug.
    """

    framework: str
    release: str
    specification: Specification
    python: tuple[str, ...]
    source: tuple[str, ...]
    serve: tuple[str, ...]
    server: str
    prepare: tuple[str, ...] = ()
    test: tuple[str, ...] = ()
    cannot: dict[str, str] = {}
    package: str = ""
    folder: Path = Path()

    @property
    def slug(self) -> str:
        return self.folder.name

    @property
    def interface(self) -> Interface:
        """WSGI if gunicorn or Waitress serves it with workers of their own; everything else is asynchronous."""
        served_by = Path(self.serve[0]).name
        has_workers = any(word in ("-k", "--worker-class") for word in self.serve)
        return "wsgi" if served_by in ("gunicorn", "waitress-serve") and not has_workers else "asgi"

    def text(self, name: str) -> str:
        """Return the text of a file in its folder."""
        return (self.folder / name).read_text(encoding="utf-8")


def slugs() -> list[str]:
    """Return the slugs of all applications."""
    return sorted(path.parent.name for path in APPLICATIONS.glob("*/app.toml"))


def read(slug: str, folder: Path = APPLICATIONS) -> Application:
    """Read an application. Raises Unreadable."""
    file = folder / slug / "app.toml"
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        if "folder" in table:
            raise msgspec.ValidationError("Object contains unknown field `folder`")
        found = msgspec.convert(table | {"folder": str(file.parent)}, Application, dec_hook=_decoded)
    except FileNotFoundError as error:
        raise Unreadable(f"There is no {file}. Applications: {', '.join(slugs()) or 'none'}") from error
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise Unreadable(f"{file}: {error}") from error
    if faults := _faults(found):
        raise Unreadable("\n".join(f"{file}: {fault}" for fault in faults))
    return found


def _decoded(wanted: type, value: object) -> object:
    assert wanted is Path, "the only type that msgspec does not know"
    return Path(str(value))


def _faults(application: Application) -> list[str]:
    return [*_faults_in_words(application), *_missing_files(application), *_faults_in_commands(application)]


def _faults_in_words(application: Application) -> list[str]:
    found = []
    if application.framework != application.slug:
        found.append(f"framework is {application.framework!r}, but the folder is called {application.slug!r}")
    if not application.release.strip():
        found.append("release is empty")
    if not application.python:
        found.append("python names no version")
    found += [f"python: {one!r} is not like 3.13" for one in application.python if not re.fullmatch(r"3\.\d+", one)]
    known = CANNOT[application.specification]
    for part, reason in application.cannot.items():
        if part not in known:
            found.append(f"cannot.{part} is unknown; known: {', '.join(sorted(known))}")
        if not reason.strip():
            found.append(f"cannot.{part} gives no reason")
    return found


def _missing_files(application: Application) -> list[str]:
    wanted = [*application.source, *_FILES]
    found = [f"there is no {name}" for name in wanted if not (application.folder / name).is_file()]
    if not application.source:
        found.append("source names no file")
    folder = application.folder.resolve()
    outside = [name for name in application.source if not (folder / name).resolve().is_relative_to(folder)]
    return found + [f"source: {name} lies outside the folder" for name in outside]


def _faults_in_commands(application: Application) -> list[str]:
    found = []
    commands = {"prepare": application.prepare, "serve": application.serve, "test": application.test}
    for name, command in commands.items():
        unknown = sorted(set(re.findall(r"\{(\w*)\}", " ".join(command))) - _PLACES)
        found += [f"{name}: {{{place}}} is unknown" for place in unknown]
    if not any("{port}" in word for word in application.serve):
        found.append("serve does not say {port}")
    if not application.test and "test" not in application.cannot and application.specification == "web":
        found.append("test is missing")
    return found


def filled_in(command: Sequence[str], **places: str | int) -> list[str]:
    """Return a command with its places, such as {port}, filled in. A place that is not given stays as it is."""
    return [re.sub(r"\{(\w+)\}", lambda place: str(places.get(place[1], place[0])), word) for word in command]
