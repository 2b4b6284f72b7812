"""Whatever editors write into the catalogue, Markdown exports show it as text and hold no markup but our own."""

from itertools import pairwise

import msgspec
import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from tests.pages.editions import add_edition

TEXTS = {"name", "text", "title", "label", "unit", "reason", "summary", "description", "help", "why", "publisher"}
MARKUP = (
    "*a* __b__ `c` ~~d~~ [e](https://evil.example) ![f](x) <b>g</b> <https://evil.example> https://evil.example "
    "www.evil.example h@evil.example | i &amp; j \\ $k$ # l\n\n# m\n- n\n1. o\n> p\n---\n```\nq"
)
QUERIES = [
    "result.md?edition=1&build=site&parts=editors",
    "result.md?edition=1&build=site&madr=2",
    "result.md?edition=1&build=site&need.speed=900",
    "result.md?edition=1&build=site&need.admin=9&among=alder&among=birch",
    "result.md?edition=1&level.speed=decisive",
    "result-table.md?edition=1&build=site&parts=editors",
    "result-table.md?edition=1&need.admin=9",
]


def marked_up(part):
    """Return a part of a catalogue with markup behind each text."""
    if isinstance(part, tuple):
        return tuple(marked_up(one) for one in part)
    if not isinstance(part, msgspec.Struct):
        return part
    changed = {}
    for field in part.__struct_fields__:
        value = getattr(part, field)
        is_text = field in TEXTS and isinstance(value, str)
        changed[field] = f"{value} {MARKUP}" if is_text else marked_up(value)
    return replace(part, **changed)


def tokens(text):
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in parser.parse(text.partition("\n---\n")[2] or text):
        yield token
        yield from token.children or []


@pytest.mark.parametrize("query", QUERIES)
def test_no_markup_of_editors_reaches_a_markdown_export(client, db, small, query):
    add_edition(1, marked_up(small))
    text = client.get(f"/advise/{query}", follow=True).content.decode()
    found = list(tokens(text))
    kinds = {token.type for token in found}
    assert not kinds & {
        "html_inline", "html_block", "em_open", "s_open", "code_inline", "image", "fence", "code_block",
        "blockquote_open", "ordered_list_open", "hr",
    }  # fmt: skip
    links = {token.attrs["href"] for token in found if token.type == "link_open"}
    assert not [link for link in links if "evil" in link]
    assert "*a*" in "".join(token.content for token in found if token.type == "text")
    strong = [after.content for before, after in pairwise(found) if before.type == "strong_open"]
    assert all(content in ("Total",) or content.replace(".", "").isdigit() for content in strong)
