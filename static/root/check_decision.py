#!/usr/bin/env python3
"""Check whether decisions made with the framework advisor still hold. Needs Python 3.8 and nothing else.

    check_decision.py [--first-place] LINK_OR_FILE...

Each argument is the permanent link of a result, or a file or folder of Markdown, text or HTML with such links in it,
for example your decision records. Exit codes: 0 if all decisions hold, 1 if one no longer does, 2 if it cannot tell.
With --first-place, only another first place counts as a change.
"""

import argparse
import html
import json
import re
import sys
import urllib.request
from pathlib import Path

HOLDS, CHANGED, UNKNOWN = 0, 1, 2
SECONDS = 20
RESULT = "/advise/result/?"
LINK = re.compile(r"""https?://[^\s<>"'()\[\]`]+/advise/result/\?[^\s<>"'()\[\]`]+""")
ENDINGS = {".md", ".markdown", ".txt", ".rst", ".adoc", ".html"}


def main() -> int:
    parser = argparse.ArgumentParser(description="Check whether decisions made with the framework advisor still hold.")
    parser.add_argument(
        "where", nargs="+", metavar="LINK_OR_FILE", help="a permanent link, or a file or folder with some"
    )
    parser.add_argument("--first-place", action="store_true", help="only another first place counts as a change")
    asked = parser.parse_args()
    try:
        links = list(dict.fromkeys(link for where in asked.where for link in links_in(where)))
    except (OSError, ValueError) as error:
        print(f"Cannot read the links: {error}", file=sys.stderr)
        return UNKNOWN
    if not links:
        print("No permanent link to a result in there: one has edition= in it.", file=sys.stderr)
        return UNKNOWN
    return max(check(link, first_place_only=asked.first_place) for link in links)


def links_in(where: str) -> "list[str]":
    """Return the permanent links that an argument is or holds."""
    if where.startswith(("http://", "https://")):
        return [where]
    path = Path(where)
    files = sorted(p for p in path.rglob("*") if p.suffix in ENDINGS) if path.is_dir() else [path]
    found = [html.unescape(link) for file in files for link in LINK.findall(file.read_text(encoding="utf-8"))]
    return [link.rstrip(".,;:!") for link in found if "edition=" in link]


def check(link: str, first_place_only: bool) -> int:
    """Ask how a decision stands, say it, and return the exit code."""
    if RESULT not in link:
        print(f"Not the link of a result: {link}", file=sys.stderr)
        return UNKNOWN
    address = link.replace(RESULT, "/advise/result/status.json?", 1)
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:
            status = json.load(answer)
        holds = status["first_place_holds"] if first_place_only else status["exit_code"] == 0
        print(f"{'Holds' if holds else 'Look again'}: {status['sentence']} {link}")
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"Cannot tell ({error}): {link}", file=sys.stderr)
        return UNKNOWN
    return HOLDS if holds else CHANGED


if __name__ == "__main__":
    sys.exit(main())
