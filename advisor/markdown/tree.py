"""HTML -> a tree of elements and texts. Pure."""

from html.parser import HTMLParser

from msgspec import Struct

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
# What a start tag ends where end tags are left out.
_ENDS = {
    **{"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "p": {"p"}},
    **{"tr": {"td", "th", "tr"}, "td": {"td", "th"}, "th": {"td", "th"}},
}


class Element(Struct):
    """An element with its children; a text is a `str`."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"]

    def find(self, tag: str, class_: str = "") -> "Element | None":
        """Return the first element inside with a tag and, if one is given, a class."""
        for child in self.children:
            if isinstance(child, Element):
                found = child if child.is_a(tag, class_) else child.find(tag, class_)
                if found:
                    return found
        return None

    def all(self, tag: str) -> list["Element"]:
        """Return the elements inside with a tag, not those inside one of them."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if child.tag == tag else child.all(tag)
        return found

    def is_a(self, tag: str, class_: str = "") -> bool:
        return self.tag == tag and (not class_ or class_ in self.attributes.get("class", "").split())


def tree_of(html: str) -> Element:
    """Return the root of the tree of a page."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, [])
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self.open[-1].tag in _ENDS.get(tag, ()):
            self.open.pop()
        element = Element(tag, {name: value or "" for name, value in attrs}, [])
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)
