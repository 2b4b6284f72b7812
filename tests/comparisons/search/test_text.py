import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.search import text as text_module
from comparisons.search.text import Likeness, excerpt, fold, forms_of, likeness, marked, raw_words, words_of

ACCENT = "\N{COMBINING ACUTE ACCENT}"


def test_the_doctests_pass():
    assert doctest.testmod(text_module).failed == 0


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("django", ("django",)),
        ("  Django\tREST\n", ("django", "rest")),
        ("caf\N{LATIN SMALL LETTER E WITH ACUTE} cafe cafe" + ACCENT, ("cafe",)),
        ("STRASSE straße", ("strasse",)),
        ("“server-sent events”?", ("server", "sent", "events")),
        ("3.1.3, asyncio.run.", ("3.1.3", "asyncio.run")),
        ("Flask's", ("flask", "s")),
        # Stop words are used only if there are no other words.
        ("django vs. flask", ("django", "flask")),
        ("How do I use an ORM with the admin?", ("use", "orm", "admin")),
        ("which is best", ("which", "is", "best")),
        ("", ()),
        ("?! – …", ()),
        (ACCENT, ()),
    ],
)
def test_a_query_is_split_into_words(query, expected):
    assert words_of(query) == expected


@pytest.mark.parametrize(
    ("raw", "forms"),
    [
        ("Django", ("django",)),
        ("WebSockets", ("websockets", "sockets")),
        ("JSONResponse", ("jsonresponse", "response")),
        ("PostgreSQL", ("postgresql", "sql")),
        ("ORM", ("orm",)),
        ("NiceGUI", ("nicegui", "gui")),
    ],
)
def test_a_camel_case_word_has_a_form_for_each_inner_capital(raw, forms):
    assert forms_of(raw) == forms


@pytest.mark.parametrize(
    ("word", "form", "expected"),
    [
        ("form", "form", Likeness.WHOLE),
        ("form", "forms", Likeness.WHOLE),
        ("forms", "form", Likeness.WHOLE),
        ("form", "formset", Likeness.START),
        ("form", "performance", Likeness.INSIDE),
        # Short words match the start of words only.
        ("orm", "form", Likeness.NONE),
        ("js", "json", Likeness.START),
        ("a", "admin", Likeness.NONE),
        ("a", "a", Likeness.WHOLE),
        ("a", "as", Likeness.NONE),
        ("redis", "redirect", Likeness.NONE),
        ("admin", "adm", Likeness.NONE),
    ],
)
def test_a_word_matches_a_form_as_a_whole_at_its_start_or_inside(word, form, expected):
    assert likeness(word, form) is expected


def shown(pieces):
    return "".join(f"[{piece.text}]" if piece.is_match else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("An admin for admins.", ["admin"], "An [admin] for [admins]."),
        ("Administration of a sysadmin", ["admin"], "[Admin]istration of a sys[admin]"),
        ("FastAPI and APIs", ["api"], "Fast[API] and [APIs]"),
        ("websockets", ["web", "socket"], "[websocket]s"),
        ("websockets", ["webs", "websockets"], "[websockets]"),
        ("Café, cafe" + ACCENT + "s", ["cafe"], "[Café], [cafe" + ACCENT + "s]"),
        ("Straßen", ["strasse"], "[Straßen]"),
        ("nothing", ["admin"], "nothing"),
        ("nothing", [], "nothing"),
        ("", ["admin"], ""),
    ],
)
def test_matches_are_marked(text, words, expected):
    assert shown(marked(text, words)) == expected


LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["one"], "[one] two three four five six …"),
        (["twelve"], "… [twelve] thirteen fourteen"),
        (["nine"], "… eight [nine] ten eleven twelve …"),
        (["fourteen"], "… [fourteen]"),
        (["absent"], "one two three four five six …"),
    ],
)
def test_an_excerpt_surrounds_the_first_match_and_cuts_no_word(words, expected):
    assert shown(excerpt(LONG, words, 30)) == expected


def test_a_short_text_is_not_cut():
    assert excerpt(LONG, ["two"], len(LONG)) == marked(LONG, ["two"])


AWKWARD = ["Django", "FastAPI", "WebSockets", "café", "e" + ACCENT, "ﬁt", "İ", "½", ".", "x" * 30]
texts = st.text(max_size=60) | st.lists(st.sampled_from(AWKWARD), max_size=12).map(" ".join)


@given(texts, texts)
def test_marking_does_not_change_the_text(text, query):
    assert "".join(piece.text for piece in marked(text, words_of(query))) == text


@given(texts, texts)
def test_exactly_the_matching_words_are_marked(text, query):
    words = words_of(query)
    meets = any(likeness(word, form) for raw in raw_words(text) for form in forms_of(raw) for word in words)
    assert any(piece.is_match for piece in marked(text, words)) == meets


@given(texts, texts, st.integers(8, 40))
def test_an_excerpt_is_a_part_of_its_text(text, query, longest):
    inner = [piece.text for piece in excerpt(text, words_of(query), longest) if piece.text not in ("… ", " …")]
    assert "".join(inner) in text
    assert len("".join(inner)) <= longest


@given(texts)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_every_word_of_a_text_matches_itself(text):
    for raw in raw_words(text):
        assert not fold(raw) or likeness(fold(raw), forms_of(raw)[0]) is Likeness.WHOLE
