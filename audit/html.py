"""The Nu HTML checker, on the HTML of every page as sent, and on our style sheets."""

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.browser import visitor
from audit.finding import Finding
from audit.pages import Page
from audit.site import PROJECT, Site
from audit.tools import tool

COMMAND = ["java", "-jar", str(tool("vnu-jar/build/dist/vnu.jar"))]
COMMAND += ["--also-check-css", "--format", "json", "--stdout", "--exit-zero-always"]

# Messages that we accept, with reasons. Messages of type info (a slash in `<input />`) are ignored.
ACCEPTED = {
    # A colour mixed by a number of the cell, which the checker cannot work out.
    "comparison": [r"CSS: “background”: “calc\(var\(--v\) \* 1\.4%\)” is not a “\*invalid\*” value"],
    # Markup of Django's forms and list of applications.
    "admin": [
        r"An “input” element with a “type” attribute whose value is “hidden” must not have any “aria-\*” attributes",
        r"The value of the “for” attribute of the “label” element must be the ID of a non-hidden form control",
        r"The first “option” element in a “select” element with a “required” attribute, and without a “multiple”",
        r"Element “option” without attribute “label” must not be empty\.",
        r"A table row was 2 columns wide, which is less than the column count established by the first row",
    ],
}


def check(site: Site, pages: Sequence[Page]) -> list[Finding]:
    with TemporaryDirectory(prefix="advisor-audit-html-") as folder, visitor(site) as browser:
        for page in pages:
            (Path(folder) / f"{page.name}.html").write_text(browser.html(page), encoding="utf-8")
        return findings([Path(folder), *sorted((PROJECT / "static").rglob("*.css"))])


def findings(files: Sequence[Path]) -> list[Finding]:
    checked = subprocess.run([*COMMAND, *files], capture_output=True, text=True, check=True)
    return [
        Finding(page, rule, where=" ".join(message.get("extract", "").split()), help=message["message"])
        for message in json.loads(checked.stdout)["messages"]
        if (rule := message.get("subType", message["type"])) != "info"
        and not is_accepted(page := Path(message["url"]).stem, message["message"])
    ]


def is_accepted(page: str, message: str) -> bool:
    patterns = ACCEPTED.get(page.split("-")[0], [])
    return any(re.match(pattern, message) for pattern in patterns)
