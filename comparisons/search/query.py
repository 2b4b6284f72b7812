"""Full-text search over frameworks, criteria, claims and sources. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from msgspec import Struct

from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue, Framework
from comparisons.search.index import Collection, Entry, Passage, entries
from comparisons.search.text import Likeness, fold, forms_of, likeness, marked, raw_words, words_of

# Weights of the fields with a match: a name outranks any summary, and a summary any other text.
_NAME, _SUMMARY, _TEXT = 1_000_000, 1_000, 0
_SHOWN_PASSAGES = 2
# Collections whose entries are asked for by name; claims and sources have sentences for names.
_NAMED_ALONE = (Collection.FRAMEWORKS, Collection.CRITERIA)
# Parts of a sentence that are denied on their own, and the words that deny.
_PARTS = re.compile(r"[.;:!?]\s|\bbut\b")
_NEGATION = re.compile(r"\b(?:no|not|none|nor|never|neither|without|cannot|lacks?|missing)\b", re.IGNORECASE)
# The least similarity of a spelling suggestion, as measured by difflib.
_NEAR = 0.7


class Hit(Struct, frozen=True):
    """An entry that matches every word, and passages with the words that its name and summary lack."""

    entry: Entry
    passages: tuple[Passage, ...]


class Found(Struct, frozen=True):
    """The matches in one collection: their total number and the best of them. `is_exact`: the query names the first."""

    collection: Collection
    total: int
    hits: tuple[Hit, ...]
    is_exact: bool = False


class Findings(Struct, frozen=True):
    """`named` are the frameworks whose names are among the words. If nothing matches, `meant` is the query with its
    spelling corrected ('' if there is no correction), and `alone` are the words that match on their own.
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
    """An inverted index. Each text of each entry is a numbered field; `fields` has the range of each entry.

    `postings` lists the fields that contain a form; `spellings` has how names and summaries spell them.
    """

    entries: tuple[Entry, ...]
    fields: tuple[range, ...]
    entry_of: tuple[int, ...]
    weight_of: tuple[int, ...]
    postings: Mapping[str, Sequence[int]]
    spellings: Mapping[str, str]


def find(catalogue: Catalogue, query: str, *, only: Collection | None = None, most: int = 10) -> Findings:
    """Return the entries that match every word of the query, best first, at most `most` of each collection.

    Collections come in their order; frameworks or criteria come first if one of them has that very name.
    """
    index = _index_of(catalogue)
    words = words_of(query)
    named = _named(catalogue, words)
    matches = [_fields_with(index, word) for word in words]
    numbers = _best_first(index, words, matches)
    if not numbers:
        known = [word for word, fields in zip(words, matches, strict=True) if fields]
        alone = tuple(known) if len(words) > 1 else ()
        return Findings(words=words, named=named, meant=_meant(index, words, known), alone=alone)
    found = []
    for collection in Collection if only is None else (only,):
        own = [number for number in numbers if index.entries[number].collection is collection]
        hits = (Hit(index.entries[number], _passages(index, number, words, matches)) for number in own[:most])
        is_exact = collection in _NAMED_ALONE and bool(own) and _is_named(index.entries[own[0]], words)
        found.append(Found(collection=collection, total=len(own), hits=tuple(hits), is_exact=is_exact))
    exact_first = sorted((one for one in found if one.total), key=lambda one: not one.is_exact)
    return Findings(words=words, named=named, found=tuple(exact_first))


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
    """Return the fields that match a word, and how well."""
    fields: dict[int, Likeness] = {}
    forms = [form for form in index.postings if word in form]
    if word[:-1] in index.postings:  # the singular of a plural
        forms.append(word[:-1])
    for form in forms:
        if matches := likeness(word, form):
            for field in index.postings[form]:
                fields[field] = max(matches, fields.get(field, matches))
    return fields


def _best_first(index: _Index, words: Sequence[str], matches: Sequence[Mapping[int, Likeness]]) -> list[int]:
    """Return the numbers of the entries that match every word: exact names first, then by points, then by mentions.

    Those that only say that they lack one of the words come last.
    """
    if not words:
        return []
    points = [_points(index, fields) for fields in matches]
    mentions = Counter(index.entry_of[field] for fields in matches for field in fields)

    def order(number: int) -> tuple[bool, bool, int, int, int]:
        entry = index.entries[number]
        lacks = _lacks(index, number, words, matches)
        return (not _is_named(entry, words), lacks, -sum(each[number] for each in points), -mentions[number], number)

    return sorted(set(points[0]).intersection(*points[1:]), key=order)


def _is_named(entry: Entry, words: Sequence[str]) -> bool:
    """Whether the words are a name of the entry: its own, its slug or an old one."""
    names = (entry.name, entry.thing.slug, *entry.thing.aliases)
    return any(words_of(name.replace("-", " ")) == tuple(words) for name in names)


def _lacks(index: _Index, number: int, words: Sequence[str], matches: Sequence[Mapping[int, Likeness]]) -> bool:
    """Whether an entry mentions a word only to say that it lacks it: 'There is no admin.' Never if its name matches."""
    name, summary, *texts = index.fields[number]
    if any(name in fields for fields in matches):
        return False
    passages = dict(zip(texts, index.entries[number].passages, strict=True))
    return any(
        summary not in fields and all(_denies(passages[field], word) for field in passages if field in fields)
        for word, fields in zip(words, matches, strict=True)
    )


def _denies(passage: Passage, word: str) -> bool:
    """Whether a passage says that something is missing: as a drawback, or with a negation beside each mention."""
    if passage.says_lack or not _NEGATION.search(passage.text):
        return passage.says_lack
    mentions = (part for part in _PARTS.split(passage.text) if any(piece.is_match for piece in marked(part, (word,))))
    return all(_NEGATION.search(part) for part in mentions)


def _points(index: _Index, fields: Mapping[int, Likeness]) -> dict[int, int]:
    """Return a word's points for each entry that matches it: the highest of field weight plus likeness."""
    points: dict[int, int] = {}
    for field, matches in fields.items():
        number, worth = index.entry_of[field], index.weight_of[field] + matches
        points[number] = max(worth, points.get(number, 0))
    return points


def _passages(
    index: _Index, number: int, words: Sequence[str], matches: Sequence[Mapping[int, Likeness]]
) -> tuple[Passage, ...]:
    """Return up to two passages with different labels that match most of the words missing in name and summary."""
    name, summary, *texts = index.fields[number]
    missing = [fields for fields in matches if name not in fields and summary not in fields]
    passages = dict(zip(texts, index.entries[number].passages, strict=True))
    candidates = [field for field in passages if any(field in fields for fields in missing)]
    # Ties go to passages whose label matches a word, then to the order on the page.
    candidates.sort(key=lambda field: not _label_matches(passages[field].label, words))
    shown: list[Passage] = []
    remaining = missing
    while candidates and len(shown) < _SHOWN_PASSAGES:
        best = _best_passage(candidates, remaining)
        shown.append(passages[best])
        remaining = [fields for fields in remaining if best not in fields]
        candidates = [field for field in candidates if passages[field].label != passages[best].label]
    return tuple(shown)


def _best_passage(candidates: Sequence[int], remaining: Sequence[Mapping[int, Likeness]]) -> int:
    """Return the first field that matches most of the remaining words."""
    return max(candidates, key=lambda field: sum(field in fields for fields in remaining))


def _label_matches(label: str, words: Sequence[str]) -> bool:
    forms = [form for raw in raw_words(label) for form in forms_of(raw)]
    return any(likeness(word, form) for word in words for form in forms)


def _named(catalogue: Catalogue, words: Sequence[str]) -> tuple[Framework, ...]:
    return tuple(
        framework
        for framework in catalogue.public_frameworks.values()
        if (name := words_of(framework.name)) and set(name) <= set(words)
    )


def _meant(index: _Index, words: Sequence[str], known: Sequence[str]) -> str:
    """Return the query with its spelling corrected, or '' if that does not match anything either."""
    meant = []
    for word in words:
        near = [] if word in known else _near(index, word)
        meant += [word] if word in known else [index.spellings[form] for form in near]
    text = " ".join(meant)
    corrected = words_of(text)
    if not set(corrected) - set(known):
        return ""
    return text if _best_first(index, corrected, [_fields_with(index, word) for word in corrected]) else ""


def _near(index: _Index, word: str) -> list[str]:
    similar = [form for form in index.spellings if abs(len(form) - len(word)) <= 2]
    return get_close_matches(word, similar, n=1, cutoff=_NEAR)
