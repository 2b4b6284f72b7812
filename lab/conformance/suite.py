"""Runs the conformance suite against one application, in a process of its own."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import msgspec

from lab.figures import Tested

SUITE = Path(__file__).resolve().parent
# Seconds for all tests of one application, with its installation.
_LIMIT = 1200
_OPTIONS = ("-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:django")


class NotTested(RuntimeError):
    """A suite that did not run to its end. The message has what pytest said."""


def conformance(slug: str, options: Sequence[str] = (), output: IO[str] | None = None) -> list[Tested]:
    """Return what each test found. pytest writes to `output`, or else to a file that NotTested quotes.

    Raises NotTested.
    """
    with TemporaryDirectory(prefix="lab-conformance-") as name:
        outcomes, log = Path(name) / "outcomes.json", Path(name) / "log"
        command = [sys.executable, "-m", "pytest", str(SUITE), *_OPTIONS, *options]
        command += ["--application", slug, "--outcomes", str(outcomes)]
        with log.open("w", encoding="utf-8") as kept:
            status = _run_to_its_end(command, output or kept)
        if status not in (0, 1) or not outcomes.exists():
            raise NotTested(f"pytest ended with status {status}:\n{log.read_text(encoding='utf-8')[-3000:]}")
        return msgspec.json.decode(outcomes.read_bytes(), type=list[Tested])


def _run_to_its_end(command: Sequence[str], output: IO[str]) -> int:
    """Run pytest, and interrupt it with its server if this process is interrupted or it takes too long."""
    process = subprocess.Popen(
        command, cwd=SUITE.parent.parent, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        return process.wait(_LIMIT)
    except subprocess.TimeoutExpired:
        raise NotTested(f"The suite has not ended after {_LIMIT} s") from None
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(60)
