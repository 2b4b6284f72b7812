"""What was done to a link is undone where its meaning is beyond doubt, and nowhere else."""

from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparisons.links.repair import Parameters, Repaired, repaired
from tests.mangled_links import ADDRESS, ALONE, MANGLES, TRACKING, mangles, tracked

KNOWN = Parameters(
    listed={
        "build": frozenset({"site", "web-site", "api"}),
        "ready-made": frozenset({"admin", "accounts", "data-base"}),
        "level.speed": frozenset({"a-lot", "a-little"}),
    },
    ruled={"need.speed": lambda text: text.replace(".", "").isdecimal()},
    free=frozenset({"dropped"}),
)
PAIRS = (
    ("build", "api"), ("ready-made", "admin"), ("ready-made", "data-base"), ("level.speed", "a-lot"),
    ("need.speed", "20"),
)  # fmt: skip
GOOD = "&".join(f"{key}={value}" for key, value in PAIRS)


def read(query, **options):
    return repaired(parse_qsl(query, keep_blank_values=True, errors="replace"), KNOWN, **options)


@pytest.mark.parametrize("mangle", (MANGLES | ALONE).values(), ids=(MANGLES | ALONE).keys())
def test_what_programs_and_people_do_is_undone(mangle):
    found = read(mangle(GOOD))
    assert list(dict.fromkeys(found.pairs)) == list(PAIRS)
    assert not found.completed


@pytest.mark.parametrize("parameter", [one for one in TRACKING if not one.startswith("from=")])
def test_tracking_parameters_vanish(parameter):
    for place in range(6):
        assert read(tracked(GOOD, parameter, place)) == Repaired(pairs=PAIRS)


SINGLE = {
    # What stands there is not changed.
    "build=api&build=site": [("build", "api"), ("build", "site")],
    "build=": [("build", "")],
    "dropped=%26amp%3B": [("dropped", "&amp;")],
    # Undone
    "amp;build=api": [("build", "api")],
    "ampbuild=api": [("build", "api")],
    "build%253Dapi": [("build", "api")],
    "build=3Dapi": [("build", "api")],
    "build=%E2%80%9Capi%E2%80%9D": [("build", "api")],
    "build=apiSee": [("build", "api")],
    "build=api%E2%80%A6": [("build", "api")],
    "build=web-%0Asite": [("build", "web-site")],
    "build=web%E2%80%94site": [("build", "web-site")],
    "#?build=api": [("build", "api")],
    "need.speed=(20)": [("need.speed", "20")],
    "need.speed=20.": [("need.speed", "20.")],
    "link=https://a.example/?build=api&data=1&gone=1": [("build", "api"), ("gone", "1")],
    # Not understood, so it is left to be told.
    "gone=1": [("gone", "1")],
    "gone": [("gone", "")],
    "build=castle": [("build", "castle")],
    "Build=castle": [("build", "castle")],
    "build=%3Cscript%3E": [("build", "<script>")],
    "need.speed=7,5": [("need.speed", "7,5")],
    "need.speed=2%200": [("need.speed", "2 0")],
    "need.speed=-1": [("need.speed", "-1")],
    "need.speed=5%25": [("need.speed", "5")],
    "data=1": [("data", "1")],
    "=1": [("", "1")],
    # Words say nothing.
    "and so on": [],
    "amp;": [],
    # The address that a reader came from says nothing about this one.
    "ref=https%3A%2F%2Fa.example%2F%3Fbuild%3Dapi": [],
}


@pytest.mark.parametrize(("query", "pairs"), SINGLE.items())
def test_each_part_of_a_query_is_undone_or_left(query, pairs):
    assert read(query, completes=False) == Repaired(pairs=tuple(pairs))


CUT_OFF = {
    "build=a": ("build", "api"),
    "need.speed=20&build=web-": ("build", "web-site"),
    "ready-made=admin&ready-made=DATA%E2%80%A6": ("ready-made", "data-base"),
    "ready-made=data%2": ("ready-made", "data-base"),
    "ready-made=data%2Dba&fbclid=x": ("ready-made", "data-base"),
}


@pytest.mark.parametrize(("query", "pair"), CUT_OFF.items())
def test_a_cut_off_value_that_only_one_choice_begins_with_is_completed_and_named(query, pair):
    found = read(query)
    assert (found.pairs[-1], found.completed) == (pair, (".".join(pair),))
    assert read(query, completes=False).completed == ()


@pytest.mark.parametrize(
    "query", ["ready-made=a", "level.speed=a-l", "build=a&need.speed=20", "build=castle", "gone=a"]
)
def test_a_value_is_not_guessed(query):
    found = read(query)
    assert found.completed == ()
    assert set(found.pairs) == set(parse_qsl(query))


@settings(max_examples=max(120, settings.default.max_examples))
@given(mangles, st.sets(st.sampled_from(PAIRS), min_size=1))
def test_no_answer_is_lost_that_is_still_there_to_read(changes, answers):
    query = "&".join(f"{key}={value}" for key, value in PAIRS if (key, value) in answers)
    for change in changes:
        query = change(query)
    found = read(query)
    assert set(found.pairs) - {("from", "singlemessage")} >= answers, query
    assert {pair for pair in found.pairs if KNOWN.knows(*pair)} == answers, query


@given(st.text(max_size=80))
def test_any_text_is_read_and_read_again_as_the_same(query):
    once = read(query, completes=False)
    assert repaired(once.pairs, KNOWN, completes=False) == once


def test_a_good_query_is_not_taken_apart():
    asked = []

    class Watched:
        def knows(self, key, value):
            asked.append((key, value))
            return KNOWN.knows(key, value)

    assert repaired(PAIRS, Watched()) == Repaired(pairs=PAIRS)
    assert asked == list(PAIRS)


def test_a_pasted_address_may_stand_among_words():
    text = f"Look at <{ADDRESS}{GOOD}>; I think so too. {quote(ADDRESS)}"
    assert list(read(text).pairs) == list(PAIRS)
