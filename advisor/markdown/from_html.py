"""The main content of a page as Markdown (CommonMark, with tables). Pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urljoin

from advisor.markdown.tree import Element, tree_of
from comparisons.files.markdown import escaped, link

_LEFT_OUT = frozenset({"button", "nav", "script", "select", "style", "svg", "template", "textarea"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "header", "hr", "legend", "li", "main", "ol", "p", "pre"),
        *("section", "summary", "table", "ul", *_HEADINGS),
    }
)
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_SPACES = re.compile(r"\s+")

Node = Element | str


def markdown_of(html: str, address: str) -> str:
    """Return the main content of a page, then where it is and which edition it shows. Links get the page's host."""
    root = tree_of(html)
    writer = _Writer(address)
    main = root.find("main") or root
    blocks = [*writer.blocks(main.children), "---", f"{link('This page', address)}."]
    if shown := root.find("li", "edition-of"):
        blocks[-1] = f"{blocks[-1]} {writer.inline(shown.children)}."
    return "\n\n".join(blocks) + "\n"


class _Writer:
    """`address` is that of the page, to which links are relative."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.special: dict[str, Callable[[Element], Iterable[str]]] = {
            "ul": self.items,
            "ol": self.items,
            "dl": self.terms,
            "table": self.table,
            "pre": self.code_block,
            "blockquote": self.quotation,
            "hr": lambda element: ["---"],
            "summary": self.bold,
            "legend": self.bold,
            **dict.fromkeys(_HEADINGS, self.heading),
        }

    def blocks(self, nodes: Iterable[Node]) -> list[str]:
        """Return the blocks of nodes; what stands between blocks is a paragraph of its own."""
        return [block for block in self._blocks(nodes) if block]

    def _blocks(self, nodes: Iterable[Node]) -> Iterator[str]:
        run: list[Node] = []
        for node in nodes:
            if isinstance(node, str) or not _is_block(node):
                run.append(node)
                continue
            yield self.paragraph(run)
            run = []
            if not _is_left_out(node):
                yield from self.special.get(node.tag, self.container)(node)
        yield self.paragraph(run)

    def container(self, element: Element) -> Iterable[str]:
        return self.blocks(element.children)

    def paragraph(self, nodes: Iterable[Node]) -> str:
        return self.inline(nodes)

    def heading(self, element: Element) -> Iterator[str]:
        yield f"{'#' * _HEADINGS[element.tag]} {self.inline(element.children)}"

    def bold(self, element: Element) -> Iterable[str]:
        if any(element.find(heading) for heading in _HEADINGS):
            yield from self.container(element)
            return
        words = self.inline(element.children).replace("**", "")
        yield f"**{words}**" if words else ""

    def items(self, element: Element) -> Iterator[str]:
        found = [self.blocks(item.children) for item in _items_of(element)]
        mark = "-" if element.tag == "ul" else "1."
        yield "\n".join(_item(mark, blocks) for blocks in found if blocks)

    def terms(self, element: Element) -> Iterator[str]:
        """Yield a list of terms, each with what is said of it in a line."""
        lines, term = list[str](), ""
        for part in _terms_of(element):
            words = self.flat(part.children)
            if part.tag == "dt":
                term = words
            elif words:
                lines.append(f"- **{term}**: {words}" if term else f"- {words}")
        yield "\n".join(lines)

    def table(self, element: Element) -> Iterator[str]:
        if caption := element.find("caption"):
            yield self.flat(caption.children)
        rows = [self.row(row) for row in element.all("tr")]
        width = max(map(len, rows), default=0)
        if not width:
            return
        first, *others = [[*row, *[""] * (width - len(row))] for row in rows]
        lines = [first, ["---"] * width, *others]
        yield "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def row(self, element: Element) -> list[str]:
        cells = []
        for cell in element.children:
            if isinstance(cell, Element) and cell.tag in ("td", "th"):
                span = cell.attributes.get("colspan", "1")
                cells += [self.flat(cell.children), *[""] * (int(span) - 1 if span.isdecimal() else 0)]
        return cells

    def code_block(self, element: Element) -> Iterator[str]:
        text = _text_of(element).strip("\n")
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        yield f"{fence}\n{text}\n{fence}"

    def quotation(self, element: Element) -> Iterator[str]:
        lines = "\n\n".join(self.blocks(element.children)).splitlines()
        yield "\n".join(f"> {line}".rstrip() for line in lines)

    def flat(self, nodes: Iterable[Node]) -> str:
        """Return nodes as one line; blocks inside are parted by a space, items of lists by semicolons."""
        return _SPACES.sub(" ", self._flat(nodes)).strip(" ;")

    def _flat(self, nodes: Iterable[Node]) -> str:
        parts = []
        for node in nodes:
            if isinstance(node, str) or not _is_block(node):
                parts.append(self._inline([node]))
            elif not _is_left_out(node):
                parts.append(f" {self._flat(node.children)}{';' if node.tag == 'li' else ''} ")
        return "".join(parts)

    def inline(self, nodes: Iterable[Node]) -> str:
        """Return nodes as one line of text."""
        return _SPACES.sub(" ", self._inline(nodes)).strip()

    def _inline(self, nodes: Iterable[Node]) -> str:
        return "".join(self.text(node) if isinstance(node, str) else self.phrase(node) for node in nodes)

    def text(self, text: str) -> str:
        words = escaped(text)
        if not words:
            return " " if text else ""
        return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"

    def phrase(self, element: Element) -> str:
        if _is_left_out(element):
            return ""
        if element.tag == "a":
            return self.link(element)
        if element.tag == "input":
            return _box(element)
        if element.tag == "img":
            return escaped(element.attributes.get("alt", ""))
        if element.tag in ("code", "kbd", "samp"):
            return _code(_text_of(element))
        if element.tag == "br":
            return " "
        inside = self._flat(element.children)
        if element.is_a(element.tag, "visually-hidden"):
            return f" {inside}"  # the style sheet parts it from what it stands beside
        mark = _MARKS.get(element.tag, "")
        return _within(inside, mark, mark) if mark else inside

    def link(self, element: Element) -> str:
        inside, target = self._flat(element.children), element.attributes.get("href", "")
        if not target or target.startswith("#"):
            return inside
        whole = link("", urljoin(self.address, target)).removeprefix("[]")
        return _within(inside, "[", f"]{whole}")


def _within(text: str, before: str, after: str) -> str:
    """Return a text between two marks, which stand right at its words."""
    words = text.strip()
    if not words:
        return text
    return f"{' ' * text[0].isspace()}{before}{_SPACES.sub(' ', words)}{after}{' ' * text[-1].isspace()}"


def _box(element: Element) -> str:
    """Return what stands for a field: a box that is ticked or not, with what it sends; or what was typed."""
    kind, value = element.attributes.get("type", "text"), _code(element.attributes.get("value", ""))
    if kind in ("checkbox", "radio"):
        return rf"\[{'x' if 'checked' in element.attributes else ' '}\] {value} "
    return f"{value} " if kind in ("text", "number", "search", "url") else ""


def _item(mark: str, blocks: list[str]) -> str:
    """Return an item of a list: its blocks, indented below its mark."""
    indent = " " * (len(mark) + 1)
    lines = "\n\n".join(blocks).splitlines()
    return "\n".join([f"{mark} {lines[0]}", *(f"{indent}{line}" if line else "" for line in lines[1:])])


def _code(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        return ""
    fence = "`" * (1 + max(map(len, re.findall("`+", words)), default=0))
    pad = " " if "`" in (words[0], words[-1]) else ""
    # In tables a bar ends a cell, even within code.
    return escaped(words) if "|" in words else f"{fence}{pad}{words}{pad}{fence}"


def _text_of(element: Element) -> str:
    return "".join(child if isinstance(child, str) else _text_of(child) for child in element.children)


def _terms_of(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            if child.tag in ("dt", "dd"):
                yield child
            else:
                yield from _terms_of(child)


def _items_of(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element) and child.tag == "li" and not _is_left_out(child):
            yield child


def _is_left_out(element: Element) -> bool:
    return element.tag in _LEFT_OUT or "hidden" in element.attributes or element.attributes.get("aria-hidden") == "true"


def _is_block(element: Element) -> bool:
    return element.tag in _BLOCKS
