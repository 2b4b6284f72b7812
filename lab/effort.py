"""How much an application has of its own: lines, files, and packages that somebody chose."""

import re

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_for_filename
from pygments.lexers.special import TextLexer
from pygments.lexers.templates import HtmlDjangoLexer
from pygments.token import Comment, String, Whitespace, _TokenType, is_token_subtype
from pygments.util import ClassNotFound

from lab.application import Application
from lab.figures import Effort


def effort(application: Application) -> Effort:
    folder = application.folder
    lines = {name: own_lines(name, (folder / name).read_text(encoding="utf-8")) for name in application.source}
    return Effort(lines, packages((folder / "requirements.in").read_text(encoding="utf-8")))


def own_lines(name: str, source: str) -> int:
    """Count the lines that hold anything but blanks, comments and docstrings, as Pygments reads the file."""
    line, counted = 1, set()
    for kind, text in _lexer(name).get_tokens(source):
        if not _is_comment(kind):
            counted |= {line + number for number, part in enumerate(text.split("\n")) if part.strip()}
        line += text.count("\n")
    return len(counted)


def _lexer(name: str) -> Lexer:
    if name.endswith(".html"):
        return HtmlDjangoLexer(stripnl=False)  # reads the remarks of Django's and Jinja's templates too
    try:
        return get_lexer_for_filename(name, stripnl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False)


def _is_comment(kind: _TokenType) -> bool:
    if is_token_subtype(kind, Comment.Preproc):  # what Pygments calls the tags of a template
        return False
    return any(is_token_subtype(kind, other) for other in (Comment, String.Doc, Whitespace))


def packages(requirements: str) -> tuple[str, ...]:
    """Return the names in a requirements.in, without versions, extras and comments."""
    lines = (line.partition("#")[0].strip() for line in requirements.splitlines())
    return tuple(re.split(r"[\s\[<>=!~;@]", line)[0].lower() for line in lines if line and not line.startswith("-"))
