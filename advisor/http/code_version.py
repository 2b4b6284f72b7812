"""The version of the code, on which responses depend besides the edition and the URL."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

_CODE = ("advisor/**/*.py", "comparisons/**/*.py", "templates/**/*", "requirements/runtime.txt")


@cache
def code_version() -> str:
    """Return a digest of code, templates, pinned packages and the fingerprints of static files: 16 hex digits."""
    found = blake2b(digest_size=8)
    files = {path for pattern in _CODE for path in settings.BASE_DIR.glob(pattern)}
    for path in sorted(path for path in files | {_static_manifest()} if path.is_file()):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _static_manifest() -> Path:
    return Path(settings.STATIC_ROOT) / "staticfiles.json"
