"""Feeds of what editions changed: the same entries as Atom (RFC 4287) and as JSON Feed 1.1. Pure."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from html import escape
from typing import Any
from xml.etree import ElementTree

from msgspec import Struct

from comparisons.catalogue.checks.texts import UNFIT
from comparisons.telling import Step

__all__ = ["ATOM_TYPE", "JSON_TYPE", "Entry", "Feed", "as_atom", "as_json_feed", "entries_of"]

ATOM_TYPE = "application/atom+xml; charset=utf-8"
JSON_TYPE = "application/feed+json"
# So many sentences an entry holds; its link leads to all of them.
_MOST_TOLD = 100
_AUTHOR, _LANGUAGE = "Framework advisor", "en-GB"


class Entry(Struct, frozen=True):
    """An edition. `told` are sentences, of `total` in all."""

    id: str
    address: str
    title: str
    published_at: datetime
    told: tuple[str, ...]
    total: int


class Feed(Struct, frozen=True):
    """`address` is that of the page which the feed is about, `atom` and `json` are those of the feed itself.

    `updated_at` is when the newest entry was published; without entries, when the oldest edition looked at was.
    """

    title: str
    address: str
    atom: str
    json: str
    updated_at: datetime
    entries: tuple[Entry, ...]


def entries_of(
    steps: Iterable[Step], tag: str, address: Callable[[int], str], about: Collection[str] = ()
) -> tuple[Entry, ...]:
    """Return an entry for each step; with frameworks to be `about`, for each that concerns one of these.

    `tag` completes the tag URI (RFC 4151) that names an entry for ever: {day} and {number} are the edition's.
    """
    return tuple(
        Entry(
            id=tag.format(day=step.published_at.date().isoformat(), number=step.number),
            address=address(step.number),
            title=_title(step, about),
            published_at=step.published_at,
            told=told[:_MOST_TOLD],
            total=len(told),
        )
        for step in steps
        if (told := _told(step, about)) or not about
    )


def as_atom(feed: Feed) -> bytes:
    root = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": _LANGUAGE})
    _add(root, "id", feed.atom)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated_at.isoformat())
    _add(_add(root, "author"), "name", _AUTHOR)
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.atom)
    _add(root, "link", rel="alternate", type="text/html", href=feed.address)
    for one in feed.entries:
        entry = _add(root, "entry")
        _add(entry, "id", one.id)
        _add(entry, "title", one.title)
        _add(entry, "updated", one.published_at.isoformat())
        _add(entry, "published", one.published_at.isoformat())
        _add(entry, "link", rel="alternate", type="text/html", href=one.address)
        _add(entry, "content", _html(one), type="html")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def as_json_feed(feed: Feed) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.address,
        "feed_url": feed.json,
        "language": _LANGUAGE,
        "authors": [{"name": _AUTHOR}],
        "items": [
            {
                "id": one.id,
                "url": one.address,
                "title": one.title,
                "content_html": _html(one),
                "date_published": one.published_at.isoformat(),
            }
            for one in feed.entries
        ],
    }


def _title(step: Step, about: Collection[str]) -> str:
    """Only the whole edition is named by the note that its editor gave it."""
    return f"Edition {step.number}: {step.note}" if step.note and not about else f"Edition {step.number}"


def _told(step: Step, about: Collection[str]) -> tuple[str, ...]:
    if about:
        return tuple(change.words for change in step.changes if not change.frameworks.isdisjoint(about))
    return ("This is the first edition.",) if step.is_first else tuple(change.words for change in step.changes)


def _html(entry: Entry) -> str:
    lines = "".join(f"<li>{escape(sentence)}</li>" for sentence in entry.told)
    more = entry.total - len(entry.told)
    rest = f'<p>And {more} more: <a href="{escape(entry.address)}">the whole edition</a>.</p>' if more else ""
    return f"<ul>{lines}</ul>{rest}"


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    # An editor's note is checked by nobody, and one such character would make the feed unreadable.
    element.text = UNFIT.sub("", text) or None
    return element
