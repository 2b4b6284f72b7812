"""What visitors add to the catalogue for their own result, in the link: scores, a criterion and notes. Pure.

    own=flask.admin.7:we use Flask-Admin    own=flask.mine.9    mine=Known to us    note=flask:runs in billing already

A changed copy of the catalogue has them, marked as theirs, and the result is worked out from that. Nothing is stored.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from comparisons.catalogue.value import (
    CRITERIA,
    FRAMEWORKS,
    Catalogue,
    Confidence,
    Criterion,
    EditorialScale,
    Framework,
    Score,
)
from comparisons.catalogue.wording import YOURS, counted, joined

if TYPE_CHECKING:
    from comparisons.catalogue.names import Names

OWN, NOTE, MINE = KEYS = ("own", "note", "mine")
# The slug of a visitor's own criterion, of which a link can have one.
MINE_SLUG = "mine"
# The most scores and notes of a link, and characters of a text.
MOST_SCORES, MOST_NOTES, LONGEST_TEXT, LONGEST_NAME = 40, 10, 200, 60

_SCORE = re.compile(r"([a-z0-9-]{1,60})\.([a-z0-9-]{1,60})\.([0-9]{1,9}(?:\.[0-9]{1,4})?)(?::(.*))?", re.DOTALL)
_NOTE = re.compile(r"([a-z0-9-]{1,60}):(.*)", re.DOTALL)


class OwnScore(Struct, frozen=True):
    framework: str
    criterion: str
    value: float
    reason: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        text = f"{self.framework}.{self.criterion}.{self.value:.10g}"
        return OWN, f"{text}:{self.reason}" if self.reason else text


class OwnNote(Struct, frozen=True):
    framework: str
    text: str

    @property
    def pair(self) -> tuple[str, str]:
        return NOTE, f"{self.framework}:{self.text}"


class Own(Struct, frozen=True):
    """A visitor's own scores and notes, and the name of their own criterion, "" without one."""

    scores: tuple[OwnScore, ...] = ()
    notes: tuple[OwnNote, ...] = ()
    criterion: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters of an address that hold these."""
        named = [(MINE, self.criterion)] if self.criterion else []
        return [*named, *(score.pair for score in self.scores), *(note.pair for note in self.notes)]

    def without(self, *gone: OwnScore | OwnNote) -> "Own":
        """Return these without some scores or notes."""
        return replace(
            self,
            scores=tuple(score for score in self.scores if score not in gone),
            notes=tuple(note for note in self.notes if note not in gone),
        )

    def without_criterion(self) -> "Own":
        """Return these without the criterion and the scores on it."""
        others = tuple(score for score in self.scores if score.criterion != MINE_SLUG)
        return replace(self, criterion="", scores=others)


NOTHING = Own()


class OwnRead(Struct, frozen=True):
    """What an address holds of a visitor's own, and the names of what could not be kept."""

    own: Own
    dropped: tuple[str, ...]


def read_own(pairs: Iterable[tuple[str, str]], names: "Names") -> OwnRead:
    """Return what the pairs of a query hold, of which the first of several scores on the same thing counts."""
    given = [(key, value) for key, value in pairs if key in KEYS and value.strip()]
    criterion = next((_line(value, LONGEST_NAME) for key, value in given if key == MINE), "")
    scores: dict[tuple[str, str], OwnScore] = {}
    notes: dict[str, OwnNote] = {}
    dropped: list[str] = []
    for key, value in given:
        if key == OWN and (score := _score(value, names, criterion)) and len(scores) < MOST_SCORES:
            scores.setdefault((score.framework, score.criterion), score)
        elif key == NOTE and (note := _note(value, names)) and len(notes) < MOST_NOTES:
            notes.setdefault(note.framework, note)
        elif key != MINE:
            dropped.append(key)
    own = Own(scores=tuple(scores.values()), notes=tuple(notes.values()), criterion=criterion)
    return OwnRead(own, tuple(dict.fromkeys(dropped)))


def _score(text: str, names: "Names", criterion: str) -> OwnScore | None:
    found = _SCORE.fullmatch(text.strip())
    framework = names.slug(FRAMEWORKS, found[1]) if found else None
    if found is None or framework not in names.catalogue.public_frameworks or framework is None:
        return None
    slug = MINE_SLUG if criterion and found[2] == MINE_SLUG else names.slug(CRITERIA, found[2])
    rated = {one.slug: one for one in names.catalogue.rated_criteria}
    if slug is None or (slug not in rated and slug != MINE_SLUG):
        return None
    value = float(found[3])
    is_of_ten = slug == MINE_SLUG or isinstance(rated[slug].scale, EditorialScale)
    return OwnScore(framework, slug, value, _line(found[4] or "")) if value <= 10 or not is_of_ten else None


def _note(text: str, names: "Names") -> OwnNote | None:
    found = _NOTE.fullmatch(text.strip())
    framework = names.slug(FRAMEWORKS, found[1]) if found else None
    if found is None or framework is None or framework not in names.catalogue.public_frameworks:
        return None
    words = _line(found[2])
    return OwnNote(framework, words) if words else None


def _line(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return a text as one line of printable characters, cut to its longest."""
    words = "".join(character if character.isprintable() else " " for character in text).split()
    return " ".join(words)[:longest].rstrip()


def is_own_value(text: str) -> bool:
    """Whether a value of one of KEYS has the form of one; what it names may not exist."""
    return bool(text.strip())


def with_own(catalogue: Catalogue, own: Own) -> Catalogue:
    """Return the catalogue with a visitor's own criterion and scores, marked as theirs."""
    if not (own.scores or own.criterion):
        return catalogue
    by_framework: dict[str, dict[str, OwnScore]] = {}
    for score in own.scores:
        by_framework.setdefault(score.framework, {})[score.criterion] = score
    frameworks = tuple(_changed(one, by_framework.get(one.slug, {})) for one in catalogue.frameworks)
    criteria = (*catalogue.criteria, _criterion(catalogue, own.criterion)) if own.criterion else catalogue.criteria
    return replace(catalogue, frameworks=frameworks, criteria=criteria)


def _criterion(catalogue: Catalogue, name: str) -> Criterion:
    return Criterion(
        slug=MINE_SLUG,
        name=name,
        group=catalogue.groups[-1].slug,
        description="Your own criterion.",
        scale=EditorialScale(anchor_0="Worst for you.", anchor_5="In between.", anchor_10="Best for you."),
    )


def _changed(framework: Framework, own: dict[str, OwnScore]) -> Framework:
    if not own:
        return framework
    others = tuple(score for score in framework.scores if score.criterion not in own)
    return replace(framework, scores=(*others, *(_as_score(framework, one) for one in own.values())))


def _as_score(framework: Framework, own: OwnScore) -> Score:
    known = framework.score_by_criterion.get(own.criterion)
    return Score(
        criterion=own.criterion,
        value=own.value,
        confidence=Confidence.HIGH,
        reason=f"Your own score. {own.reason}".strip(),
        reviewed_on=known.reviewed_on if known else date.min,
        version=YOURS,
    )


def own_lines(catalogue: Catalogue, own: Own) -> list[str]:
    """Return a visitor's own scores and notes in words: 'Flask on Admin interface: 7 instead of 2. We know it.'

    `catalogue` is the one without them.
    """
    lines = [f"Your criterion: {own.criterion}"] if own.criterion else []
    lines += [score_in_words(catalogue, own, score) for score in own.scores]
    return lines + [note_in_words(catalogue, note) for note in own.notes]


def score_in_words(catalogue: Catalogue, own: Own, score: OwnScore) -> str:
    """Return an own score with the names of what it is about, and the score of the catalogue that it replaces."""
    framework = catalogue.framework_by_slug[score.framework]
    name = own.criterion if score.criterion == MINE_SLUG else catalogue.criterion_by_slug[score.criterion].name
    known = framework.score_by_criterion.get(score.criterion)
    instead = f" instead of {known.value:g}" if known and not isinstance(known.value, str) else ""
    return f"{framework.name} on {name}: {score.value:g}{instead}. {score.reason}".strip()


def note_in_words(catalogue: Catalogue, note: OwnNote) -> str:
    """Return a note with the name of its framework."""
    return f"{catalogue.framework_by_slug[note.framework].name}: {note.text}"


def counted_own(own: Own) -> str:
    """Return how many of each there are, without a full stop: '2 scores and 1 note are yours, not ours'."""
    counts = [(len(own.scores), "score"), (int(bool(own.criterion)), "criterion"), (len(own.notes), "note")]
    said = [counted(number, word) for number, word in counts if number]
    is_one = sum(number for number, _ in counts) == 1
    return f"{joined(said)} {'is' if is_one else 'are'} yours, not ours"
