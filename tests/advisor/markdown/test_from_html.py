"""Pages as Markdown: what each kind of element becomes, and that texts of editors are no markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from advisor.markdown.from_html import markdown_of

ADDRESS = "https://advisor.example/frameworks/"
END = f"\n\n---\n\n[This page]({ADDRESS}).\n"


def converted(body):
    text = markdown_of(f"<html><head><title>T</title></head><body><main>{body}</main></body></html>", ADDRESS)
    assert text.endswith(END)
    return text.removesuffix(END)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h1>Django</h1><p>It  is\n a framework.</p>", "# Django\n\nIt is a framework."),
        ("<p>A <strong>bold </strong>word, <em>too</em>.</p>", "A **bold** word, *too*."),
        ("<p>a</p>loose <b>text</b><p>b</p>", "a\n\nloose **text**\n\nb"),
        ('<p>See <a href="/criteria/">criteria</a>.</p>', "See [criteria](https://advisor.example/criteria/)."),
        ('<p><a href="#here">here</a> <a href="?q=a b">q</a></p>', f"here [q]({ADDRESS}?q=a%20b)"),
        ("<ul><li>one<li><p>two</p><p>more</p></ul>", "- one\n- two\n\n  more"),
        ("<ol><li>one<ul><li>a</li></ul></li></ol>", "1. one\n\n   - a"),
        ("<dl><div><dt>Licence</dt><dd>BSD</dd></div></dl>", "- **Licence**: BSD"),
        (
            "<table><caption>All</caption><tr><th>A<th colspan=2>B|C<tr><td>1<td>2</table>",
            "All\n\n| A | B\\|C |  |\n| --- | --- | --- |\n| 1 | 2 |  |",
        ),
        ("<details><summary>More</summary><p>text</p></details>", "**More**\n\ntext"),
        ("<fieldset><legend><h1>Which?</h1></legend></fieldset>", "# Which?"),
        ("<p>10<span class=visually-hidden>out of 10</span>.</p>", "10 out of 10."),
        ("<pre><code>a = `b`\n  c</code></pre>", "```\na = `b`\n  c\n```"),
        ("<p><code>a`b</code> <code>x</code></p>", "``a`b`` `x`"),
        ("<blockquote><p>q</p><p>r</p></blockquote>", "> q\n>\n> r"),
        ('<p>a<img src="x" alt="a chart"><svg><text>no</text></svg></p>', "aa chart"),
        ("<nav>no</nav><button>no</button><p hidden>no</p><p aria-hidden=true>no</p><p>yes</p>", "yes"),
        (
            "<fieldset><legend>Which?</legend><div><label><input type=radio checked> One</label></div>"
            "<div><label><input type=radio value=two> Two</label></div></fieldset>",
            "**Which?**\n\n\\[x\\] One\n\n\\[ \\] `two` Two",
        ),
        ("<p>* _no_ [markup] &lt;b&gt; # here</p>", "\\* \\_no\\_ \\[markup\\] \\<b\\> \\# here"),
    ],
)
def test_elements_become_markdown(html, markdown):
    assert converted(html) == markdown


def test_only_the_main_content_and_the_edition_are_told():
    page = (
        '<header>menu</header><main><h1>T</h1></main><footer><ul><li class="edition-of">'
        '<a href="/editions/1/">Data of 1 May</a> (edition 1)</li><li>API</li></ul></footer>'
    )
    end = f"[This page]({ADDRESS}). [Data of 1 May](https://advisor.example/editions/1/) (edition 1)."
    assert markdown_of(page, ADDRESS) == f"# T\n\n---\n\n{end}\n"


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="<>&\0\r"), min_size=1, max_size=40)


@given(TEXTS)
def test_what_a_page_shows_its_markdown_shows(text):
    """Read back by another program, a text is what it was, without markup."""
    tokens = MarkdownIt("commonmark").parse(converted(f"<p>x {text} x</p>"))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children} <= {"text", "text_special"}
    shown = "".join(child.content for child in tokens[1].children)
    assert shown.split() == f"x {text} x".split()
