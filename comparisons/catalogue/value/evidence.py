"""Sources, and what rests on them: statements, facts and claims."""

from datetime import date
from enum import StrEnum

from comparisons.catalogue.value.part import Part


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Verdict(StrEnum):
    SUPPORTED = "supported"
    DISPUTED = "disputed"
    WRONG = "wrong"


class Source(Part, frozen=True):
    """Where a fact was read. `published` is the source's own word: a date, a version or 'undated'."""

    slug: str
    title: str
    publisher: str
    published: str
    accessed: date
    address: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()


class Statement(Part, frozen=True):
    text: str
    sources: tuple[str, ...] = ()


class Fact(Part, frozen=True):
    label: str
    text: str
    sources: tuple[str, ...] = ()


class Claim(Part, frozen=True):
    """A statement some source made, in our words, and what we found. No verdict: not checked yet."""

    slug: str
    text: str
    made_by: str
    where: str
    frameworks: tuple[str, ...]
    evidence: str
    criterion: str | None = None
    verdict: Verdict | None = None
    sources: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
