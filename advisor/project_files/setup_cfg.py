"""setup.cfg of setuptools."""

from configparser import Error, RawConfigParser

from advisor.project_files.project import Findings, Unread
from advisor.project_files.requirements_txt import read_requirements

_OPTIONS, _EXTRAS = "options", "options.extras_require"
_REQUIRES = ("install_requires", "install-requires")


class NotConfiguration(ValueError):
    """The text is not a configuration file. The message says where."""


def read_setup_cfg(text: str, found: Findings) -> None:
    """Read what is required at run time, and the extras. Raises NotConfiguration."""
    parser = RawConfigParser(strict=False)
    try:
        parser.read_string("\n".join(found.lines(text)))
    except Error as error:
        line = getattr(error, "lineno", None) or next((number for number, _ in getattr(error, "errors", [])), None)
        where = f": line {line} does not fit" if line else ""
        raise NotConfiguration(f"is not a valid configuration file{where}") from None
    for key in _REQUIRES:
        _read(parser.get(_OPTIONS, key, fallback=""), f"options.{key}", found)
    _read(parser.get(_OPTIONS, "tests_require", fallback=""), "options.tests_require", found, is_extra=True)
    for extra, listed in parser.items(_EXTRAS) if parser.has_section(_EXTRAS) else ():
        _read(listed, f"options.extras_require, {extra}", found, is_extra=True)


def _read(listed: str, where: str, found: Findings, *, is_extra: bool = False) -> None:
    """Read requirements, one a line or with semicolons; `file: requirements.txt` names a file that holds them."""
    if listed.strip().startswith("file:"):
        found.includes += [file.strip() for file in listed.strip().removeprefix("file:").split(",")]
        return
    own = Findings(found.name)
    read_requirements("\n".join(line.strip() for line in listed.split("\n")), own)
    for dependency in own.dependencies:
        found.add(dependency.name, is_extra=is_extra)
    found.unread += [Unread(unread.file, where, unread.text) for unread in own.unread]
