"""The files of a catalogue as one zip archive. Pure."""

import io
import re
import zipfile

from comparisons.catalogue.value import Catalogue
from comparisons.files.layout import COLLECTIONS, FRAMEWORKS
from comparisons.files.reading import BrokenFile, read_files
from comparisons.files.writing import written
from comparisons.files.zips import BrokenZip, unzipped

__all__ = ["pack", "unpack"]

_MOST_FILES = 2_000
# A catalogue of this size is about twenty times that which is shipped.
_LARGEST = 10 * 2**20
# One catalogue makes one archive, to the last byte.
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_FRAMEWORK = re.compile(rf"{FRAMEWORKS}/[^/\\]+\.toml")
# What one system adds to every archive that it packs.
_LITTER = re.compile(r"__MACOSX/.*|(.*/)?\.DS_Store")


def pack(catalogue: Catalogue) -> bytes:
    """Return the archive of the files that `write_directory` writes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(written(catalogue).items()):
            entry = zipfile.ZipInfo(name, _ALWAYS)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text)
    return out.getvalue()


def unpack(data: bytes) -> Catalogue:
    """Return the catalogue of an archive; one folder around all its files is taken off. Raises BrokenFile."""
    try:
        files = unzipped(data, most=_MOST_FILES, largest=_LARGEST)
    except BrokenZip as error:
        raise BrokenFile(f"The archive is not read: {error}.") from error
    files = {name: content for name, content in files.items() if not _LITTER.fullmatch(name)}
    folder = _folder_around(files)
    files = {name.removeprefix(folder): content for name, content in files.items()}
    for name in files:
        if name not in COLLECTIONS and not _FRAMEWORK.fullmatch(name):
            expected = f"{', '.join(COLLECTIONS)} and {FRAMEWORKS}/….toml"
            raise BrokenFile(f"The archive is not read: it holds '{name[:100]}'; expected {expected}.")
    return read_files(files)


def _folder_around(files: dict[str, bytes]) -> str:
    """Return 'catalogue/' where all files lie in a folder of that name."""
    tops = {name.partition("/")[0] for name in files}
    alone = len(tops) == 1 and not tops & {FRAMEWORKS, "", ".", ".."}
    return f"{tops.pop()}/" if alone and all("/" in name for name in files) else ""
