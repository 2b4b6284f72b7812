import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.catalogue.value import Claim, Statement, Status
from comparisons.search.index import Collection, Place, entries
from comparisons.search.query import _index_of, find
from comparisons.search.text import forms_of, likeness, raw_words, words_of
from tests.catalogues import CLAIMS, changed, framework, large_catalogue, score, small_catalogue
from tests.strategies.catalogues import catalogues
from tests.strategies.values import few

FRAMEWORKS, CRITERIA, CLAIMED, SOURCES = Collection


def found(catalogue, query, **how):
    """Return the names found in each collection, best first."""
    findings = find(catalogue, query, **how)
    return {str(one.collection): [hit.entry.name for hit in one.hits] for one in findings.found}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("alder", {"frameworks": ["Alder"], "claims": ["Alder is quick."]}),
        ("ALDER serves", {"frameworks": ["Alder"]}),
        # Frameworks by scores, statements, facts, extensions and licences.
        ("newsroom", {"frameworks": ["Alder"]}),
        ("serialisers", {"frameworks": ["Alder"]}),
        ("tiny helpers", {"frameworks": ["Alder"]}),
        ("full-stack", {"frameworks": ["Alder"], "criteria": ["Type"]}),
        ("mit birch", {"frameworks": ["Birch"]}),
        # Criteria by scale and unit, claims by evidence, sources by publisher, note and address.
        ("editors", {"frameworks": ["Alder"], "criteria": ["Admin"]}),
        ("twice", {"claims": ["Alder is quick."]}),
        ("opinion", {"sources": ["Which is best?"]}),
        ("magazine.example", {"sources": ["Which is best?"]}),
        ("project", {"sources": ["Manual"]}),
        # Drafts are not found; retired frameworks have a page.
        ("cedar", {}),
        ("dogwood", {"frameworks": ["Dogwood"]}),
        ("alder nowhere", {}),
        ("", {}),
        ("…", {}),
    ],
)
def test_every_word_of_the_query_has_to_match(query, expected):
    assert found(small_catalogue(), query) == expected


def with_frameworks(**texts):
    """Return a catalogue of frameworks with these names, and texts as summary or as the reason of a score."""
    return small_catalogue(
        frameworks=tuple(
            framework(slug, score("admin", 5.0, reason=reason), name=name, summary=summary)
            for slug, (name, summary, reason) in texts.items()
        ),
        claims=(),
    )


@pytest.mark.parametrize(
    "texts",
    [
        # The whole name, then a part of it, then the summary, then other texts.
        {"a": ("Oak", "x", "x"), "b": ("Oak Tree", "x", "x"), "c": ("B", "Like oak.", "x"), "d": ("C", "x", "Oak")},
        # A whole word, then its start, then inside a word.
        {"a": ("X", "An oak.", "x"), "b": ("Y", "An oaken door.", "x"), "c": ("Z", "x", "An oaken door.")},
        # A name outranks any number of mentions.
        {"a": ("Oakland", "x", "x"), "b": ("B", "Oak, oak.", "Oak.")},
        # Ties: more mentions first, then the order of the catalogue.
        {"a": ("A", "An oak.", "An oak."), "b": ("B", "An oak.", "x"), "c": ("C", "An oak.", "x")},
    ],
)
def test_the_best_match_comes_first(texts):
    expected = [name for name, _, _ in texts.values()]
    assert found(with_frameworks(**texts), "oak")["frameworks"] == expected
    turned = dict(reversed(texts.items()))
    turned_names = found(with_frameworks(**turned), "oak")["frameworks"]
    assert turned_names[0] == expected[0]
    assert set(turned_names) == set(expected)


@pytest.mark.parametrize(
    "denial",
    [
        "There is no oak.",
        "There are no elms or oaks; elms are planned.",
        "It grows without oak: no oak, no elm.",
    ],
)
def test_what_only_lacks_the_word_comes_last(denial):
    texts = {
        "a": ("A", "x", "Oak is there."),
        "b": ("B", "x", "There is no elm. Oak is there."),
        "c": ("C", "x", "No elm but an oak."),
        "d": ("Oakland", "x", denial),
        "e": ("E", "x", denial),
    }
    assert found(with_frameworks(**texts), "oak")["frameworks"] == ["Oakland", "A", "B", "C", "E"]
    turned = found(with_frameworks(**dict(reversed(texts.items()))), "oak")["frameworks"]
    assert turned == ["Oakland", "C", "B", "A", "E"]


def test_a_drawback_counts_as_a_lack_unless_something_else_speaks_for_it():
    tree = framework("elm", drawbacks=(Statement("Oak needs an add-on."),))
    other = framework("fir", score("admin", 5.0, reason="Oak."), drawbacks=(Statement("Oak is slow."),))
    assert found(small_catalogue(frameworks=(tree, other), claims=()), "oak")["frameworks"] == ["Fir", "Elm"]


def test_the_collection_with_that_very_name_comes_first():
    assert list(found(small_catalogue(), "admin")) == ["criteria", "frameworks"]
    assert list(found(small_catalogue(), "alder")) == ["frameworks", "claims"]


def test_an_old_name_counts_as_the_very_name():
    catalogue = with_frameworks(a=("A", "An oak tree.", "x"), b=("B", "x", "x"))
    catalogue = changed(catalogue, "frameworks", "b", aliases=("oak-tree",))
    assert found(catalogue, "oak tree")["frameworks"] == ["B", "A"]


def test_each_word_counts_in_its_heaviest_field():
    texts = {"both": ("Both", "Oak and elm.", "x"), "elm": ("Elm", "x", "Some oak.")}
    assert found(with_frameworks(**texts), "oak elm")["frameworks"] == ["Elm", "Both"]


def passages(catalogue, query):
    ((hit,),) = [one.hits for one in find(catalogue, query).found if one.collection is FRAMEWORKS]
    return [(passage.label, passage.place.anchor, passage.text) for passage in hit.passages]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("alder", []),
        ("alder pages", []),
        ("alder 400", [("Speed", "score-speed", "The manual says 400.0.")]),
        ("newsroom weeks", [("Strengths", "strengths", "Its admin saves weeks."), ("Home", "identity", "A newsroom.")]),
        ("alder serialisers", [("Alder API", "extension-alder-api", "Serialisers.")]),
        # Passages labelled with the word come first, and no label comes twice.
        ("alder full", [("Type", "score-type", "Full-stack. The manual says full.")]),
        (
            "alder manual",
            [
                ("Admin", "score-admin", "The manual says 9.0."),
                ("Packages", "score-packages", "The manual says 10.0."),
            ],
        ),
    ],
)
def test_passages_contain_the_words_that_name_and_summary_lack(query, expected):
    assert passages(small_catalogue(), query) == expected


def test_a_passage_labelled_with_the_word_is_shown_first():
    oak = framework(
        "oak",
        score("admin", 5.0, reason="Speed."),
        score("packages", 5.0, reason="Speed."),
        score("speed", 5.0, reason="Speed."),
    )
    assert [label for label, _, _ in passages(small_catalogue(frameworks=(oak,), claims=()), "speed")] == [
        "Speed",
        "Admin",
    ]


@pytest.mark.parametrize(
    ("frameworks", "is_found"),
    # Drafts have no page; retired frameworks do.
    [(("alder", "birch"), True), (("cedar", "dogwood"), True), ((), True), (("cedar",), False)],
)
def test_a_claim_leads_to_its_place_on_the_page_of_claims(frameworks, is_found):
    claims = (replace(CLAIMS[0], frameworks=frameworks),)
    places = [e.place for e in entries(small_catalogue(claims=claims)) if isinstance(e.thing, Claim)]
    assert places == ([Place(CLAIMED, "", "claim-alder-is-quick")] if is_found else [])


def test_a_source_that_is_not_cited_is_not_found():
    assert "sources" in found(small_catalogue(), "opinion")
    unused = small_catalogue(frameworks=(), claims=())
    assert found(unused, "opinion") == {}


def test_other_matches_lead_to_their_own_page():
    places = {e.name: e.place for e in entries(small_catalogue())}
    assert places["Birch"] == Place(FRAMEWORKS, "birch")
    assert places["Speed"] == Place(CRITERIA, "speed")
    assert places["Manual"] == Place(SOURCES, "", "manual")


def test_only_the_best_matches_are_returned_and_all_are_counted():
    findings = find(large_catalogue(30), "alder", most=5)
    by_collection = {one.collection: (one.total, len(one.hits)) for one in findings.found}
    assert by_collection == {FRAMEWORKS: (31, 5), CLAIMED: (1, 1)}
    assert findings.total == 32
    (only,) = find(large_catalogue(30), "alder", only=FRAMEWORKS, most=50).found
    assert (only.collection, only.total, len(only.hits)) == (FRAMEWORKS, 31, 31)
    assert find(small_catalogue(), "cedar", only=FRAMEWORKS).found == ()


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("alder or birch?", ["Alder", "Birch"]),
        ("alder", ["Alder"]),
        ("alders pages", []),
        ("cedar alder", ["Alder"]),
        ("big alder", ["Alder"]),
        ("compare the big oak with alder", ["Alder", "Big Oak"]),
        ("alder birch xyzzy", ["Alder", "Birch"]),
        ("manual", []),
    ],
)
def test_named_lists_the_frameworks_in_the_query_whatever_matches(query, named):
    catalogue = changed(small_catalogue(), "frameworks", "dogwood", name="Big Oak")
    assert [f.name for f in find(catalogue, query).named] == named


@pytest.mark.parametrize(
    ("query", "meant", "alone"),
    [
        ("aldr", "Alder", ()),
        ("ALDRE", "Alder", ()),
        ("aldr pages", "Alder pages", ("pages",)),
        ("brich", "Birch", ()),
        ("scrreens", "Screens", ()),
        # Only words of names and summaries are suggested.
        ("newsrom", "", ()),
        # The corrected query would not match anything either.
        ("aldr opinion", "", ("opinion",)),
        ("birch newsroom", "", ("birch", "newsroom")),
        ("alder xyzzy", "", ("alder",)),
        ("xyzzy", "", ()),
        ("cedra", "", ()),
        ("", "", ()),
    ],
)
def test_without_matches_a_corrected_query_or_single_words_are_suggested(query, meant, alone):
    findings = find(small_catalogue(), query)
    assert (findings.found, findings.meant, findings.alone) == ((), meant, alone)


def test_the_index_is_built_once_for_a_catalogue():
    catalogue = small_catalogue()
    find(catalogue, "alder")
    made = _index_of(catalogue)
    find(catalogue, "birch")
    assert _index_of(catalogue) is made
    assert found(replace(catalogue, frameworks=()), "birch") != found(catalogue, "birch")


def texts_of(entry):
    return [entry.name, entry.summary, *(passage.text for passage in entry.passages)]


def matches(text, word):
    return any(likeness(word, form) for raw in raw_words(text) for form in forms_of(raw))


@few
@given(catalogues(), st.data())
def test_exactly_the_entries_that_match_every_word_are_found(catalogue, data):
    every = list(entries(catalogue))
    written = sorted({raw for entry in every for text in texts_of(entry) for raw in raw_words(text)})
    typed = st.sampled_from(written) | st.text(max_size=4) if written else st.text(max_size=4)
    query = " ".join(data.draw(st.lists(typed, min_size=1, max_size=3)))
    words = words_of(query)
    expected = [e for e in every if words and all(any(matches(t, w) for t in texts_of(e)) for w in words)]
    findings = find(catalogue, query, most=100)
    hits = [hit.entry for one in findings.found for hit in one.hits]
    assert sorted(map(repr, hits)) == sorted(map(repr, expected))
    assert findings.total == len(expected)
    if findings.meant:
        assert find(catalogue, findings.meant).found


@few
@given(catalogues())
def test_drafts_are_never_found(catalogue):
    drafts = {f.slug for f in catalogue.frameworks if f.status is Status.DRAFT}
    for entry in entries(catalogue):
        assert not (entry.place.collection is FRAMEWORKS and entry.place.slug in drafts)


def test_common_queries_in_the_shipped_catalogue(shipped):
    """Return the best match of each collection and its page."""

    def first(query, collection):
        findings = find(shipped, query)
        return next((one.hits[0].entry.name for one in findings.found if one.collection is collection), None)

    assert first("django", FRAMEWORKS) == "Django"
    assert first("fast api", FRAMEWORKS) == "FastAPI"
    assert first("websockets", CRITERIA) == "Async support"
    assert first("admin", CRITERIA) == "Admin interface"
    assert first("flask websockets", FRAMEWORKS) == "Flask"
    assert find(shipped, "djnago").meant == "Django"
    assert find(shipped, "websokets").meant == "WebSockets"
    flask = find(shipped, "flask websockets").found[0].hits[0]
    assert [(p.label, p.place.anchor) for p in flask.passages] == [
        ("Async support", "score-realtime"),
        ("Left out in the lab", "lab"),
    ]
