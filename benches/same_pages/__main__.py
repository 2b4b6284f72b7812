"""Ask two checkouts for the same pages and tell which differ, apart from fingerprints, tokens and the clock.

Each runs on a database of its own: the catalogue files of BEFORE, three editions and unpublished changes.
Exit status 1 where anything differs.
"""

import json
import os
import shutil
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from datetime import UTC, datetime
from filecmp import dircmp
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from benches.same_pages import addresses
from benches.same_pages.differences import differences
from benches.same_pages.editors import editors

INSIDE = Path(__file__).resolve().with_name("inside.py")
CATALOGUE = Path("comparisons/files/data")
_SECRET = "same-pages-" * 6
_LIMIT = 1800  # the most seconds for one list of requests


class Checkout:
    """A checkout with its own databases below `state`."""

    def __init__(self, root: Path, python: str, state: Path, static: Path) -> None:
        self.root, self.python, self.state, self.static = root.resolve(), python, state, static
        state.mkdir()

    def run(self, *command: str, database: str = "full", **settings: str) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "PYTHONDONTWRITEBYTECODE": "1",
            "SECRET_KEY": _SECRET,
            "ALLOWED_HOSTS": "advisor.example",
            "HTTPS": "on",
            "STATE_DIR": str(self.state / database),
            "STATIC_ROOT": str(self.static),
            "LOG_LEVEL": "CRITICAL",
            "LOG_FORMAT": "plain",
            "EDITION_SEEN_FOR": "0",
            "ADVICE_RATE": "0",
        }
        (self.state / database).mkdir(exist_ok=True)
        command = (self.python, *command)
        subprocess.run(
            command, cwd=self.root, env=environment | settings, check=True, stdout=subprocess.DEVNULL, timeout=_LIMIT
        )

    def collect_static(self) -> None:
        self.run("manage.py", "collectstatic", "--no-input", "--verbosity", "0")

    def fill(self, catalogue: Path) -> None:
        for database in ("empty", "full"):
            self.run("manage.py", "migrate", "--no-input", "--verbosity", "0", database=database)
        self.run(str(INSIDE), "fill", str(catalogue))

    def copy_databases(self, other: "Checkout") -> None:
        shutil.copytree(other.state / "fresh", self.state / "full")
        for database in ("empty", "full"):
            self.run("manage.py", "migrate", "--no-input", "--verbosity", "0", database=database)

    def answers(self, asks: list[addresses.Ask], **settings: str) -> dict[str, Any]:
        asked, found = self.state / "asked.json", self.state / "found.json"
        asked.write_text(json.dumps(asks), encoding="utf-8")
        self.run(str(INSIDE), "ask", str(asked), str(found), **settings)
        answers: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
        return answers

    def known(self) -> addresses.Known:
        """Return the items that the API lists, from which the requests are made."""
        paths = {f"/api/v1/{name}?limit=200": name for name in addresses.COLLECTIONS}
        found = self.answers([{"path": path} for path in paths])
        return {name: json.loads(found[path]["body"])["items"] for path, name in paths.items()}


def main() -> int:
    chosen = arguments()
    today = str(datetime.now(UTC).date())
    with TemporaryDirectory(prefix="same-pages-") as name:
        place = Path(name)
        before = Checkout(chosen.before, chosen.python, place / "before", place / "static")
        of = [today, chosen.only]
        recorded = read_record(chosen.keep, of)
        if recorded is None:
            recorded = record(before, chosen.only)
            write_record(chosen.keep, of, recorded)
        after = prepared(chosen, before, place)
        total = differing = 0
        for one in recorded:
            found = after.answers(one.asks, **one.settings)
            total += print_counts(one, found)
            for what, diff in differences(one.answers, found, today):
                differing += 1
                print(f"--- {one.title}: {what}\n{diff}\n", flush=True)
    if str(datetime.now(UTC).date()) != today:
        print("Midnight passed meanwhile: ask again.")
        return 1
    print(f"{differing} of {total} answers differ.")
    return 1 if differing or not total else 0


def arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benches.same_pages", description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--python", default=sys.executable, help="runs both checkouts (default: this one)")
    parser.add_argument("--python-after", default="", help="runs AFTER, where it needs other packages")
    parser.add_argument("--one-database", action="store_true", help="AFTER gets a copy of BEFORE's, with the same keys")
    parser.add_argument("--only", default="", metavar="WORD", help="public, editors, empty, debug, limited or metrics")
    parser.add_argument(
        "--keep", type=Path, help="a file: what BEFORE answers is kept there, and taken from there today"
    )
    chosen = parser.parse_args()
    if chosen.one_database and chosen.keep:
        parser.error("--one-database needs BEFORE's database, which --keep may leave out.")
    return chosen


class Recorded(NamedTuple):
    """The responses of BEFORE to one list of requests, with these settings."""

    title: str
    asks: list[addresses.Ask]
    settings: dict[str, str]
    answers: dict[str, Any]


def record(before: Checkout, only: str) -> list[Recorded]:
    before.collect_static()
    before.fill(before.root / CATALOGUE)
    shutil.copytree(before.state / "full", before.state / "fresh")
    return [
        Recorded(title, asks, settings, before.answers(asks, **settings))
        for title, asks, settings in lists(before.known())
        if only in title
    ]


def read_record(file: Path | None, of: list[str]) -> list[Recorded] | None:
    """Return the record of the same lists from today, or None. Pages show the age of scores, so they change daily."""
    if file is None or not file.exists():
        return None
    record = json.loads(file.read_text(encoding="utf-8"))
    return [Recorded(*one) for one in record["recorded"]] if record["of"] == of else None


def write_record(file: Path | None, of: list[str], recorded: list[Recorded]) -> None:
    if file is not None:
        file.write_text(json.dumps({"of": of, "recorded": recorded}), encoding="utf-8")


def prepared(chosen: Namespace, before: Checkout, place: Path) -> Checkout:
    """Return AFTER with filled databases. Static files are collected again only if they differ."""
    is_same = before.static.exists() and same_files(dircmp(chosen.before / "static", chosen.after / "static"))
    static = before.static if is_same else place / "static-after"
    after = Checkout(chosen.after, chosen.python_after or chosen.python, place / "after", static)
    if not is_same:
        after.collect_static()
    if chosen.one_database:
        after.copy_databases(before)
    else:
        after.fill(before.root / CATALOGUE)
    return after


def print_counts(one: Recorded, found: dict[str, Any]) -> int:
    """Print the number of responses by status, and return their total."""
    statuses = Counter(answer["status"] for answer in found.values())
    counted = ", ".join(f"{number} of {status}" for status, number in sorted(statuses.items()))
    print(f"{one.title}: {len(found)} answers, {counted}", file=sys.stderr, flush=True)
    return len(found)


def same_files(found: "dircmp[str]") -> bool:
    if found.left_only or found.right_only or found.diff_files or found.funny_files:
        return False
    return all(same_files(inner) for inner in found.subdirs.values())


def lists(known: addresses.Known) -> list[tuple[str, list[addresses.Ask], dict[str, str]]]:
    """Return each list of requests with its name and settings. That of editors is last, as it changes the database."""
    metrics = [{"path": "/metrics", "headers": {"SERVER_PORT": "9100"}}]
    return [
        ("empty", addresses.empty(), {"database": "empty"}),
        ("debug", addresses.debug(), {"DEBUG": "on", "HTTPS": "off"}),
        ("limited", addresses.limited(), {"ADVICE_RATE": "2"}),
        ("metrics", metrics, {"METRICS_ON": "127.0.0.1:9100"}),
        ("public", addresses.public(known), {}),
        ("editors", editors(), {}),
    ]


if __name__ == "__main__":
    sys.exit(main())
