"""The tools that npm has: installed once for each lock, in the user's cache, and used by every later run."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).resolve().parent
NPM = str(Path(sys.prefix) / "bin/npm")
OPTIONS = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


def cache() -> Path:
    """Return the folder of this project in the user's cache."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "framework-advisor"


def home() -> Path:
    """Return the folder that the tools of this lock are installed in; another lock has another one."""
    lock = sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    return cache() / f"audit-{lock[:16]}"


def tool(path: str) -> Path:
    """Return the file of a tool by its path in node_modules."""
    return home() / "node_modules" / path


def install() -> None:
    """Install the tools unless they are there. Raises CalledProcessError if npm fails."""
    if home().exists():
        return
    cache().mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=cache(), prefix="audit-") as made:
        folder = Path(made) / "tools"
        folder.mkdir()
        (folder / "package.json").write_bytes((HERE / "package.json").read_bytes())
        lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
        (folder / "package-lock.json").write_text(json.dumps(with_addresses(lock, registry())), encoding="utf-8")
        subprocess.run([NPM, "ci", *OPTIONS], cwd=folder, env=os.environ | {"PUPPETEER_SKIP_DOWNLOAD": "1"}, check=True)
        if not home().exists():  # another run may have been quicker
            folder.rename(home())


def registry() -> str:
    """Return the address of the registry that npm is set up to ask."""
    asked = subprocess.run([NPM, "config", "get", "registry"], cwd=HERE, capture_output=True, text=True, check=True)
    return asked.stdout.strip().rstrip("/")


def with_addresses(lock: dict[str, Any], registry: str) -> dict[str, Any]:
    """Return the lock with the address of each package.

    Without addresses npm first asks for the list of all versions of each package, which takes minutes.
    """
    packages = {
        path: package | {"resolved": address(path, package["version"], registry)} if path else package
        for path, package in lock["packages"].items()
    }
    return lock | {"packages": packages}


def address(path: str, version: str, registry: str) -> str:
    """Return where a registry keeps a package; the path is that in the lock."""
    name = path.rpartition("node_modules/")[2]
    return f"{registry}/{name}/-/{name.rpartition('/')[2]}-{version}.tgz"


if __name__ == "__main__":
    install()
