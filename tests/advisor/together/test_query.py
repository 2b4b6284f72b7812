import re
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.answers.query import MAX_LENGTH, Answers, MalformedQuery
from advisor.together.query import (
    MOST,
    NAME_LENGTH,
    Person,
    completed_names,
    dropped_names,
    dropped_words,
    edition_of_links,
    people_of,
    people_query,
    raw_people,
    read_row,
    split,
)
from comparisons.catalogue.value import Importance
from tests.catalogues import small_catalogue
from tests.strategies.questions import answers_to

SMALL = small_catalogue()
ADA = Person(
    name="Ada",
    answers=Answers(
        choices={"build": ("site",), "parts": ("editors", "lean")},
        levels={"packages": Importance.A_LOT},
        requirements={"admin": 7.5},
    ),
)
LINUS = Person(name="Linus T.", answers=Answers(choices={"build": ("api",)}))
BOTH = "1=Ada&1.build=site&1.parts=editors&1.parts=lean&1.level.packages=a-lot&1.need.admin=7.5&2=Linus+T.&2.build=api"


def rows_of(query, number=1):
    found, _ = raw_people(split(query))
    return [read_row(one, SMALL, number) for one in found]


def people(query):
    return people_of(rows_of(query))


def corrected(query):
    rows = rows_of(query)
    return people_query(people_of(rows), SMALL, None, dropped_names(rows), completed_names(rows))


def linked(link, name="Ada"):
    return urlencode([("1", name), ("1.link", link)])


def problem(query):
    return [row.problem for row in rows_of(query)]


def test_the_query_string_of_two_people():
    assert people_query([ADA, LINUS], SMALL, None) == BOTH
    assert people_query([ADA, LINUS], SMALL, 3) == f"edition=3&{BOTH}"


def test_the_query_string_is_parsed_into_the_same_people():
    assert people(BOTH) == (ADA, LINUS)


LINKS = {
    "whole": "https://advice.example/advise/result/?build=site&parts=lean",
    "another host, port and path": "http://127.0.0.1:8000/anywhere?build=site&parts=lean",
    "no scheme": "advice.example/advise/result/?build=site&parts=lean",
    "an address of this site": "/advise/result/?build=site&parts=lean",
    "the edition it is read in": "/advise/result/?edition=1&build=site&parts=lean",
    "a place in the page": "/advise/result/?build=site&parts=lean#keep",
    "another order": "/advise/result/?parts=lean&build=site",
    "with blanks around it": "  /advise/result/?build=site&parts=lean \t",
    "in angle brackets": "<https://advice.example/advise/result/?build=site&parts=lean>",
    "as it stands in HTML": "https://advice.example/advise/result/?build=site&amp;parts=lean",
    "from a page of the wizard": "/advise/parts/?build=site&parts=lean&to=review",
    "where two were held against each other": "/advise/result/?build=site&parts=lean&versus=alder&versus=birch",
    "on the way back": "/advise/build/?build=site&parts=lean&from=result",
    "corrected before": "/advise/result/?build=site&parts=lean&dropped=colour",
    "with what goes without saying": "/advise/result/?build=site&parts=lean&level.admin=a-lot",
    "percent-encoded": "/advise/result/?build=s%69te&parts=lean",
    "a script, of which only the query counts": "javascript:alert(1)//?build=site&parts=lean",
    "no address at all before the query": "?build=site&parts=lean",
}


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS.keys())
def test_only_the_query_string_of_a_pasted_link_counts(link):
    assert corrected(linked(link)) == "1=Ada&1.build=site&1.parts=lean"


def test_levels_and_requirements_are_read_from_a_link():
    link = "/advise/result/?build=site&level.packages=a-lot&need.admin=7.5"
    assert corrected(linked(link)) == "1=Ada&1.build=site&1.level.packages=a-lot&1.need.admin=7.5"


def test_the_frameworks_to_consider_are_read_from_a_link():
    link = "/advise/result/?among=alder&among=birch&build=site"
    assert corrected(linked(link)) == "1=Ada&1.among=alder&1.among=birch&1.build=site"


COPY = "Copy the whole address of a result page."
JUNK = {
    "hello": f"This is no link to a result: it has no question mark. {COPY}",
    "https://advice.example/advise/result/": f"This is no link to a result: it has no question mark. {COPY}",
    "https://advice.example/?q=flask": f"This link holds no answers to the questions of edition 1. {COPY}",
    "/advise/result/?": f"This link holds no answers to the questions of edition 1. {COPY}",
    f"/advise/together/?{BOTH}": f"This link holds no answers to the questions of edition 1. {COPY}",
    "/advise/result/?build=castle": f"This link holds no answers to the questions of edition 1. {COPY}",
    "/advise/result/?level.admin=not-at-all": f"This link holds no answers to the questions of edition 1. {COPY}",
    "/advise/result/?build=%FF": f"This link holds no answers to the questions of edition 1. {COPY}",
    "/advise/result/?edition=one&build=site": f"An edition is a whole number, as in edition=1. {COPY}",
    "/advise/result/?edition=1&edition=2&build=site": f"This address names more than one edition. {COPY}",
}


@pytest.mark.parametrize(("link", "expected"), JUNK.items())
def test_a_link_without_answers_is_an_error_and_stays_in_the_form(link, expected):
    (row,) = rows_of(linked(link))
    assert (row.problem, row.name, row.link, row.is_read) == (expected, "Ada", link, False)


def test_a_link_that_is_too_long_is_an_error():
    given_, _ = raw_people([("1.link", f"/advise/result/?build=site&x={'x' * MAX_LENGTH}")])
    assert "too long" in read_row(given_[0], SMALL, 1).problem


def test_a_name_without_a_link_is_an_error():
    assert problem("1=Ada&2=&2.build=site") == ["Paste the link of Ada's result, or clear the name.", ""]


def test_a_bad_link_does_not_affect_the_other_people():
    rows = rows_of(f"{BOTH}&5=Guido&5.link=hello")
    assert people_of(rows) == (ADA, LINUS)
    assert [(row.number, row.name, row.link) for row in rows if row.problem] == [(5, "Guido", "hello")]


def test_a_pasted_link_replaces_earlier_answers():
    assert corrected("1=Ada&1.build=site&1.link=%3Fbuild%3Dapi") == "1=Ada&1.build=api"


def test_empty_rows_of_the_form_are_ignored():
    assert rows_of("1=&1.link=&2=+&2.link=+") == []


CORRECTIONS = {
    "5=Guido&5.build=api&2=Ada&2.build=site": "1=Ada&1.build=site&2=Guido&2.build=api",
    "1.build=site&2.build=api": "1=Person+1&1.build=site&2=Person+2&2.build=api",
    "1=Ada&1.build=site&2=Ada&2.build=api": "1=Ada&1.build=site&2=Ada+2&2.build=api",
    "1=+Ada++Lovelace%0A&1.build=site": "1=Ada+Lovelace&1.build=site",
    "1=%E2%80%AEadA&1.build=site": "1=adA&1.build=site",
    "1=Ada&1=Eve&1.build=site": "1=Ada&1.build=site",
    f"1={'x' * 60}&1.build=site": f"1={'x' * NAME_LENGTH}&1.build=site",
    "1=Ada&1.build=site&1.build=api&1.parts=lean": "1=Ada&1.parts=lean&dropped=1.build",
    "3=Ada&3.build=site&3.parts=castle": "1=Ada&1.build=site&dropped=1.parts.castle",
    "1=Ada&1.edition=7&1.build=site": "1=Ada&1.build=site&dropped=1.edition",
    "1=Ada&1.edition=1&1.build=site": "1=Ada&1.build=site",
    "1=Ada&1.<script>=1&1.build=site": "1=Ada&1.build=site&dropped=1.script",
    # What was done to the link is undone; names are left as they are.
    "1=Ada&amp;1.build=site&amp;2=Linus&amp;2.build=api": "1=Ada&1.build=site&2=Linus&2.build=api",
    "1=Ada;1.build=site;2=Linus;2.build=api": "1=Ada&1.build=site&2=Linus&2.build=api",
    "1%3DAda+L.%261.build%3Dsite": "1=Ada+L.&1.build=site",
    "1=Ada&1.Build=SITE&1.parts=lean).": "1=Ada&1.build=site&1.parts=lean",
    "1=Tom+%26+Jerry+%E2%80%93+%22us%22%3B&1.build=site": "1=Tom+%26+Jerry+%E2%80%93+%22us%22%3B&1.build=site",
    "1=Ada&1.build=site&fbclid=x&1.utm_source=y": "1=Ada&1.build=site",
    "1=Ada&1.parts=lean&1.build=s": "1=Ada&1.build=site&1.parts=lean&completed=1.build.site",
    f"1=Ada&1.link={quote('https://x/advise/result/%3Fbuild%3Dsite%26parts%3Dlean')}": (
        "1=Ada&1.build=site&1.parts=lean"
    ),
    f"1=Ada&1.link={quote('https://x/advise/result/#?build=site')}": "1=Ada&1.build=site",
    f"1=Ada&1.link={quote('see https://x/advise/result/?build=site&#38;parts=lean&fbclid=1, Ada')}": (
        "1=Ada&1.build=site&1.parts=lean"
    ),
    f"1=Ada&1.link={quote('https://s.example/?url=' + quote('https://x/r/?build=site&parts=lean') + '&data=1')}": (
        "1=Ada&1.build=site&1.parts=lean"
    ),
}


@pytest.mark.parametrize(("query", "expected"), CORRECTIONS.items())
def test_a_query_string_is_corrected_to_the_canonical_one(query, expected):
    assert corrected(query) == expected
    assert corrected(expected) == re.split("&dropped|&completed", expected)[0]


def test_keys_that_belong_to_no_person_are_returned():
    _, others = raw_people(split("mood=1&utm=1&edition=2&dropped=x&0=Ada&100=Eve&1x=2&1=Ada"))
    assert others == ("mood", "0", "100", "1x")


@pytest.mark.parametrize("count", [MOST, MOST + 1])
def test_at_most_eight_people_are_accepted(count):
    query = "&".join(f"{n}.build=site" for n in range(1, count + 1))
    if count == MOST:
        assert len(people(query)) == MOST
    else:
        with pytest.raises(MalformedQuery, match="At most 8 people fit on one page; this address names 9"):
            rows_of(query)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("1.build=" + "x" * MAX_LENGTH, "paste their links one by one"),
        ("&".join(f"1.k{n}=1" for n in range(481)), "more than 480 answers"),
        ("1=%00", "NUL byte"),
    ],
)
def test_a_malformed_query_string_is_refused(query, message):
    with pytest.raises(MalformedQuery, match=message):
        split(query)


LINKED = {
    ("?edition=2&build=site", "?edition=2&build=api"): 2,
    ("?edition=2&build=site", "?edition=3&build=api"): None,
    ("?edition=2&build=site", "?build=api"): None,
    ("?edition=two&build=site", "hello"): None,
    (): None,
}


@pytest.mark.parametrize(("links", "expected"), LINKED.items())
def test_an_edition_that_all_links_name_is_used_for_all(links, expected):
    query = urlencode([(f"{n}.link", link) for n, link in enumerate(links, start=1)])
    assert edition_of_links(raw_people(split(query))[0]) == expected


def test_people_without_a_link_keep_the_edition_of_the_page():
    query = f"1=Ada&1.build=site&2.link={quote('?edition=2&build=api')}"
    assert edition_of_links(raw_people(split(query))[0]) is None


def test_dropped_keys_are_listed_with_the_name_of_the_person():
    dropped = ["1.build.castle", "2.edition", "3.parts", "utm", "unreadable", "0.x"]
    assert dropped_words(dropped, [ADA, LINUS]) == (
        ["build.castle (Ada)", "3.parts", "utm", "unreadable", "0.x"],
        ["Linus T."],
    )


NAMES = st.text(max_size=60) | st.sampled_from(["Ada", "Ada 2", "ada", "Person 1", "", "x" * 39 + " 2", "x" * 60])


@given(st.lists(st.tuples(NAMES, answers_to(SMALL.questions)), max_size=MOST))
def test_a_canonical_query_string_is_stable_and_names_are_unique(drawn):
    pairs = []
    for number, (name, choices) in enumerate(drawn, start=1):
        own = Answers(choices=choices).pairs(SMALL)
        pairs += [(str(number), name.replace("\0", "")), *((f"{number}.{key}", value) for key, value in own)]
    found = people(urlencode(pairs, errors="replace"))
    assert [person.answers.choices for person in found] == [choices for _, choices in drawn if choices]
    names = [person.name for person in found]
    assert len(set(names)) == len(names)
    assert all(name and len(name) <= NAME_LENGTH and name.isprintable() for name in names)
    right = people_query(found, SMALL, None)
    assert people(right) == found
    assert corrected(right) == right


@given(st.text(max_size=200))
def test_any_link_is_read_or_reported_as_an_error(link):
    given_, _ = raw_people([("1", "Ada"), ("1.link", link)])
    for one in given_:
        row = read_row(one, SMALL, 1)
        assert row.is_read != bool(row.problem)
