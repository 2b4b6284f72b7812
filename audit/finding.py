from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Finding:
    """Something that must not be: on which page, which rule it breaks, where in the page, and what the rule says."""

    page: str
    rule: str
    where: str
    help: str


def merged(found: Iterable[tuple[Finding, str]]) -> list[Finding]:
    """Return each finding once, with all the ways of looking that showed it."""
    ways = defaultdict(list)
    for finding, way in found:
        ways[finding].append(way)
    return [replace(finding, help=f"{finding.help} ({', '.join(seen)})") for finding, seen in ways.items()]


def told(findings: Iterable[Finding]) -> Iterator[str]:
    """Return a line for each rule that a page breaks, with the first place and the number of others."""
    places = defaultdict(list)
    for finding in findings:
        places[finding.page, finding.rule, finding.help].append(finding.where)
    for (page, rule, help), (first, *others) in places.items():
        more = f"and {len(others)} more" if others else ""
        yield "  ".join(part for part in (page, rule, first, more, help) if part)
