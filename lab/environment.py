"""One virtual environment for each application and Python, outside the tree, with what requirements.txt says."""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from lab.application import Application

PIP = next((Path(__file__).resolve().parent.parent / "requirements").glob("pip-*.whl")) / "pip"
# Seconds for an installation. The largest of the applications takes about one minute.
_LIMIT = 900
_DONE = "installed"


class NotInstalled(RuntimeError):
    """An environment that could not be made. The message ends with what pip said."""


@dataclass(frozen=True)
class Python:
    """An interpreter: its file, and its full version, such as 3.13.0."""

    file: Path
    version: str


@dataclass(frozen=True)
class Environment:
    folder: Path
    version: str

    @property
    def bin(self) -> Path:
        return self.folder / "bin"

    @property
    def python(self) -> Path:
        return self.bin / "python"

    @property
    def site_packages(self) -> Path:
        (found,) = self.folder.glob("lib/python3*/site-packages")
        return found


def home() -> Path:
    """Return the folder of all environments: LAB_HOME, or one in the user's cache."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("LAB_HOME") or Path(cache) / "framework-advisor-lab").absolute()


def environment(application: Application) -> Environment:
    """Return the environment of an application, and install it unless that is done. Raises NotInstalled."""
    return installed(application.folder / "requirements.txt", application.slug, newest_python(application.python))


def installed(requirements: Path, name: str, python: Python) -> Environment:
    """Return an environment with these requirements, and install it unless that is done. Raises NotInstalled."""
    return _installed(name, python, requirements.read_bytes(), ["--require-hashes", "-r", str(requirements)])


def plain(application: Application) -> Environment:
    """Return an environment with the framework alone, in the versions that the application has. Raises NotInstalled."""
    wanted, constraints = (
        f"{application.package or application.slug}=={application.release}",
        application.folder / "requirements.txt",
    )
    digested = wanted.encode() + constraints.read_bytes()
    python = newest_python(application.python)
    return _installed(f"plain-{application.slug}", python, digested, [wanted, "-c", str(constraints)])


def _installed(name: str, python: Python, digested: bytes, wanted: Sequence[str]) -> Environment:
    """Return the environment with this name and digest, and have pip install what is wanted unless that is done."""
    folder = home() / f"{name}-{python.version}-{sha256(digested).hexdigest()[:12]}"
    found = Environment(folder, python.version)
    home().mkdir(parents=True, exist_ok=True)
    with _locked(home() / f"{folder.name}.lock"):
        if not (folder / _DONE).exists() or not found.python.exists():
            shutil.rmtree(folder, ignore_errors=True)
            _run([str(python.file), "-m", "venv", "--without-pip", str(folder)])
            _run([str(found.python), str(PIP), "install", *_QUIET, *wanted])
            (folder / _DONE).touch()
    return found


_QUIET = ("--quiet", "--disable-pip-version-check", "--no-input")


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Let no two runs install the same environment at once."""
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run(command: Sequence[str]) -> None:
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_LIMIT)
    except subprocess.TimeoutExpired as error:
        raise NotInstalled(f"{' '.join(command)}: not done after {_LIMIT} s") from error
    if done.returncode:
        raise NotInstalled(f"{' '.join(command)}:\n{(done.stdout + done.stderr)[-2000:].strip()}")


def newest_python(versions: Sequence[str]) -> Python:
    """Return the first of these versions (such as 3.13) that this machine has. Raises NotInstalled."""
    for version in versions:
        for file in _candidates(version):
            if (full := _version(file)) and full.rpartition(".")[0] == version:
                return Python(file, full)
    raise NotInstalled(f"No Python {' or '.join(versions)} on the PATH or under pyenv")


def _candidates(version: str) -> Iterator[Path]:
    """Yield files that may be a Python of this version: under pyenv the newest first, then those on the PATH."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    yield from (path / "bin" / "python" for path in sorted(pyenv.glob(f"{version}.*"), key=_order, reverse=True))
    for name in (f"python{version}", "python3"):
        if found := shutil.which(name):
            yield Path(found)
    yield Path(sys.executable)


def _order(path: Path) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", path.name)]


def _version(file: Path) -> str:
    """Return the full version of a Python, or nothing if it does not run, as one of pyenv's that is not switched on."""
    code = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
    try:
        done = subprocess.run([file, "-c", code], check=False, capture_output=True, text=True, timeout=30)
    except OSError:
        return ""
    return done.stdout.strip()
