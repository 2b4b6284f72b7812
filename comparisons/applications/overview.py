"""What the page of the lab lists: all applications of a specification, and who leaves out what. Pure."""

from collections.abc import Sequence

from msgspec import Struct

from comparisons.applications.reading import LabApplication, Language, public_applications
from comparisons.applications.specification import KINDS, PARTS, Part
from comparisons.catalogue.value import Catalogue, Framework

# What lines are counted as, with the colour of their part of a bar.
LANGUAGES: dict[Language, tuple[str, int]] = {
    "python": ("Python", 3),
    "template": ("templates", 4),
    "other": ("other", 1),
}


class Segment(Struct, frozen=True):
    """A part of a bar: where it begins and how long it is, in percent, and its colour."""

    start: float
    length: float
    shade: int


class Listed(Struct, frozen=True):
    framework: Framework
    application: LabApplication
    bar: tuple[Segment, ...]


class Kind(Struct, frozen=True):
    """The applications of one specification, shortest first, and its parts with the frameworks that leave them out."""

    slug: str
    title: str
    in_short: str
    listed: tuple[Listed, ...]
    languages: tuple[tuple[str, int], ...]
    parts: tuple[tuple[Part, tuple[Framework, ...]], ...]


def overview(catalogue: Catalogue) -> list[Kind]:
    """Return the specifications that have applications."""
    found = public_applications(catalogue)
    by_kind = {kind: [pair for pair in found if pair[1].specification == kind] for kind in KINDS}
    return [_kind(kind, pairs) for kind, pairs in by_kind.items() if pairs]


def _kind(slug: str, pairs: Sequence[tuple[Framework, LabApplication]]) -> Kind:
    parts = [
        (part, tuple(framework for framework, own in pairs if name in own.described.cannot))
        for name, part in PARTS[slug].items()
    ]
    shortest_first = sorted(pairs, key=lambda pair: pair[1].lines)
    return Kind(
        slug,
        title=KINDS[slug][0],
        in_short=KINDS[slug][1],
        listed=tuple(with_bars(shortest_first)),
        languages=tuple(languages_of(pairs)),
        parts=tuple(parts),
    )


def with_bars(pairs: Sequence[tuple[Framework, LabApplication]]) -> list[Listed]:
    """Return the applications with bars on one scale."""
    longest = max((own.lines for _, own in pairs), default=1)
    return [Listed(framework, own, tuple(_bar(own, longest))) for framework, own in pairs]


def languages_of(pairs: Sequence[tuple[Framework, LabApplication]]) -> list[tuple[str, int]]:
    """Return name and colour of what the lines of these applications are counted as."""
    return [LANGUAGES[one] for one in LANGUAGES if any(own.lines_by_language[one] for _, own in pairs)]


def _bar(own: LabApplication, longest: int) -> list[Segment]:
    segments, start = [], 0.0
    for language, lines in own.lines_by_language.items():
        length = 100 * lines / longest
        segments.append(Segment(round(start, 2), round(length, 2), LANGUAGES[language][1]))
        start += length
    return segments
