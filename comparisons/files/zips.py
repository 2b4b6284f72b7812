"""Reading of zip archives that cannot be trusted. Pure.

Archives are checked before anything is decompressed, and never extracted to disk.
"""

import io
import stat
import zipfile
import zlib
from collections import Counter

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
