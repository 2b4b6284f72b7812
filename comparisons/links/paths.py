"""Paths as people and programs hand them on: the query that one holds, and the paths that it may stand for. Pure."""

import re
from collections.abc import Iterator

from comparisons.links.decoding import as_it_looks, decoded, without_entities
from comparisons.links.repair import Pair

_PATH_WITH_QUERY = re.compile(r"([^?&#=]*?)(?:[?&#]|%(?:25)*3[Ff])(.*)|([^=]*/)([^/=]+=.*)", re.DOTALL)
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?&]*", re.IGNORECASE)
_ESCAPED_SLASH = re.compile("=2F", re.IGNORECASE)
_AROUND = " \t\r\n\"'>)]}”\u2019»`.,;:!…*_~\\%<([{"
_BEHIND_TAG = re.compile(r"(?<=[^/\s])/*[\"<>].*", re.DOTALL)
# What caches, archives and sites in several languages put before a path, and what servers and caches put behind.
_BEFORE = re.compile(
    r"(?:/(?:amp|[csv]|[a-z]{2}(?:-[a-z]{2})?|web/[0-9]+[a-z_]*|https?:|[\w-]+(?:\.[\w-]+)+(?::[0-9]+)?))+(?=/)",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?:/(?:amp|index\.\w{3,5})|\.html?)$", re.IGNORECASE)


def address_in(path: str) -> Pair:
    """Return the path and the query that a path holds, which was decoded once: without brackets, blanks, full stops.

    >>> address_in("/advise/result/?build=api&size=small")
    ('/advise/result/', 'build=api&size=small')
    """
    sound = _SESSION.sub("", _ESCAPED_SLASH.sub("/", without_entities(path)))
    found = _PATH_WITH_QUERY.fullmatch(sound)
    own, query = (sound, "") if found is None else (found[1] or found[3] or "", found[2] or found[4] or "")
    return "".join(as_it_looks(own).split()).rstrip(_AROUND), query


def paths_in(path: str) -> Iterator[str]:
    """Yield the paths that one may stand for, the likeliest first: itself, cleaned, and in lower case."""
    yield path
    parts: list[str] = []
    for part in re.split(r"[/\\]+", _BEHIND_TAG.sub("", decoded(path))):
        if part == "..":
            parts = parts[:-1]
        elif own := part.strip(_AROUND):
            parts.append(own if not part.lower().startswith("http") else part)
    half = len(parts) // 2
    if parts[:half] == parts[half:]:
        parts = parts[:half]  # pasted twice
    plain = _BEHIND.sub("", _BEFORE.sub("", f"/{'/'.join(parts)}", count=1)) or "/"
    yield from (plain, plain.casefold())
