"""The tokens of the look, read off the style sheet itself, so that the style guide cannot fall behind it. Pure."""

import re

from msgspec import Struct

__all__ = ["Token", "TokenGroup", "token_groups"]

_BLOCK = re.compile(r":root \{(?P<body>[^}]*)\}")
_LINE = re.compile(r"/\* (?P<title>.+?) \*/|--(?P<name>[\w-]+): (?P<value>[^;]+);")
_DARK = "@media (prefers-color-scheme: dark)"


class Token(Struct, frozen=True):
    """`dark` is its other value in the dark; empty where it has one for both."""

    name: str
    value: str
    dark: str = ""


class TokenGroup(Struct, frozen=True):
    title: str
    tokens: tuple[Token, ...]

    @property
    def sample(self) -> str:
        """How a picture of these tokens is drawn: by the first word of the comment above them."""
        return self.title.split()[0].strip(":,").lower()


def token_groups(css: str) -> list[TokenGroup]:
    """Return the tokens of a style sheet, under the comments that stand above them."""
    dark = dict(_tokens(_block(css.partition(_DARK)[2])))
    groups: list[TokenGroup] = []
    title, tokens = "", list[Token]()
    for line in _LINE.finditer(_block(css)):
        if line["title"]:
            groups.append(TokenGroup(title=title, tokens=tuple(tokens)))
            title, tokens = line["title"], []
        else:
            tokens.append(Token(name=line["name"], value=line["value"], dark=dark.get(line["name"], "")))
    groups.append(TokenGroup(title=title, tokens=tuple(tokens)))
    return [group for group in groups if group.tokens]


def _block(css: str) -> str:
    found = _BLOCK.search(css)
    return found["body"] if found else ""


def _tokens(body: str) -> list[tuple[str, str]]:
    return [(line["name"], line["value"]) for line in _LINE.finditer(body) if line["name"]]
