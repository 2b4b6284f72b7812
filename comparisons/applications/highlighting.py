"""Code as HTML in colours, an element for each line, without inline styles. Pure."""

from functools import cache
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup, escape
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, String, Token

# The lexer of a file by the end of its name. Templates of Jinja, Django and Tornado look alike to it.
_LEXERS = {
    ".css": "css",
    ".html": "html+django",
    ".in": "bash",
    ".ini": "ini",
    ".jinja": "html+django",
    ".jinja2": "html+django",
    ".js": "javascript",
    ".mako": "html+mako",
    ".md": "markdown",
    ".pt": "html",
    ".py": "python",
    ".sh": "bash",
    ".sql": "sql",
    ".toml": "toml",
    ".tpl": "html+django",
}
# The class of a token is that of its narrowest kind that is named here.
_CLASSES = {
    Comment: "code-comment",
    Comment.Preproc: "code-mark",
    Generic.Heading: "code-key",
    Generic.Subheading: "code-key",
    Keyword: "code-word",
    Keyword.Constant: "code-number",
    Name.Attribute: "code-key",
    Name.Class: "code-key",
    Name.Decorator: "code-mark",
    Name.Function: "code-key",
    Name.Tag: "code-word",
    Number: "code-number",
    Operator.Word: "code-word",
    String: "code-string",
}
# The class of a line says how deep it is indented, in twos: what does not fit goes on a little to the right of that.
_DEEPEST = 12


@cache  # only files of this release are shown
def highlighted(name: str, text: str) -> Markup:
    """Return the text of a file with this name as HTML."""
    coloured = [Markup()]
    lexer = get_lexer_by_name(_LEXERS.get(PurePosixPath(name).suffix, "text"), stripnl=False)
    for kind, value in lexer.get_tokens(text):
        first, *others = (_token(piece, _class(kind)) for piece in value.split("\n"))
        coloured[-1] += first
        coloured += others
    lines = zip(text.splitlines(), coloured, strict=False)  # after the last line break there is no line
    return Markup("").join(_line(html, _indent(plain)) for plain, html in lines)


@cache
def _class(kind: Any) -> str:
    while kind not in _CLASSES and kind is not Token:
        kind = kind.parent
    return _CLASSES.get(kind, "")


def _token(piece: str, name: str) -> Markup:
    return Markup('<span class="{}">{}</span>').format(name, piece) if name and piece.strip() else escape(piece)


def _indent(line: str) -> int:
    return min((len(line) - len(line.lstrip(" "))) // 2, _DEEPEST)


def _line(html: Markup, indent: int) -> Markup:
    name = f"code-line code-in-{indent}" if indent else "code-line"
    return Markup('<span class="{}">{}\n</span>').format(name, html)
