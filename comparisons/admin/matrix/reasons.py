"""Why a cell of the matrix has its score: reason, version and sources, as they are shown and typed."""

import re
from typing import NamedTuple, Self

from django.core.exceptions import ValidationError

from comparisons.admin.fields import LONGEST, PlainText
from comparisons.catalogue.codec import digest
from comparisons.models import Score, Source

NO_REASON = "Give the reason: the facts behind the value."
_REASON = PlainText(max_length=LONGEST, error_messages={"required": NO_REASON})
_VERSION = PlainText(max_length=30, error_messages={"required": "Say which version the reason is about."})
# Hexadecimal digits: enough that two texts do not look the same.
_SEEN_DIGITS = 16


class Why(NamedTuple):
    """The reason for a score, the version that it is about, and the slugs of its sources with commas."""

    reason: str = ""
    version: str = ""
    sources: str = ""

    @classmethod
    def of(cls, score: Score) -> Self:
        """Return what is stored. The sources should have been read with the score."""
        return cls(score.reason, score.version, ", ".join(sorted(source.slug for source in score.sources.all())))

    @property
    def slugs(self) -> list[str]:
        return [slug for slug in re.split(r"[\s,;]+", self.sources) if slug]

    @property
    def seen(self) -> str:
        """A digest by which a change is noticed, however browsers write line ends."""
        parts = (" ".join(self.reason.split()), self.version.strip(), *sorted(self.slugs))
        return digest("\n".join(parts).encode())[:_SEEN_DIGITS]


def checked(why: Why) -> tuple[Why, tuple[int, ...], list[str]]:
    """Return what was typed as it is to be stored, the keys of its sources, and what is wrong with it."""
    known = dict(Source.objects.filter(slug__in=why.slugs).values_list("slug", "pk")) if why.slugs else {}
    errors = []
    try:
        why = why._replace(reason=_REASON.clean(why.reason))
        why = why._replace(version=_VERSION.clean(why.version))
    except ValidationError as error:
        errors += error.messages
    if unknown := [slug for slug in why.slugs if slug not in known]:
        errors.append(f"There is no source {', '.join(unknown)}. Choose from the list, or add it first.")
    return why, tuple(known.values()), errors
