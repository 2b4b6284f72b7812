"""Coloured code for the reference page: JSON, and the short examples in the shell, Python and JavaScript.

One regular expression is enough for these four; the examples are ours (code_samples.py). Pure.
"""

import re

from markupsafe import Markup, escape

# The name of a group is that of the CSS class: code-key, code-string, code-number, code-word.
_TOKEN = re.compile(
    r"""(?P<key>"(?:[^"\\]|\\.)*"(?=:))"""
    r"""|(?P<string>"(?:[^"\\]|\\.)*"|'[^']*')"""
    r"""|(?P<number>(?<![\w.])-?\d+(?:\.\d+)?(?:e-?\d+)?\b)"""
    r"""|(?P<word>\b(?:as|await|const|curl|false|from|import|null|true|with)\b)"""
)


def highlighted(code: str) -> Markup:
    """Return code as HTML, with a span around each key, string, number and keyword."""
    parts: list[Markup] = []
    end = 0
    for token in _TOKEN.finditer(code):
        parts.append(escape(code[end : token.start()]))
        parts.append(Markup('<span class="code-{}">{}</span>').format(token.lastgroup, token[0]))
        end = token.end()
    return Markup("").join([*parts, escape(code[end:])])
