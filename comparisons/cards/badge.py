"""The badge for a framework's own pages. It says that the framework is compared here, not how it scores. Pure."""

from msgspec import Struct

from comparisons.cards.font import SEMI_BOLD
from comparisons.catalogue.value import Framework, Status

__all__ = ["Badge", "Part", "badge"]

LABEL = "framework advisor"
SIZE, _PADDING, _MARK = 12, 8, 18


class Part(Struct, frozen=True):
    """A text with its position and width in pixels."""

    text: str
    x: int
    length: int


class Badge(Struct, frozen=True):
    """The layout of a badge, in pixels. `divide` is where the second half begins; `alt` is the text alternative."""

    alt: str
    width: int
    divide: int
    label: Part
    message: Part


def badge(framework: Framework, edition: int) -> Badge:
    status = "retired" if framework.status is Status.RETIRED else "compared"
    label = _part(LABEL, _PADDING + _MARK)
    divide = label.x + label.length + _PADDING
    message = _part(f"{status}, edition {edition}", divide + _PADDING)
    return Badge(
        alt=f"{framework.name}: {message.text} of the {LABEL}",
        width=message.x + message.length + _PADDING,
        divide=divide,
        label=label,
        message=message,
    )


def _part(text: str, x: int) -> Part:
    return Part(text=text, x=x, length=round(SEMI_BOLD.width(text) * SIZE))
