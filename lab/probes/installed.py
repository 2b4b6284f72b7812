"""Probes of what a plain install brings, and of its types.

A function without a word of explanation is the probe of its name; `probes.toml` says what it asks and how.
"""

import contextlib
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from lab.probes.listing import Outcome, cannot_be_run, seen
from lab.probes.program import DidNotStart, Program

COUNT = "import importlib.metadata as m; print(len({d.name for d in m.distributions()} - {'pip', 'wheel'}))"
PACKAGE = "import importlib.util as u; print(*u.find_spec({module!r}).submodule_search_locations or [])"


def output_of(python: Path, code: str, folder: Path, patience: float = 60) -> subprocess.CompletedProcess[str]:
    """What some lines of Python print in an environment."""
    return subprocess.run(
        [python, "-W", "ignore", "-c", code], cwd=folder, capture_output=True, text=True, timeout=patience, check=False
    )


def packages(program: Program) -> Outcome:
    return seen(int(output_of(program.plain / "bin/python", COUNT, program.folder).stdout))


def packages_after_start(program: Program) -> Outcome:
    python = program.environment / "bin/python"
    before = int(output_of(python, COUNT, program.folder).stdout)
    with contextlib.suppress(DidNotStart), program.running():
        pass
    return seen(int(output_of(python, COUNT, program.folder).stdout) - before)


def types_published(program: Program) -> Outcome:
    code = PACKAGE.format(module=program.settings.module)
    places = output_of(program.plain / "bin/python", code, program.folder).stdout.split()
    return seen(any((Path(place) / "py.typed").exists() for place in places), program.settings.module)


def strict_program(program: Program) -> Outcome:
    return strict(program.environment / "bin/python", program.folder, ["program.py"])


def strict(python: Path, folder: Path, sources: list[str]) -> Outcome:
    """Whether mypy's strict mode finds nothing in some sources, with the packages of an environment."""
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", "--no-error-summary"]
    command.append(f"--python-executable={python}")
    result = subprocess.run([*command, *sources], cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    errors = [line for line in result.stdout.splitlines() if ": error:" in line]
    if result.returncode not in (0, 1) or (result.returncode and not errors):
        return cannot_be_run((result.stderr or result.stdout).strip().splitlines()[-1][:160])
    codes = sorted(set(re.findall(r"\[([a-z-]+)\]$", "\n".join(errors), re.MULTILINE)))
    first = re.sub(r"^\S+: error: ", "", errors[0])[:120] if errors else ""
    return seen(not errors, f"{len(errors)} errors ({', '.join(codes)}), the first: {first}" if errors else "no errors")


def snippet(code: str, program: Program) -> Outcome:
    """Whether some lines of Python print `answered` in a plain install."""
    result = output_of(program.plain / "bin/python", code, program.folder)
    lines = [line.strip() for line in result.stderr.splitlines() if line.strip()]
    if "answered" in result.stdout:
        return seen(True)
    return seen(False, (lines[-1] if lines else result.stdout.strip() or "no answer")[:160])


def test_client(program: Program) -> Outcome:
    if not program.settings.test_client:
        return seen(False, "its documentation names none of its own")
    return snippet(program.settings.test_client, program)


def async_views(program: Program) -> Outcome:
    return snippet(program.settings.async_view, program)


PROBES: dict[str, Callable[[Program], Outcome]] = {
    "packages": packages,
    "packages-after-start": packages_after_start,
    "types-published": types_published,
    "strict-program": strict_program,
    "test-client": test_client,
    "async-views": async_views,
}
