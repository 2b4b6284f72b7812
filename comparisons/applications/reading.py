"""The applications that this release brings, read once per process. Pure."""

import logging
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Literal

from msgspec import Struct

from comparisons.applications.specification import PARTS, Part
from comparisons.catalogue.value import Catalogue, Framework
from comparisons.catalogue.wording import joined
from lab.application import Application, Unreadable, read, slugs
from lab.line_counts import lines_of

log = logging.getLogger(__name__)

Language = Literal["python", "template", "other"]

_TEMPLATES = (".html", ".jinja", ".jinja2", ".mako", ".pt", ".tpl")
_ADDRESS = re.compile(r"https://\S+[\w/]")


class SourceFile(Struct, frozen=True, dict=True):
    """A file of an application. `anchor` is where it stands on the application's page."""

    name: str
    text: str

    @property
    def anchor(self) -> str:
        return "file-" + re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")

    @cached_property
    def lines(self) -> int:
        return lines_of(self.name, self.text)

    @property
    def language(self) -> Language:
        if self.name.endswith(".py"):
            return "python"
        return "template" if self.name.endswith(_TEMPLATES) else "other"


class LabApplication(Struct, frozen=True, dict=True):
    """An application: `source` is its own code in the order to read it, `around` what else a reader may want to see."""

    described: Application
    source: tuple[SourceFile, ...]
    around: tuple[SourceFile, ...]

    @property
    def slug(self) -> str:
        return self.described.slug

    @property
    def specification(self) -> str:
        return self.described.specification

    @cached_property
    def lines(self) -> int:
        return sum(file.lines for file in self.source)

    @property
    def lines_by_language(self) -> dict[Language, int]:
        languages: tuple[Language, ...] = ("python", "template", "other")
        return {one: sum(file.lines for file in self.source if file.language == one) for one in languages}

    @property
    def left_out(self) -> list[tuple[Part, str]]:
        """What it cannot, in the order of the specification, and why."""
        reasons = self.described.cannot
        return [(part, reasons[name]) for name, part in PARTS[self.specification].items() if name in reasons]

    @property
    def missing(self) -> str:
        """What it cannot, as a list in a sentence; '' if there is nothing."""
        return joined([part.missing for part, _ in self.left_out])

    @property
    def server(self) -> tuple[str, str, str]:
        """What is said of its server, split around the address of the documentation; '' where there is none."""
        said = self.described.server
        found = _ADDRESS.search(said)
        return (said[: found.start()], found[0], said[found.end() :]) if found else (said, "", "")


@cache
def applications() -> Mapping[str, LabApplication]:
    """Return the applications by slug. One that cannot be read is left out, and the log says why."""
    return dict(_readable())


def _readable() -> Iterator[tuple[str, LabApplication]]:
    for slug in slugs():
        try:
            described = read(slug)
        except Unreadable as error:
            log.error("An application of the lab is left out. %s", error)
        else:
            yield slug, _loaded(described)


def _loaded(described: Application) -> LabApplication:
    tests = sorted(path.name for path in described.folder.glob("test*.py"))
    return LabApplication(
        described,
        source=tuple(SourceFile(name, described.text(name)) for name in described.source),
        around=tuple(SourceFile(name, described.text(name)) for name in [*tests, "requirements.in", "README.md"]),
    )


def application_of(framework: Framework) -> LabApplication | None:
    """Return the application of a framework, which may have been renamed since; None if there is none."""
    known = applications()
    return next((known[name] for name in (framework.slug, *framework.aliases) if name in known), None)


def public_applications(catalogue: Catalogue) -> list[tuple[Framework, LabApplication]]:
    """Return the public frameworks that have an application, with it, by name."""
    found = ((framework, application_of(framework)) for framework in catalogue.public_frameworks.values())
    return sorted(((one, own) for one, own in found if own), key=lambda pair: pair[0].name.lower())
