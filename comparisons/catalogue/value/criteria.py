"""Criteria in groups, and the scales by which frameworks are scored on them."""

from comparisons.catalogue.value.part import Part


class Group(Part, frozen=True):
    slug: str
    name: str
    description: str


class EditorialScale(Part, frozen=True, tag="editorial", tag_field="type"):
    """0 to 10, judged by editors against three written anchors."""

    anchor_0: str
    anchor_5: str
    anchor_10: str


class MeasuredScale(Part, frozen=True, tag="measured", tag_field="type"):
    """A quantity with a unit. `best` below `worst` means that less is better."""

    unit: str
    worst: float
    best: float
    logarithmic: bool = False


class Kind(Part, frozen=True):
    slug: str
    name: str
    description: str


class KindScale(Part, frozen=True, tag="kinds", tag_field="type"):
    """A fact with kinds: it tells frameworks apart but makes none better."""

    kinds: tuple[Kind, ...]


Scale = EditorialScale | MeasuredScale | KindScale


class Criterion(Part, frozen=True, omit_defaults=True):
    """`review_months` is how long a score on it is taken to hold without another look.

    A `retired` one keeps its page and its scores, but takes no part in new advice: no choice names it.
    The usual values of both are left out of the bytes, so that editions from before there were any keep theirs.
    """

    slug: str
    name: str
    group: str
    description: str
    scale: Scale
    review_months: int = 12
    retired: bool = False
    aliases: tuple[str, ...] = ()
