"""The files of a project in a folder of this machine."""

import re
from collections.abc import Iterator
from pathlib import Path

from advisor.project_files.reading import LARGEST, MOST_FILES

# Names of files that list packages, in a folder and in its `requirements`. Lock files add nothing to what lists them.
_LISTS = re.compile(r"(?:[\w.-]*requirements[\w.-]*\.(?:txt|in)|pyproject\.toml|setup\.cfg|Pipfile|environment\.ya?ml)")
_LOCKS = re.compile(r"(?:uv|poetry|pdm)\.lock|Pipfile\.lock|pylock(?:\.[^.]+)?\.toml")
_FOLDER, _IN_FOLDER = "requirements", re.compile(r"[\w.-]+\.(?:txt|in)")


def files_in(folder: Path) -> list[tuple[str, bytes]]:
    """Return the names and contents of the files that say what the project in a folder depends on.

    Raises OSError if one cannot be read.
    """
    paths = [path for path in _files(folder) if _LISTS.fullmatch(path.name)]
    paths += [path for path in _files(folder / _FOLDER) if _IN_FOLDER.fullmatch(path.name)]
    paths = paths or [path for path in _files(folder) if _LOCKS.fullmatch(path.name)]
    return [(path.name, _content(path)) for path in paths[:MOST_FILES]]


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.is_file())


def _content(path: Path) -> bytes:
    """Return the content of a file, and of one that is too large only so much that it is seen to be."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
