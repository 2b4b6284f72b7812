"""Coloured code for the reference page: JSON, and the short examples in the shell, Python and JavaScript.

One regular expression is enough for these four; the examples are ours (code_samples.py).
"""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# The name of a group is that of the CSS class: code-key, code-string, code-number, code-word.
_TOKEN = re.compile(
    r"""(?P<key>"(?:[^"\\]|\\.)*"(?=:))"""
    r"""|(?P<string>"(?:[^"\\]|\\.)*"|'[^']*')"""
    r"""|(?P<number>(?<![\w.])-?\d+(?:\.\d+)?(?:e-?\d+)?\b)"""
    r"""|(?P<word>\b(?:as|await|const|curl|false|from|import|null|true|with)\b)"""
)


def highlighted(code: str) -> SafeString:
    """Return code as HTML, with a span around each key, string, number and keyword."""
    parts = []
    end = 0
    for token in _TOKEN.finditer(code):
        parts.append(escape(code[end : token.start()]))
        parts.append(f'<span class="code-{token.lastgroup}">{escape(token[0])}</span>')
        end = token.end()
    return mark_safe("".join([*parts, escape(code[end:])]))  # noqa: S308  (every part is escaped)
