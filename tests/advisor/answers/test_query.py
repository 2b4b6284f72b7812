from contextlib import suppress
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from advisor.answers.query import (
    Answers,
    MalformedQuery,
    Reading,
    already_dropped,
    corrected_query,
    edition_number,
    query_pairs,
    read_answers,
    repaired_answers,
)
from comparisons.catalogue.value import Importance
from tests.catalogues import small_catalogue
from tests.mangled_links import mangles
from tests.strategies.questions import answers_to

SMALL = small_catalogue()


def read(query):
    return read_answers(query_pairs(query), SMALL)


def corrected(query):
    return corrected_query(read(query), SMALL)


FULL = Answers(
    choices={"build": ("site",), "parts": ("editors", "lean"), "screens": ("own",)},
    levels={"admin": Importance.A_LOT, "speed": Importance.NOT_AT_ALL},
    requirements={"admin": 7.5, "packages": 20.0},
    edition=3,
)
FULL_QUERY = (
    "edition=3&build=site&parts=editors&parts=lean&screens=own"
    "&level.admin=a-lot&level.speed=not-at-all&need.admin=7.5&need.packages=20"
)


def test_all_answers_have_this_query():
    assert FULL.query(SMALL) == FULL_QUERY


def test_the_query_is_read_as_the_same_answers():
    assert read(FULL_QUERY) == Reading(answers=FULL, dropped=())


def test_no_answers_have_an_empty_query():
    assert Answers().query(SMALL) == ""
    assert read("") == Reading(answers=Answers(), dropped=())


CORRECTIONS = {
    # given: the one right address
    "parts=lean&build=site": "build=site&parts=lean",
    "parts=lean&parts=editors": "parts=editors&parts=lean",
    "parts=lean&parts=lean": "parts=lean",
    "build=site&build=site": "build=site",
    "need.speed=5&level.speed=a-lot&build=api&edition=2": "edition=2&build=api&level.speed=a-lot&need.speed=5",
    "level.speed=a-lot&level.admin=a-little": "level.admin=a-little&level.speed=a-lot",
    # 'Not sure' is kept, so that the question is not asked again; an answer replaces it.
    "build=not-sure": "build=not-sure",
    "build=not-sure&build=site": "build=site",
    "parts=not-sure&parts=lean": "parts=lean",
    "build=": "",
    "build": "",
    "level.admin=": "",
    "need.speed=": "",
    "need.speed=&need.speed=%20": "dropped=need.speed",
    # Numbers have one spelling.
    "need.speed=5.0": "need.speed=5",
    "need.speed=1e2": "need.speed=100",
    "need.speed=%2B7": "need.speed=7",
    "need.speed=007": "need.speed=7",
    "need.speed=-0": "need.speed=0",
    "need.speed=0.1234567891": "need.speed=0.123457",
    "need.speed=5&need.speed=5.0": "need.speed=5",
    # Dropped keys and values are named.
    "build=gone": "dropped=build.gone",
    "parts=gone&parts=lean&parts=away": "parts=lean&dropped=parts.away&dropped=parts.gone",
    "gone=1": "dropped=gone",
    "utm_source=mail&build=site&fbclid=x": "build=site",
    "Build=site": "dropped=unreadable",
    "=1": "dropped=unreadable",
    "%F0%9F%8C%B2=1": "dropped=unreadable",
    "build=%3Cscript%3E": "dropped=unreadable",
    "mood%0A=1": "dropped=unreadable",
    # Contradictory choices are all dropped.
    "build=site&build=api": "dropped=build",
    "parts=none&parts=lean": "dropped=parts",
    "level.admin=a-lot&level.admin=decisive": "dropped=level.admin",
    "need.speed=5&need.speed=6": "dropped=need.speed",
    "need.speed=5&need.speed=many": "dropped=need.speed",
    # Levels and needs
    "level.admin=vital": "dropped=level.admin",
    "level.type=a-lot": "dropped=level.type",
    "level.gone=a-lot": "dropped=level.gone",
    "level.=a-lot": "dropped=level.",
    "level=a-lot": "dropped=level",
    "need.type=1": "dropped=need.type",
    "need.gone=1": "dropped=need.gone",
    "need.speed=nan": "dropped=need.speed",
    "need.speed=inf": "dropped=need.speed",
    "need.speed=-inf": "dropped=need.speed",
    "need.speed=1e999": "dropped=need.speed",
    "need.speed=-1": "dropped=need.speed",
    "need.speed=fast": "dropped=need.speed",
    "need.speed=0x10": "dropped=need.speed",
    # Only these frameworks
    "among=birch&among=alder&build=site": "among=alder&among=birch&build=site",
    "build=site&edition=2&among=birch&among=alder": "edition=2&among=alder&among=birch&build=site",
    "among=alder&among=alder&among=birch&among=": "among=alder&among=birch",
    "among=alder&among=birch&among=gone": "among=alder&among=birch&dropped=among.gone",
    "among=alder": "among=alder",
    "among=alder&among=gone": "among=alder&dropped=among.gone",
    "among=alder&among=dogwood": "among=alder&among=dogwood",
    "among=gone": "dropped=among.gone",
    "among=": "",
    "build=site&uses=birch&among=alder&uses=alder": "among=alder&uses=alder&uses=birch&build=site",
    "uses=dogwood&uses=gone": "uses=dogwood&dropped=uses.gone",
    "uses=": "",
    # The names of an earlier correction are removed.
    "dropped=build&build=api": "build=api",
    "dropped=%3Cb%3E": "",
    "completed=build.site": "",
}


@pytest.mark.parametrize(("query", "expected"), CORRECTIONS.items(), ids=CORRECTIONS.keys())
def test_queries_are_corrected_to_the_canonical_one(query, expected):
    assert corrected(query) == expected


@pytest.mark.parametrize("query", CORRECTIONS)
def test_a_corrected_address_needs_no_correction(query):
    again = read(corrected(query))
    assert again == Reading(answers=read(query).answers, dropped=())


def test_a_removed_choice_is_dropped_and_the_others_are_kept():
    later = small_catalogue(questions=(SMALL.questions[0],))
    reading = read_answers(query_pairs("build=site&parts=lean&level.admin=a-lot"), later)
    assert reading == Reading(
        answers=Answers(choices={"build": ("site",)}, levels={"admin": Importance.A_LOT}), dropped=("parts",)
    )


def test_the_number_of_dropped_names_is_limited():
    query = "&".join(f"key{number}=1" for number in range(30))
    assert corrected(query) == "&".join(f"dropped=key{number}" for number in range(8))


@pytest.mark.parametrize(
    ("dropped", "shown"),
    [
        ([], []),
        (["build", "parts.lean", "build"], ["build", "parts.lean"]),
        (["<b>", "A", "x" * 81, "a\n", ""], ["unreadable"]),
        ([f"k{number}" for number in range(9)], [f"k{number}" for number in range(8)]),
    ],
)
def test_dropped_names_are_safe_to_show(dropped, shown):
    assert already_dropped([("build", "site"), *(("dropped", name) for name in dropped)]) == shown


# What is refused


MALFORMED = {
    "10,000 characters": ("build=" + "x" * 9994, "This address is too long: 10000 characters after the question mark."),
    "300 keys": ("&".join(f"k{n}=1" for n in range(300)), "This address holds more than 200 answers."),
    "NUL in a value": ("build=%00", "This address holds a NUL byte."),
    "NUL in a key": ("bui%00ld=site", "This address holds a NUL byte."),
}


@pytest.mark.parametrize(("query", "message"), MALFORMED.values(), ids=MALFORMED.keys())
def test_malformed_queries_are_refused_with_a_sentence(query, message):
    with pytest.raises(MalformedQuery) as refused:
        query_pairs(query)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    "query", ["build=site&parts=lean%C2", "build=site&parts=lean%E2%80", "build=site&parts=lean%A0"]
)
def test_a_link_that_was_cut_off_within_a_character_keeps_its_answers(query):
    pairs, completed = repaired_answers(query_pairs(query), SMALL, {})
    assert (pairs, completed) == ([("build", "site"), ("parts", "lean")], ())


def test_queries_of_the_greatest_length_and_number_of_pairs_are_read():
    assert len(query_pairs("build=" + "x" * 5994)) == 1
    assert len(query_pairs("&".join(["a=1"] * 200))) == 200


REPAIRED = {
    "Build=Site": "build=site",
    "build=site&amp;parts=lean&amp;edition=3": "edition=3&build=site&parts=lean",
    "Edition=3&build=site": "edition=3&build=site",
    "edition%3D3%26build%3Dsite": "edition=3&build=site",
    "build=site).": "build=site",
    "among=Alder;among=Birch": "among=alder&among=birch",
    "Level.Admin=A\u2013Lot&need.packages=20>": "level.admin=a-lot&need.packages=20",
    "parts=lean&build=s": "build=site&parts=lean&completed=build.site",
    "build=site&parts=l%2": "build=site&parts=lean&completed=parts.lean",
    "parts=e&fbclid=x": "parts=editors&completed=parts.editors",
    "build=site&gone=1&utm_source=x": "build=site&dropped=gone",
    "url=https%3A%2F%2Fa.example%2Fadvise%2Fresult%2F%3Fbuild%3Dsite&data=05&sdata=x": "build=site",
}


@pytest.mark.parametrize(("query", "expected"), REPAIRED.items())
def test_what_was_done_to_a_link_is_undone_before_it_is_read(query, expected):
    pairs, completed = repaired_answers(query_pairs(query), SMALL, {})
    assert corrected_query(replace(read_answers(pairs, SMALL), completed=completed), SMALL) == expected


@pytest.mark.parametrize("edition", ["+1", " 1", "1%0A", "1).", "1%22", "%201%E2%80%8B"])
def test_what_stands_around_the_number_of_an_edition_is_passed_over(edition):
    assert read(f"edition={edition}").answers.edition == 1


@pytest.mark.parametrize("edition", ["abc", "", "0", "-1", "1.5", "%C2%B2", "1_0", "1000000000", "9" * 30])
def test_an_edition_that_is_not_a_number_is_refused(edition):
    with pytest.raises(MalformedQuery) as refused:
        read(f"edition={edition}")
    assert str(refused.value) == "An edition is a whole number, as in edition=1."


def test_two_editions_are_refused():
    with pytest.raises(MalformedQuery) as refused:
        read("edition=1&edition=2")
    assert str(refused.value) == "This address names more than one edition."


@pytest.mark.parametrize(
    ("pairs", "number"),
    [
        ([], None),
        ([("edition", "7")], 7),
        ([("edition", "7"), ("edition", "7")], 7),
        ([("edition", "999999999")], 999999999),
    ],
)
def test_an_address_may_pin_one_edition(pairs, number):
    assert edition_number(pairs) == number


# Answering anew


def test_answering_a_question_changes_no_other_answer():
    answers = FULL.with_choices("build", ["api"])
    assert answers.choices == {"parts": ("editors", "lean"), "screens": ("own",), "build": ("api",)}
    assert (answers.levels, answers.requirements, answers.edition) == (FULL.levels, FULL.requirements, 3)
    assert FULL.choices["build"] == ("site",)


def test_no_choices_mean_not_sure():
    assert "build" not in FULL.with_choices("build", []).choices


# What always holds

rated = st.sampled_from([criterion.slug for criterion in SMALL.rated_criteria])
numbers = st.floats(0, 1e12).map(lambda figure: float(f"{figure:g}"))
all_answers = st.builds(
    Answers,
    choices=answers_to(SMALL.questions),
    levels=st.dictionaries(rated, st.sampled_from(Importance)),
    requirements=st.dictionaries(rated, numbers),
    edition=st.none() | st.integers(1, 999999999),
)
keys = st.sampled_from(["build", "parts", "screens", "level.admin", "level.speed", "need.speed", "dropped", "x"])
values = st.sampled_from(["site", "api", "none", "lean", "not-sure", "", "a-lot", "somewhat", "7", "-1", "nan"])
queries = st.lists(st.tuples(keys | st.text(max_size=3), values | st.text(max_size=3)), max_size=12).map(
    lambda pairs: urlencode([(k.replace("\0", ""), v.replace("\0", "")) for k, v in pairs if k != "edition"])
)


@given(all_answers)
def test_answers_survive_writing_and_reading(answers):
    assert read(answers.query(SMALL)) == Reading(answers=answers, dropped=())


@given(all_answers, st.randoms(use_true_random=False))
def test_the_order_of_pairs_does_not_matter(answers, chance):
    pairs = answers.pairs(SMALL)
    assert read(urlencode(chance.sample(pairs, len(pairs)))).answers == answers


@given(queries)
def test_a_corrected_query_is_canonical(query):
    once = corrected(query)
    again = read(once)
    assert again == Reading(answers=read(query).answers, dropped=())
    assert corrected_query(again, SMALL) == again.answers.query(SMALL)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(query):
    with suppress(MalformedQuery):
        answers = read(query).answers
        assert read(answers.query(SMALL)).answers == answers


@settings(max_examples=max(120, settings.default.max_examples))
@given(st.data())
def test_no_answer_of_a_mangled_link_is_lost_that_is_still_there_to_read(data):
    answers = data.draw(all_answers)
    query = answers.query(SMALL)
    for change in data.draw(mangles) if query else ():
        query = change(query)
    pairs, completed = repaired_answers(query_pairs(query), SMALL, {"from": lambda text: True})
    found = read_answers([pair for pair in pairs if pair[0] != "from"], SMALL)
    assert (found, completed) == (Reading(answers=answers, dropped=()), ()), query


@given(all_answers)
def test_a_good_link_needs_no_repair(answers):
    pairs = query_pairs(answers.query(SMALL))
    assert repaired_answers(pairs, SMALL, {}) == (pairs, ())
