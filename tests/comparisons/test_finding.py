import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.catalogue.value import Claim, Status
from comparisons.entries import Collection, Place, claims_about_no_framework, entries
from comparisons.finding import _index_of, find
from comparisons.words import forms_of, likeness, raw_words, words_of
from tests.catalogues import CLAIMS, changed, framework, large_catalogue, score, small_catalogue
from tests.strategies import catalogues, few

FRAMEWORKS, CRITERIA, CLAIMED, SOURCES = Collection


def found(catalogue, query, **how):
    """What is found, by collection: names, best first."""
    findings = find(catalogue, query, **how)
    return {str(one.collection): [hit.entry.name for hit in one.hits] for one in findings.found}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("alder", {"frameworks": ["Alder"], "claims": ["Alder is quick."]}),
        ("ALDER serves", {"frameworks": ["Alder"]}),
        # By the texts of scores, statements, facts, extensions and licences.
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
        # Drafts are not for visitors, retired frameworks keep their page.
        ("cedar", {}),
        ("dogwood", {"frameworks": ["Dogwood"]}),
        ("alder nowhere", {}),
        ("", {}),
        ("…", {}),
    ],
)
def test_every_word_has_to_be_met_somewhere(query, expected):
    assert found(small_catalogue(), query) == expected


def with_frameworks(**texts):
    """A catalogue of frameworks with a name, and with what is said of them as a summary or as a reason."""
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
        # The whole name, then a part of it, then the summary, then anything else.
        {"a": ("Oak", "x", "x"), "b": ("Oak Tree", "x", "x"), "c": ("B", "Like oak.", "x"), "d": ("C", "x", "Oak")},
        # A whole word, then its start, then its inside.
        {"a": ("X", "An oak.", "x"), "b": ("Y", "An oaken door.", "x"), "c": ("Z", "x", "An oaken door.")},
        # A name outweighs any number of mentions.
        {"a": ("Oakland", "x", "x"), "b": ("B", "Oak, oak.", "Oak.")},
        # Among equals: who is said more of it, then the order of the catalogue.
        {"a": ("A", "An oak.", "An oak."), "b": ("B", "An oak.", "x"), "c": ("C", "An oak.", "x")},
    ],
)
def test_the_best_comes_first(texts):
    expected = [name for name, _, _ in texts.values()]
    assert found(with_frameworks(**texts), "oak")["frameworks"] == expected
    turned = dict(reversed(texts.items()))
    turned_names = found(with_frameworks(**turned), "oak")["frameworks"]
    assert turned_names[0] == expected[0]
    assert set(turned_names) == set(expected)


def test_each_word_counts_where_it_weighs_most():
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
        # What is labelled with the word comes first, and no label comes twice.
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
def test_passages_show_the_words_that_name_and_summary_lack(query, expected):
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
    ("claim", "place"),
    [
        (replace(CLAIMS[0], frameworks=("alder", "birch")), Place(FRAMEWORKS, "alder", "claim-alder-is-quick")),
        # Of a draft nothing is shown; a retired framework keeps its page.
        (replace(CLAIMS[0], frameworks=("cedar", "dogwood")), Place(FRAMEWORKS, "dogwood", "claim-alder-is-quick")),
        (replace(CLAIMS[0], frameworks=("cedar",)), Place(CRITERIA, "speed", "claim-alder-is-quick")),
        (replace(CLAIMS[0], frameworks=()), Place(CRITERIA, "speed", "claim-alder-is-quick")),
        (replace(CLAIMS[0], frameworks=(), criterion=None), Place(SOURCES, "", "claim-alder-is-quick")),
        (replace(CLAIMS[0], frameworks=("cedar",), criterion=None), None),
    ],
)
def test_a_claim_leads_to_where_it_is_shown(claim, place):
    places = [e.place for e in entries(small_catalogue(claims=(claim,))) if isinstance(e.thing, Claim)]
    assert places == ([place] if place else [])


def test_claims_about_no_framework_are_those_that_no_other_page_shows():
    claims = (CLAIMS[0], replace(CLAIMS[0], slug="other", frameworks=(), criterion=None))
    assert claims_about_no_framework(small_catalogue(claims=claims)) == [claims[1]]


def test_a_source_that_nothing_rests_on_is_not_found():
    assert "sources" in found(small_catalogue(), "opinion")
    unused = small_catalogue(frameworks=(), claims=())
    assert found(unused, "opinion") == {}


def test_other_things_lead_to_their_own_place():
    places = {e.name: e.place for e in entries(small_catalogue())}
    assert places["Birch"] == Place(FRAMEWORKS, "birch")
    assert places["Speed"] == Place(CRITERIA, "speed")
    assert places["Manual"] == Place(SOURCES, "", "manual")


def test_only_the_best_are_given_and_all_are_counted():
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
def test_it_tells_which_frameworks_were_named_whatever_is_found(query, named):
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
        # Only names and summaries are taken for what was meant.
        ("newsrom", "", ()),
        # Put right, it would still find nothing.
        ("aldr opinion", "", ("opinion",)),
        ("birch newsroom", "", ("birch", "newsroom")),
        ("alder xyzzy", "", ("alder",)),
        ("xyzzy", "", ()),
        ("cedra", "", ()),
        ("", "", ()),
    ],
)
def test_where_nothing_is_found_it_says_what_may_have_been_meant(query, meant, alone):
    findings = find(small_catalogue(), query)
    assert (findings.found, findings.meant, findings.alone) == ((), meant, alone)


def test_the_index_is_made_once_for_a_catalogue():
    catalogue = small_catalogue()
    find(catalogue, "alder")
    made = _index_of(catalogue)
    find(catalogue, "birch")
    assert _index_of(catalogue) is made
    assert found(replace(catalogue, frameworks=()), "birch") != found(catalogue, "birch")


def texts_of(entry):
    return [entry.name, entry.summary, *(passage.text for passage in entry.passages)]


def meets(text, word):
    return any(likeness(word, form) for raw in raw_words(text) for form in forms_of(raw))


@few
@given(catalogues(), st.data())
def test_it_finds_exactly_the_entries_that_meet_every_word(catalogue, data):
    every = list(entries(catalogue))
    written = sorted({raw for entry in every for text in texts_of(entry) for raw in raw_words(text)})
    typed = st.sampled_from(written) | st.text(max_size=4) if written else st.text(max_size=4)
    query = " ".join(data.draw(st.lists(typed, min_size=1, max_size=3)))
    words = words_of(query)
    expected = [e for e in every if words and all(any(meets(t, w) for t in texts_of(e)) for w in words)]
    findings = find(catalogue, query, most=100)
    hits = [hit.entry for one in findings.found for hit in one.hits]
    assert sorted(map(repr, hits)) == sorted(map(repr, expected))
    assert findings.total == len(expected)
    if findings.meant:
        assert find(catalogue, findings.meant).found


@few
@given(catalogues())
def test_nothing_of_a_draft_is_found(catalogue):
    drafts = {f.slug for f in catalogue.frameworks if f.status is Status.DRAFT}
    for entry in entries(catalogue):
        assert not (entry.place.collection is FRAMEWORKS and entry.place.slug in drafts)


def test_what_visitors_look_for_in_the_shipped_catalogue(shipped):
    """The first of each kind, and where it leads."""

    def first(query, collection):
        findings = find(shipped, query)
        return next((one.hits[0].entry.name for one in findings.found if one.collection is collection), None)

    assert first("django", FRAMEWORKS) == "Django"
    assert first("fast api", FRAMEWORKS) == "FastAPI"
    assert first("websockets", CRITERIA) == "Async and live connections"
    assert first("admin", CRITERIA) == "Admin"
    assert first("flask websockets", FRAMEWORKS) == "Flask"
    assert find(shipped, "djnago").meant == "Django"
    assert find(shipped, "websokets").meant == "WebSockets"
    flask = find(shipped, "flask websockets").found[0].hits[0]
    assert [(p.label, p.place.anchor) for p in flask.passages] == [("Async and live connections", "score-realtime")]
