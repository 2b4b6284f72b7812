"""Zip archives from strangers: looked at before anything is unpacked, and never unpacked to a disk. Pure."""

import io
import stat
import zipfile
import zlib
from collections import Counter

__all__ = ["BrokenZip", "unzipped"]

_LINK, _ENCRYPTED = stat.S_IFLNK, 0x1
# Others may swell without a bound while a single piece of them is unpacked.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNREADABLE = (
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
    """An archive that is not unpacked. The message says why."""


def unzipped(data: bytes, *, most: int, largest: int) -> dict[str, bytes]:
    """Return what the files of an archive hold, by name: at most so many files, of so many bytes together.

    Folders are left out. Raises BrokenZip for what is damaged, too large, encrypted, a link, or there twice.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_unsafe(entries, most, largest)
            # No entry yields more than it says to hold, which was added up above.
            return {entry.filename: archive.read(entry) for entry in entries}
    except _UNREADABLE as error:
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
