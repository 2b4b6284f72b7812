"""Feeds of what editions changed: the same entries as Atom (RFC 4287) and as JSON Feed 1.1."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from html import escape
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator
from msgspec import Struct

from comparisons.catalogue.checks.texts import UNFIT
from comparisons.catalogue.public import Routine
from comparisons.catalogue.wording import counted
from comparisons.editions.changelog import Step

ATOM_TYPE = Atom1Feed.content_type
JSON_TYPE = "application/feed+json"
# Sentences in an entry; its link leads to the rest.
_MAX_SENTENCES = 100
# What is said of routine changes, of one and of several.
_ROUTINES = {
    Routine.REVIEW: ("date or version in a review of scores", "dates or versions in reviews of scores"),
    Routine.SOURCE: ("change to the list of sources", "changes to the list of sources"),
    Routine.SCENARIO: (
        "change to the real projects that the advice is tested with",
        "changes to the real projects that the advice is tested with",
    ),
}
_AUTHOR, _LANGUAGE = "Framework advisor", "en-GB"


class Entry(Struct, frozen=True):
    """An edition. `sentences` are the first of its `total` sentences."""

    id: str
    address: str
    title: str
    published_at: datetime
    sentences: tuple[str, ...]
    total: int


class Feed(Struct, frozen=True):
    """`address` is the address of the page that the feed is about, `atom` and `json` are those of the feed itself.

    `updated_at` is when the newest entry was published; without entries, when the oldest edition covered was.
    """

    title: str
    address: str
    atom: str
    json: str
    updated_at: datetime
    entries: tuple[Entry, ...]


def entries_of(
    steps: Iterable[Step], tag: Callable[[Step], str], address: Callable[[int], str], about: Collection[str] = ()
) -> tuple[Entry, ...]:
    """Return an entry for each step, or, given slugs of frameworks in `about`, for each that concerns one of them.

    `tag` returns the tag URI (RFC 4151) that identifies the entry of a step.
    """
    return tuple(
        Entry(
            id=tag(step),
            address=address(step.number),
            title=_title(step, about),
            published_at=step.published_at,
            sentences=sentences[:_MAX_SENTENCES],
            total=len(sentences),
        )
        for step in steps
        if (sentences := _sentences(step, about)) or not about
    )


class _AtomFeed(Atom1Feed):
    """An Atom feed whose entries have contents rather than summaries, and whose date is given."""

    def latest_post_date(self) -> datetime:
        updated_at: datetime = self.feed["updated_at"]
        return updated_at

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def as_atom(feed: Feed) -> bytes:
    atom = _AtomFeed(
        title=_in_xml(feed.title),
        link=feed.address,
        description=None,
        language=_LANGUAGE,
        author_name=_AUTHOR,
        feed_url=feed.atom,
        feed_guid=feed.atom,
        updated_at=feed.updated_at,
    )
    for entry in feed.entries:
        atom.add_item(
            title=_in_xml(entry.title),
            link=entry.address,
            description=None,  # type: ignore[arg-type]  # without it no summary is written
            unique_id=entry.id,
            pubdate=entry.published_at,
            updateddate=entry.published_at,
            content=_in_xml(_html(entry)),
        )
    return atom.writeString("utf-8").encode()


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
    """Return the title of an entry. The note is about the whole edition, so feeds of frameworks leave it out."""
    return f"Edition {step.number}: {step.note}" if step.note and not about else f"Edition {step.number}"


def _sentences(step: Step, about: Collection[str]) -> tuple[str, ...]:
    """Return what an edition changed: a sentence for each change, and the numbers of those that are routine."""
    if step.is_first and not about:
        return ("This is the first edition.",)
    changes = [change for change in step.changes if not about or not change.frameworks.isdisjoint(about)]
    counts = Counter(change.routine for change in changes)
    told = [change.words for change in changes if change.routine is None]
    told += [f"{counted(counts[routine], *words)}." for routine, words in _ROUTINES.items() if counts[routine]]
    return tuple(told)


def _html(entry: Entry) -> str:
    lines = "".join(f"<li>{escape(sentence)}</li>" for sentence in entry.sentences)
    more = entry.total - len(entry.sentences)
    rest = f'<p>And {more} more: <a href="{escape(entry.address)}">the whole edition</a>.</p>' if more else ""
    return f"<ul>{lines}</ul>{rest}"


def _in_xml(text: str) -> str:
    """Drop what XML does not allow. Notes of editions are not checked for it."""
    return UNFIT.sub("", text)
