"""Decision records of every state, read back by the tools that teams file them with."""

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen

from audit.site import Site
from clients.finding import Finding
from clients.tools import HERE, NODE, node_home, node_tool, python_tool, run

# Every state of a result, as the shipped catalogue and the audit's second edition have them (audit/site.py).
STATES = {
    "one first": "build=business-app&interface=pages&size=medium&back-office=admin",
    "tie": "level.performance=decisive",
    "no priorities": "",
    "few answers": "build=api",
    "passed": "build=api&size=not-sure",
    "few frameworks": "among=django&among=flask&build=site",
    "excluded": "interface=pages&need.admin=5",
    "unconfirmed": "build=site&need.seo=1",
    "nothing left": "need.admin=10&need.realtime=9",
    "pinned": "edition=1&build=api",
    "numbered": "build=api&number=12",
    "MADR 2": "build=business-app&interface=pages&number=13&madr=2",
    "MADR 2, tie": "level.performance=decisive&number=14&madr=2",
    "MADR 2, nothing left": "need.admin=10&need.realtime=9&number=15&madr=2",
}
# MADR's own rules: lines are as long as their paragraphs.
MARKDOWNLINT = {"config": {"default": True, "MD013": False}}
STATUS = "proposed"
# The parser of adr-manager is in no registry: the environment may name a checkout of it.
ADR_MANAGER = "adr-manager"
CHECKOUT = os.environ.get("ADR_MANAGER", "")

Reading = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """A record as the site gave it, and what it has to say."""

    state: str
    file: str
    text: str
    title: str
    date: str

    @property
    def is_madr_2(self) -> bool:
        return "madr=2" in STATES[self.state]


def check(site: Site) -> list[Finding]:
    with TemporaryDirectory(prefix="advisor-clients-records-") as made:
        folder = Path(made)
        records = [_record(site, state, query) for state, query in STATES.items()]
        _file(folder, records)
        readings = _readings(folder)
        findings = [finding for record in records for finding in compared(record, readings)]
        return [*findings, *_states_that_are_none(records), *_style(folder)]


def expected(record: Record) -> dict[str, Reading]:
    """Return what each reader has to find in a record, which is less than all where the README says why."""
    whole = {"title": record.title, "status": STATUS, "date": record.date}
    is_madr_2 = record.is_madr_2
    # Its grammar begins with the title.
    chosen = record.title.removeprefix("Use ") if record.title.startswith("Use ") else ""
    adr_manager = {ADR_MANAGER: {**whole, "chosen": chosen}} if is_madr_2 else {}
    return adr_manager | {
        "log4brains": whole,
        "adr-log": {"title": record.title},
        "adr-tools": {"title": record.title if is_madr_2 else "-"},
        "adr-viewer": {"title": record.title, "status": "unknown"},
        "backstage": {
            "is_listed": True,
            "status": None if is_madr_2 else STATUS,
            "date": None if is_madr_2 else record.date,
        },
    }


def compared(record: Record, readings: dict[str, dict[str, Reading]]) -> Iterator[Finding]:
    for reader, right in expected(record).items():
        if reader == ADR_MANAGER and reader not in readings:
            continue
        found = readings[reader].get(record.file)
        if found != right:
            yield Finding(reader, record.state, f"expected {right}, read {found}")


def _record(site: Site, state: str, query: str) -> Record:
    """Ask for a record, and at another address for the result that it has to agree with."""
    with urlopen(f"{site.url}/advise/result.md?{query}") as answer:
        name = answer.headers["Content-Disposition"].partition('filename="')[2].removesuffix('.md"')
        text = answer.read().decode()
    with urlopen(f"{site.url}/advise/result.json?{re.sub('&(number|madr)=[0-9]+', '', query)}") as answer:
        result = json.load(answer)
    names = _names(site, result["edition"]["number"])
    first = [names[one["framework"]] for one in result["ranking"] if one["rank"] == 1]
    return Record(
        state=state,
        # Several states may give the same name, which a team would not file twice either.
        file=f"{name}-as-{state.lower().replace(', ', '-').replace(' ', '-')}.md",
        text=text,
        title=title_of(first, decided=not result["equal_weights"] or len(result["ranking"]) == 1),
        date=result["edition"]["published_at"][:10],
    )


def title_of(first: list[str], *, decided: bool = True) -> str:
    """Return the title of a record by the names of those in the first place. `decided`: by priorities or must-haves."""
    if not first or (len(first) == 1 and not decided):
        return "Choose a web framework"
    return f"Use {first[0]}" if len(first) == 1 else f"Choose between {', '.join(first[:-1])} and {first[-1]}"


def _names(site: Site, edition: int) -> dict[str, str]:
    with urlopen(f"{site.url}/api/v1/frameworks?edition={edition}&limit=200") as answer:
        return {one["slug"]: one["name"] for one in json.load(answer)["items"]}


def _states_that_are_none(records: list[Record]) -> Iterator[Finding]:
    """Tell which records are no longer in the state that they stand for, since the catalogue has changed."""
    signs = {
        "tie": "\n# Choose between ",
        "no priorities": "You named no priorities",
        "few answers": "\n- First impression from 1 answer.\n",
        "passed": "\nNot answered:\n",
        "excluded": "\nExcluded: it misses ",
        "unconfirmed": "\nNot confirmed: ",
        "nothing left": "No framework meets all your must-haves.",
    }
    for record in records:
        if signs.get(record.state, "") not in record.text:
            yield Finding("site", record.state, "the record is not in this state: choose other answers for it")


def _file(folder: Path, records: list[Record]) -> None:
    """Make a project that keeps the records, as log4brains wants it: with its settings and a commit."""
    (folder / "doc/adr").mkdir(parents=True)
    for record in records:
        (folder / "doc/adr" / record.file).write_text(record.text, encoding="utf-8")
    (folder / ".log4brains.yml").write_text("project: {name: Records, tz: UTC, adrFolder: doc/adr}\n", encoding="utf-8")
    (folder / ".markdownlint-cli2.jsonc").write_text(json.dumps(MARKDOWNLINT), encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "node_modules").symlink_to(node_home() / "node_modules")
    shutil.copy(HERE / "readers.mjs", folder)
    author = ("-c", "user.name=Records", "-c", "user.email=records@localhost")
    run("git", "init", "--quiet", folder=folder)
    run("git", "add", "doc", folder=folder)
    run("git", *author, "commit", "--quiet", "--message", "Records", folder=folder)


def _readings(folder: Path) -> dict[str, dict[str, Reading]]:
    """Return what each reader found, by the name of the file."""
    found: dict[str, dict[str, Reading]] = json.loads(run(NODE, "readers.mjs", folder=folder).stdout)
    log = run(NODE, str(node_home() / "node_modules/adr-log/cli.js"), "-d", "doc/adr", "log.md", folder=folder).stdout
    toc = run("adr", "generate", "toc", folder=folder).stdout
    viewed = run(python_tool("python"), str(HERE / "view_records.py"), folder=folder).stdout
    return (
        found
        | _adr_manager(folder)
        | {
            "adr-log": {
                Path(m[1]).name: {"title": m[2]} for m in re.finditer(r"^\* \[ADR-.+?\]\((.+?)\) - (.*)$", log, re.M)
            },
            "adr-tools": {m[2]: {"title": m[1]} for m in re.finditer(r"^\* \[(.*)\]\((.+?)\)$", toc, re.M)},
            "adr-viewer": json.loads(viewed),
        }
    )


def _adr_manager(folder: Path) -> dict[str, dict[str, Reading]]:
    """Return what adr-manager's parser found, nothing if there is no checkout of it."""
    if not CHECKOUT:
        print("adr-manager is left out: ADR_MANAGER names no checkout of it.", file=sys.stderr)
        return {}
    own = folder / ADR_MANAGER
    shutil.copytree(Path(CHECKOUT) / "src/plugins", own)
    parser = (own / "parser.js").read_text(encoding="utf-8")
    # Node takes no names out of lodash, as the bundler of adr-manager does.
    named, whole = 'import { cloneDeep } from "lodash";', 'import lodash from "lodash";\nconst { cloneDeep } = lodash;'
    (own / "parser.js").write_text(parser.replace(named, whole), encoding="utf-8")
    shutil.copy(HERE / "adr_manager.mjs", folder)
    return {ADR_MANAGER: json.loads(run(NODE, "adr_manager.mjs", folder=folder).stdout)}


def _style(folder: Path) -> list[Finding]:
    linted = run(node_tool("markdownlint-cli2"), "doc/adr/*.md", folder=folder, check=False)
    lines = [line for line in linted.stderr.splitlines() if line.startswith("doc/adr/")]
    if linted.returncode and not lines:
        lines = [linted.stderr]
    return [Finding("markdownlint", line.partition(" ")[0], line.partition(" ")[2]) for line in lines]
