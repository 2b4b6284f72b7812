"""Read every record below doc/adr with adr-viewer, and print what it found as JSON. Runs in the tools' environment."""

import json
from pathlib import Path

from adr_viewer.parse import parse_adr

found = {}
for file in sorted(Path("doc/adr").glob("*.md")):
    record = parse_adr(file.read_text(encoding="utf-8"))
    found[file.name] = {"title": record.title, "status": record.status} if record else None
print(json.dumps(found))
