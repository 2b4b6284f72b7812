"""What the answers of this site depend on beside the edition and the address: the code that makes them."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

__all__ = ["code_version"]

_CODE = ("advisor/**/*.py", "comparisons/**/*.py", "templates/**/*", "requirements/runtime.txt")


@cache
def code_version() -> str:
    """Return a digest of code, templates, pinned packages and the names of static files."""
    found = blake2b(digest_size=8)
    files = {path for pattern in _CODE for path in settings.BASE_DIR.glob(pattern)}
    for path in sorted(path for path in files | {_static_names()} if path.is_file()):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _static_names() -> Path:
    return Path(settings.STATIC_ROOT) / "staticfiles.json"
