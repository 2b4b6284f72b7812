"""The files of a catalogue as one zip archive, and reading of zip archives that cannot be trusted. Pure.

Archives are checked before anything is decompressed, and never extracted to disk.
"""

import io
import re
import stat
import zipfile
import zlib
from collections import Counter

from comparisons.catalogue.value import Catalogue
from comparisons.files.reading import BrokenFile, read_files
from comparisons.files.writing import COLLECTIONS, FRAMEWORKS, written

__all__ = ["BrokenZip", "pack", "unpack", "unzipped"]

_MAX_FILES = 2_000
# Bytes after decompression: about twenty times the size of the shipped catalogue.
_MAX_SIZE = 10 * 2**20
# A fixed time, so that equal catalogues give equal archives.
_TIMESTAMP = (1980, 1, 1, 0, 0, 0)
_FRAMEWORK = re.compile(rf"{FRAMEWORKS}/[^/\\]+\.toml")
# Files that macOS adds to every archive.
_METADATA = re.compile(r"__MACOSX/.*|(.*/)?\.DS_Store")

_LINK, _ENCRYPTED = stat.S_IFLNK, 0x1
# zipfile decompresses other methods without a bound on the output.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises on damaged archives.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class BrokenZip(ValueError):
    """A zip archive that is refused. The message says why."""


def pack(catalogue: Catalogue) -> bytes:
    """Return the archive of the files that `write_directory` writes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(written(catalogue).items()):
            entry = zipfile.ZipInfo(name, _TIMESTAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text)
    return out.getvalue()


def unpack(data: bytes) -> Catalogue:
    """Return the catalogue of an archive; its files may lie in one common folder. Raises BrokenFile."""
    try:
        files = unzipped(data, most=_MAX_FILES, largest=_MAX_SIZE)
    except BrokenZip as error:
        raise BrokenFile(f"The archive is not read: {error}.") from error
    files = {name: content for name, content in files.items() if not _METADATA.fullmatch(name)}
    folder = _common_folder(files)
    files = {name.removeprefix(folder): content for name, content in files.items()}
    for name in files:
        if name not in COLLECTIONS and not _FRAMEWORK.fullmatch(name):
            expected = f"{', '.join(COLLECTIONS)} and {FRAMEWORKS}/….toml"
            raise BrokenFile(f"The archive is not read: it holds '{name[:100]}'; expected {expected}.")
    return read_files(files)


def _common_folder(files: dict[str, bytes]) -> str:
    """Return 'catalogue/' where all files lie in a folder of that name, else ''."""
    tops = {name.partition("/")[0] for name in files}
    alone = len(tops) == 1 and not tops & {FRAMEWORKS, "", ".", ".."}
    return f"{tops.pop()}/" if alone and all("/" in name for name in files) else ""


def unzipped(data: bytes, *, most: int, largest: int) -> dict[str, bytes]:
    """Return the contents of an archive's files by name, without folders.

    Allows at most `most` files of `largest` bytes together. Raises BrokenZip for archives that are damaged, too large,
    or encrypted, and for links and duplicate names.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_unsafe(entries, most, largest)
            # zipfile never yields more than an entry's file_size, and their sum has been checked.
            return {entry.filename: archive.read(entry) for entry in entries}
    except _DAMAGED as error:
        if isinstance(error, BrokenZip):
            raise
        raise BrokenZip("it is damaged or was cut off on its way") from error


def _refuse_unsafe(entries: list[zipfile.ZipInfo], most: int, largest: int) -> None:
    if len(entries) > most:
        raise BrokenZip(f"it holds {len(entries)} files; {most} is the most")
    for name, times in Counter(entry.filename for entry in entries).items():
        if times > 1:
            raise BrokenZip(f"it holds '{name}' {times} times")
    for entry in entries:
        if stat.S_IFMT(entry.external_attr >> 16) == _LINK:
            raise BrokenZip(f"'{entry.filename}' is a link, not a file")
        if entry.flag_bits & _ENCRYPTED:
            raise BrokenZip("it is encrypted; save it without a password")
        if entry.compress_type not in _METHODS:
            raise BrokenZip(f"'{entry.filename}' is packed in a way that is not read here")
    if (size := sum(entry.file_size for entry in entries)) > largest:
        raise BrokenZip(f"unpacked it would be {-(-size // 2**20)} MB; {largest // 2**20} MB is the most")
