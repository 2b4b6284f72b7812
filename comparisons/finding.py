"""Finding frameworks, criteria, claims and sources by words. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from msgspec import Struct

from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue, Framework
from comparisons.entries import Collection, Entry, Passage, entries
from comparisons.words import Likeness, fold, forms_of, likeness, raw_words, words_of

__all__ = ["Findings", "Found", "Hit", "find"]

# Where a word stands: a name beats a summary, a summary any other text, however many of them there are.
_NAME, _SUMMARY, _TEXT = 1_000_000, 1_000, 0
_SHOWN_PASSAGES = 2
# A near miss shares this much with what was typed; the measure is difflib's.
_NEAR = 0.7


class Hit(Struct, frozen=True):
    """An entry that holds every word, and the passages that hold those missing in its name and summary."""

    entry: Entry
    passages: tuple[Passage, ...]


class Found(Struct, frozen=True):
    """What was found of one kind: how much, and the best of it."""

    collection: Collection
    total: int
    hits: tuple[Hit, ...]


class Findings(Struct, frozen=True):
    """`named` are the frameworks whose names the words hold. Where nothing is found, `meant` are the same words
    with near misses put right (none: nothing is near), and `alone` are those of the words that something holds.
    """

    words: tuple[str, ...]
    named: tuple[Framework, ...]
    found: tuple[Found, ...] = ()
    meant: str = ""
    alone: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(one.total for one in self.found)


class _Index(Struct, frozen=True):
    """Every text of every entry has a number: its field. `fields` gives an entry's own, in the order of its texts.

    `postings` gives the fields that hold a form, `spellings` how the names and summaries write it.
    """

    entries: tuple[Entry, ...]
    fields: tuple[range, ...]
    entry_of: tuple[int, ...]
    weight_of: tuple[int, ...]
    postings: Mapping[str, Sequence[int]]
    spellings: Mapping[str, str]


def find(catalogue: Catalogue, query: str, *, only: Collection | None = None, most: int = 10) -> Findings:
    """Return what holds every word of a query, best first, at most so many of each kind."""
    index = _index_of(catalogue)
    words = words_of(query)
    named = _named(catalogue, words)
    met = [_fields_with(index, word) for word in words]
    numbers = _best_first(index, words, met)
    if not numbers:
        known = [word for word, fields in zip(words, met, strict=True) if fields]
        alone = tuple(known) if len(words) > 1 else ()
        return Findings(words=words, named=named, meant=_meant(index, words, known), alone=alone)
    found = []
    for collection in Collection if only is None else (only,):
        own = [number for number in numbers if index.entries[number].collection is collection]
        hits = (Hit(index.entries[number], _passages(index, number, words, met)) for number in own[:most])
        found.append(Found(collection=collection, total=len(own), hits=tuple(hits)))
    return Findings(words=words, named=named, found=tuple(one for one in found if one.total))


@memo
def _index_of(catalogue: Catalogue) -> _Index:
    return _index(tuple(entries(catalogue)))


def _index(found: tuple[Entry, ...]) -> _Index:
    fields: list[range] = []
    entry_of: list[int] = []
    weight_of: list[int] = []
    postings: dict[str, list[int]] = defaultdict(list)
    spellings: dict[str, str] = {}
    for number, entry in enumerate(found):
        texts = (entry.name, entry.summary, *(passage.text for passage in entry.passages))
        fields.append(range(len(entry_of), len(entry_of) + len(texts)))
        for place, (field, text) in enumerate(zip(fields[-1], texts, strict=True)):
            weight = _NAME if place == 0 else _SUMMARY if place == 1 else _TEXT
            entry_of.append(number)
            weight_of.append(weight)
            for raw in dict.fromkeys(raw_words(text)):
                for form in forms_of(raw):
                    if not postings[form] or postings[form][-1] != field:
                        postings[form].append(field)
                if weight != _TEXT:
                    spellings.setdefault(fold(raw), raw)
    return _Index(found, tuple(fields), tuple(entry_of), tuple(weight_of), dict(postings), spellings)


def _fields_with(index: _Index, word: str) -> dict[int, Likeness]:
    """Return the fields that meet a word, and how well."""
    fields: dict[int, Likeness] = {}
    forms = [form for form in index.postings if word in form]
    if word[:-1] in index.postings:  # the singular of a plural
        forms.append(word[:-1])
    for form in forms:
        if met := likeness(word, form):
            for field in index.postings[form]:
                fields[field] = max(met, fields.get(field, met))
    return fields


def _best_first(index: _Index, words: Sequence[str], met: Sequence[Mapping[int, Likeness]]) -> list[int]:
    """Return the numbers of the entries that hold every word: by name, by points, by how often they speak of it."""
    if not words:
        return []
    points = [_points(index, fields) for fields in met]
    mentions = Counter(index.entry_of[field] for fields in met for field in fields)

    def order(number: int) -> tuple[bool, int, int, int]:
        is_named = words_of(index.entries[number].name) == words
        return (not is_named, -sum(each[number] for each in points), -mentions[number], number)

    return sorted(set(points[0]).intersection(*points[1:]), key=order)


def _points(index: _Index, fields: Mapping[int, Likeness]) -> dict[int, int]:
    """Return what a word is worth to each entry that holds it: its weightiest place, and there the best likeness."""
    points: dict[int, int] = {}
    for field, met in fields.items():
        number, worth = index.entry_of[field], index.weight_of[field] + met
        points[number] = max(worth, points.get(number, 0))
    return points


def _passages(
    index: _Index, number: int, words: Sequence[str], met: Sequence[Mapping[int, Likeness]]
) -> tuple[Passage, ...]:
    """Return the few passages, each of another label, that hold most of the words that name and summary lack."""
    name, summary, *texts = index.fields[number]
    missing = [fields for fields in met if name not in fields and summary not in fields]
    passages = dict(zip(texts, index.entries[number].passages, strict=True))
    candidates = [field for field in passages if any(field in fields for fields in missing)]
    # Among equals the first is taken: what is labelled with a word that is looked for, then the order on the page.
    candidates.sort(key=lambda field: not _meets(passages[field].label, words))
    shown: list[Passage] = []
    left = missing
    while candidates and len(shown) < _SHOWN_PASSAGES:
        best = _most_telling(candidates, left)
        shown.append(passages[best])
        left = [fields for fields in left if best not in fields]
        candidates = [field for field in candidates if passages[field].label != passages[best].label]
    return tuple(shown)


def _most_telling(candidates: Sequence[int], left: Sequence[Mapping[int, Likeness]]) -> int:
    """Return the first field that holds most of the words that are left to show."""
    return max(candidates, key=lambda field: sum(field in fields for fields in left))


def _meets(label: str, words: Sequence[str]) -> bool:
    forms = [form for raw in raw_words(label) for form in forms_of(raw)]
    return any(likeness(word, form) for word in words for form in forms)


def _named(catalogue: Catalogue, words: Sequence[str]) -> tuple[Framework, ...]:
    return tuple(
        framework
        for framework in catalogue.public_frameworks.values()
        if (name := words_of(framework.name)) and set(name) <= set(words)
    )


def _meant(index: _Index, words: Sequence[str], known: Sequence[str]) -> str:
    """Return the words with near misses put right, if that finds something."""
    meant = []
    for word in words:
        near = [] if word in known else _near(index, word)
        meant += [word] if word in known else [index.spellings[form] for form in near]
    text = " ".join(meant)
    put_right = words_of(text)
    if not set(put_right) - set(known):
        return ""
    return text if _best_first(index, put_right, [_fields_with(index, word) for word in put_right]) else ""


def _near(index: _Index, word: str) -> list[str]:
    similar = [form for form in index.spellings if abs(len(form) - len(word)) <= 2]
    return get_close_matches(word, similar, n=1, cutoff=_NEAR)
