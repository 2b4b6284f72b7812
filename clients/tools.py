"""The tools that npm and PyPI have: installed once for each lock, in the user's cache, and used by every later run."""

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.site import PROJECT
from audit.tools import NPM, OPTIONS, cache, registry, with_addresses

HERE = Path(__file__).resolve().parent
NODE = str(Path(sys.prefix) / "bin/node")
# pip runs from its wheel, as in the Makefile.
PIP = str(next((PROJECT / "requirements").glob("pip-*.whl")) / "pip")


def node_home() -> Path:
    """Return the folder that npm's tools of this lock are installed in; another lock has another one."""
    return _home("node", HERE / "package-lock.json")


def python_home() -> Path:
    """Return the environment that PyPI's tools of these requirements are installed in."""
    return _home("python", HERE / "requirements.txt")


def node_tool(name: str) -> str:
    return str(node_home() / "node_modules/.bin" / name)


def python_tool(name: str) -> str:
    return str(python_home() / "bin" / name)


def run(*command: str, folder: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a tool in a folder, with the tools of both kinds on the path. Raises CalledProcessError if it fails."""
    path = os.pathsep.join([str(Path(NODE).parent), str(python_home() / "bin"), os.environ["PATH"]])
    environment = {"HOME": str(folder), "PATH": path, "NO_COLOR": "1", "TZ": "UTC"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=check)


def install(*, python: bool = True) -> None:
    """Install what is not there yet; `python`: also PyPI's tools. Raises CalledProcessError if npm or pip fails."""
    cache().mkdir(parents=True, exist_ok=True)
    if not node_home().exists():
        _install_node()
    if python and not python_home().exists():
        _install_python()


def _home(kind: str, lock: Path) -> Path:
    return cache() / f"clients-{kind}-{sha256(lock.read_bytes()).hexdigest()[:16]}"


def _install_node() -> None:
    with TemporaryDirectory(dir=cache(), prefix="clients-") as made:
        folder = Path(made) / "tools"
        folder.mkdir()
        shutil.copy(HERE / "package.json", folder)
        lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
        (folder / "package-lock.json").write_text(json.dumps(with_addresses(lock, registry())), encoding="utf-8")
        subprocess.run([NPM, "ci", *OPTIONS], cwd=folder, check=True)
        folder.rename(node_home())


def _install_python() -> None:
    """Make an environment at its final place, since its programs name that; remove it again if pip fails."""
    home = python_home()
    try:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
        requirements = ["--require-hashes", "-r", str(HERE / "requirements.txt")]
        subprocess.run([str(home / "bin/python"), PIP, "install", "-qq", *requirements], check=True)
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise


if __name__ == "__main__":
    install()
