"""The badge that a framework's own pages may show: that it is compared here, and nothing of how good it is. Pure."""

from msgspec import Struct

from comparisons.cards.font import SEMI_BOLD
from comparisons.catalogue.value import Framework, Status

__all__ = ["Badge", "Part", "badge"]

LABEL = "framework advisor"
SIZE, _BESIDE, _MARK = 12, 8, 18


class Part(Struct, frozen=True):
    """A text, where it begins and how long it is drawn, in pixels."""

    text: str
    x: int
    length: int


class Badge(Struct, frozen=True):
    """`divide` is where the second half begins. `alt` says the same in words."""

    alt: str
    width: int
    divide: int
    label: Part
    message: Part


def badge(framework: Framework, edition: int) -> Badge:
    said = "retired" if framework.status is Status.RETIRED else "compared"
    label = _part(LABEL, _BESIDE + _MARK)
    divide = label.x + label.length + _BESIDE
    message = _part(f"{said}, edition {edition}", divide + _BESIDE)
    return Badge(
        alt=f"{framework.name}: {message.text} of the {LABEL}",
        width=message.x + message.length + _BESIDE,
        divide=divide,
        label=label,
        message=message,
    )


def _part(text: str, x: int) -> Part:
    return Part(text=text, x=x, length=round(SEMI_BOLD.width(text) * SIZE))
