"""Changes public pages into pages of a preview: their links stay in it, and a bar says what it is."""

import re
from collections.abc import Sequence

from django.utils.safestring import SafeString

# Attributes of our own pages, which are in double quotes, with addresses on this host.
_LINK = re.compile(r"""(\s(?:href|src|action|formaction|data-names)=")(/(?!/)[^"]*)""")
_HEAD_END, _TITLE = re.compile("</head>"), re.compile("<title>")
# The bar comes after the link that skips the header, which is first in the order of the Tab key.
_BODY = re.compile(r'<body[^>]*>(?:\s*<a class="skip-link".*?</a>)?', re.DOTALL)


class Prefix:
    """Moves addresses of public pages below a prefix, such as '/admin/preview/working-copy/'."""

    def __init__(self, prefix: str, kept: Sequence[str]) -> None:
        """`kept` are the beginnings of addresses that lead to no public page."""
        self.prefix, self.kept = prefix.rstrip("/"), tuple(kept)

    def moved(self, address: str) -> str:
        """Return an address in the preview. What leads elsewhere is returned as it is."""
        is_ours = address.startswith("/") and not address.startswith("//")
        return f"{self.prefix}{address}" if is_ours and not address.startswith(self.kept) else address

    def in_page(self, html: str) -> str:
        return _LINK.sub(lambda found: f"{found[1]}{self.moved(found[2])}", html)


def with_bar(html: str, bar: SafeString, style: SafeString) -> str:
    """Return a page with the bar at its top, its style sheet, and a title that says what it is."""
    html = _HEAD_END.sub(lambda end: f"{style}{end[0]}", html, count=1)
    html = _TITLE.sub("<title>Preview: ", html, count=1)
    return _BODY.sub(lambda body: f"{body[0]}{bar}", html, count=1)
