from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Finding:
    """A broken rule: the page, the rule, the place in the page, and an explanation."""

    page: str
    rule: str
    where: str
    help: str


def merged(found: Iterable[tuple[Finding, str]]) -> list[Finding]:
    """Return each finding once, with all the configurations in which it occurred."""
    configurations = defaultdict(list)
    for finding, configuration in found:
        configurations[finding].append(configuration)
    return [replace(finding, help=f"{finding.help} ({', '.join(names)})") for finding, names in configurations.items()]


def summary_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Return a line for each rule that a page breaks, with the first place and the number of further ones."""
    places = defaultdict(list)
    for finding in findings:
        places[finding.page, finding.rule, finding.help].append(finding.where)
    for (page, rule, help), (first, *others) in places.items():
        more = f"and {len(others)} more" if others else ""
        yield "  ".join(part for part in (page, rule, first, more, help) if part)
