"""Slugs by what a row is called: a cell may hold the slug or the name, in any case and spacing."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from django.core.exceptions import ValidationError

from comparisons.search.text import fold

_MOST_SUGGESTIONS = 3
_LONGEST = 60


class Names:
    """The slugs of one thing, such as 'framework', by their names. `advice` says what to do if one is missing."""

    def __init__(self, thing: str, names: Mapping[str, Iterable[str]], advice: str = "") -> None:
        self.thing, self.advice = thing, advice
        self.by_name: dict[str, dict[str, str]] = {}
        self.slugs: set[str] = set()
        for slug, called in names.items():
            self.add(slug, *called)

    def add(self, slug: str, *names: str) -> None:
        self.slugs.add(slug)
        for name in (slug, *names):
            if word := _squashed(name):
                self.by_name.setdefault(word, {})[slug] = names[0] if names else slug

    def found(self, text: str) -> str:
        """Return the one slug that a text names, or else the text as it is."""
        known = self._known(text)
        return next(iter(known)) if len(known) == 1 else text.strip()

    def slug(self, text: str) -> str:
        """Return the one slug that a text names. Raises ValidationError, with candidates."""
        known = self._known(text)
        if len(known) == 1:
            return next(iter(known))
        shown = text.strip()[:_LONGEST]
        if known:
            listed = " or ".join(sorted(f"{name} ({slug})" for slug, name in known.items()))
            raise ValidationError(f"“{shown}” may be {listed}: write the one in brackets.")
        raise ValidationError(f"There is no {self.thing} named “{shown}”.{self._suggestion(text)}{self.advice}")

    def _known(self, text: str) -> dict[str, str]:
        """Return the names of the slugs that a text may name."""
        if text.strip() in self.slugs:
            return {text.strip(): text.strip()}
        return self.by_name.get(_squashed(text), {})

    def _suggestion(self, text: str) -> str:
        near = get_close_matches(_squashed(text)[:_LONGEST], self.by_name, n=_MOST_SUGGESTIONS)
        slugs = dict.fromkeys(slug for word in near for slug in self.by_name[word])
        return f" Did you mean {' or '.join(list(slugs)[:_MOST_SUGGESTIONS])}?" if slugs else ""


def _squashed(text: str) -> str:
    """Return the letters and digits of a text, in lower case and without accents."""
    return "".join(character for character in fold(text) if character.isalnum() or character in "+#")
