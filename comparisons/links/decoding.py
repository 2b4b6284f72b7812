"""Undoing escapes, one level after the other, and what programs put between the characters of an address. Pure."""

import re
from base64 import urlsafe_b64decode
from binascii import Error
from collections.abc import Callable, Sequence
from html import unescape
from html.entities import html5
from quopri import decodestring
from unicodedata import category, normalize
from urllib.parse import unquote

_ENTITY = re.compile(r"&(?:amp;)*(?:#[0-9]{1,5}|#x[0-9a-f]{1,4}|[a-z]{2,8});", re.IGNORECASE)
# JSON, JavaScript and its old escape().
_CODE_POINT = re.compile(r"(?:\\u|%u)([0-9a-f]{4})|\\x([0-9a-f]{2})", re.IGNORECASE)
# Proofpoint writes %3F as -3F and / as _.
_PROOFPOINT, _PROOFPOINT_ESCAPE = re.compile("-3[DF]|https?-3a_"), re.compile(r"-([0-9A-Fa-f]{2})")
# Quoted-printable: a line break after `=` is none, and every other `=` begins an escape, as in `=3D`.
SOFT_BREAK = re.compile(r"=[ \t]*\r?\n")
_QUOTED_PRINTABLE = re.compile(r"[^=]*(?:=[0-9a-f]{2}[^=]*)+", re.IGNORECASE)
# `https:` in base64, which Bing marks with `a1`.
_BASE64 = re.compile(r"(?:(?<![A-Za-z0-9])|(?<![A-Za-z0-9])a1)(aHR0c[A-Za-z0-9+/_-]{8,})={0,2}")

# Looks like nothing, a blank or a hyphen, and is of another kind.
_INVISIBLE = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufffc\ufffd")
_HYPHENS = frozenset("\u2043\u2212\u30fc")
_LETTERS = {"\N{LATIN SMALL LETTER DOTLESS I}": "i"}
# What mail programs and terminals write where they break a line, and the marks of quoted lines.
_MARKED_BREAK = re.compile(
    r"[\u21a9\u21b5\u23ce\u240a\u240d]\ufe0f?|_x000D_|!\r?\n[ \t]|\\\r?\n|<w?br\b[^<>]*>", re.IGNORECASE
)
_QUOTED_LINE = re.compile(r"\n[ \t]*(?:[>|][ \t>|]*)+")
# Entities whose `&` was taken for one between two pairs.
_ENTITY_APART = re.compile(r"&(?!amp;)([a-z]{2,8};)", re.IGNORECASE)


def decoded(text: str) -> str:
    """Undo one level of escapes."""
    if _PROOFPOINT.search(text):
        return unquote(_PROOFPOINT_ESCAPE.sub(r"%\1", text.replace("_", "/")))
    unbroken = SOFT_BREAK.sub("", text)
    if "=3d" in unbroken.casefold() and _QUOTED_PRINTABLE.fullmatch(unbroken):
        return decodestring(unbroken.encode()).decode("utf-8", "replace")
    text = _BASE64.sub(_from_base64, _CODE_POINT.sub(lambda found: chr(int(found[1] or found[2], 16)), text))
    return _ENTITY.sub(lambda found: unescape(unescape(found[0])), unquote(text))


def _from_base64(found: re.Match[str]) -> str:
    text = found[1].replace("+", "-").replace("/", "_")
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except (Error, UnicodeDecodeError):
        return found[0]


def entities_together(pairs: Sequence[tuple[str, str]], is_key: Callable[[str], bool]) -> Sequence[tuple[str, str]]:
    """Return pairs as they are once the entities among them, whose `&` does not separate any, are undone."""
    query = "&".join(f"{key}={value}" if value or is_key(key) else key for key, value in pairs)
    undone = without_entities(query)
    if undone == query:
        return pairs
    parted = (part.partition("=") for part in undone.split("&"))
    return [(key, value) for key, _, value in parted]


def without_entities(text: str) -> str:
    """Undo named entities, but for the one of `&` itself."""
    return _ENTITY_APART.sub(lambda found: html5.get(found[1], found[0]), text)


def as_it_looks(text: str) -> str:
    """Return what a reader sees: blanks and hyphens as such, and nothing for what marks where lines were broken."""
    text = _QUOTED_LINE.sub("\n", _MARKED_BREAK.sub("", text))
    return text if text.isascii() and text.isprintable() else "".join(map(_looks, text))


def _looks(character: str) -> str:
    kind = category(character)
    if character.isascii():
        return "" if kind == "Cc" and not character.isspace() else character
    if character in _INVISIBLE or kind in ("Cf", "Mn", "Me"):
        return ""
    if kind in ("Zs", "Zl", "Zp") or character == "\x85":
        return " "
    if kind == "Pd" or character in _HYPHENS:
        return "-"
    # Full-width forms and ligatures are letters; small raised digits belong to notes.
    plain = normalize("NFKC", character) if kind != "No" and character != "…" else character
    return plain if plain.isascii() else _LETTERS.get(character, character)
