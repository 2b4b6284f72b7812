"""Reads an HTML page: its texts by element, and its forms."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Form:
    attributes: dict[str, str]
    fields: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """A page. `forms` are in its order; texts() gives what an element shows."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: list[str] = []
        self._found: list[tuple[str, list[str]]] = []
        self._within: list[list[str]] = []
        self.feed(source)
        self.close()

    def texts(self, element: str) -> list[str]:
        """Return the text in each such element, with single blanks."""
        return [" ".join("".join(parts).split()) for name, parts in self._found if name == element]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append(Form(values))
        elif tag in ("input", "textarea") and self.forms and values.get("name"):
            self.forms[-1].fields[values["name"]] = values.get("value", "")
        if tag not in _EMPTY:
            self._open.append(tag)
            self._within.append([])
            self._found.append((tag, self._within[-1]))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those in it that have no end tag, as `<p>` needs none."""
        if tag in self._open:
            while self._open.pop() != tag:
                self._within.pop()
            self._within.pop()

    def handle_data(self, data: str) -> None:
        for parts in self._within:
            parts.append(data)
