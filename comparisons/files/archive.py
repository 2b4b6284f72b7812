"""The files of a catalogue as one zip archive. Pure."""

import io
import re
import zipfile
from datetime import date

from comparisons.catalogue.value import Catalogue
from comparisons.files.reading import BrokenFile, read_files, refuse_excess
from comparisons.files.writing import COLLECTIONS, FRAMEWORKS, written
from comparisons.files.zips import BrokenZip, unzipped

_MAX_FILES = 2_000
# Bytes after decompression: about twenty times the size of the shipped catalogue.
_MAX_SIZE = 10 * 2**20
# A fixed time, so that equal catalogues give equal archives.
_TIMESTAMP = (1980, 1, 1, 0, 0, 0)
_FRAMEWORK = re.compile(rf"{FRAMEWORKS}/[^/\\]+\.toml")
# Files that macOS adds to every archive.
_METADATA = re.compile(r"__MACOSX/.*|(.*/)?\.DS_Store")


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


def unpack(data: bytes, as_of: date | None = None) -> Catalogue:
    """Return the catalogue of an archive, without days after `as_of`; its files may lie in one common folder.

    Raises BrokenFile.
    """
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
    refuse_excess(files)
    return read_files(files, as_of)


def _common_folder(files: dict[str, bytes]) -> str:
    """Return 'catalogue/' where all files lie in a folder of that name, else ''."""
    tops = {name.partition("/")[0] for name in files}
    alone = len(tops) == 1 and not tops & {FRAMEWORKS, "", ".", ".."}
    return f"{tops.pop()}/" if alone and all("/" in name for name in files) else ""
