"""Words of sentences: numbers with the nouns that they count, figures with their units, lists. Pure."""

import re
from collections.abc import Sequence

# English plurals of the first word of a unit. Abbreviations such as ms and GB are left alone: they are shorter.
_PLURAL = re.compile(r"^(?P<stem>[a-z]{2,}(?:[a-rt-z]))s\b")
_PLURAL_IN_ES = re.compile(r"^(?P<stem>[a-z]+(?:ss|x|[tnr]ch|sh))es\b")
_PLURAL_IN_IES = re.compile(r"^(?P<stem>[a-z]+)ies\b")
# Names of languages keep their capital letter within a sentence.
_LANGUAGES = ("Python", "JavaScript")
# Singular words that end like plurals.
_SINGULAR = re.compile(r"^[a-z]*(?:us|is)\b")

# The version of a score that a visitor set in a link, by which pages tell that it is theirs.
YOURS = "your own score"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number and what it counts: '1 score', '1,200 scores'. The plural has an s unless it is given."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def unit_of(value: float, unit: str) -> str:
    """Return a unit, which editors give in the plural, as it is said of a value: 'package' of 1, 'packages' of 2."""
    if value != 1 or _SINGULAR.match(unit):
        return unit
    if found := _PLURAL_IN_IES.match(unit):
        return f"{found['stem']}y{unit[found.end() :]}"
    found = _PLURAL_IN_ES.match(unit) or _PLURAL.match(unit)
    return f"{found['stem']}{unit[found.end() :]}" if found else unit


def joined(words: Sequence[str], conjunction: str = "and") -> str:
    """Join words as a list in a sentence: 'a, b and c'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def in_sentence(name: str) -> str:
    """Return a name as it is written within a sentence: 'building APIs', but 'HTML support'.

    >>> in_sentence("Building APIs")
    'building APIs'
    """
    if name.startswith(_LANGUAGES) or not name[1:2].islower():
        return name
    return name[:1].lower() + name[1:]
