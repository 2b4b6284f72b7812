"""The version of the code, on which responses depend besides the edition and the URL."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

_CODE = (
    "advisor/**/*.py",
    "comparisons/**/*.py",
    "lab/*.py",
    "lab/lines.json",
    "lab/probes/*.py",
    "lab/probes/probes.toml",
    "lab/apps/*/**/*",
    "lab/results/*.json",
    "templates/**/*",
    "requirements/runtime.txt",
)


@cache
def code_version() -> str:
    """Return a digest of what pages are made of, in 16 hex digits.

    That is code, the applications of the lab and their results, templates, pinned packages, the fingerprints of
    static files, and the settings that pages show.
    """
    found = blake2b(digest_size=8)
    files = {path for pattern in _CODE for path in settings.BASE_DIR.glob(pattern)}
    for path in sorted(path for path in files | {_static_manifest()} if path.is_file() and path.suffix != ".pyc"):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    found.update(f"{settings.SITE_KEEPER}\0{settings.SITE_CONTACT}".encode())
    return found.hexdigest()


def _static_manifest() -> Path:
    return Path(settings.STATIC_ROOT) / "staticfiles.json"
