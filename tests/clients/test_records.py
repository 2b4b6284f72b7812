import pytest

from clients.finding import Finding
from clients.records import Record, compared, expected, title_of


def record(state="one first"):
    return Record(
        state=state,
        file="2026-11-22-use-alder.md",
        text="",
        title="Use Alder",
        date="2026-11-22",
    )


WHOLE = {"title": "Use Alder", "status": "proposed", "date": "2026-11-22"}


def test_front_matter_is_lost_on_the_older_tools_alone():
    assert expected(record()) == {
        "log4brains": WHOLE,
        "adr-log": {"title": "Use Alder"},
        "adr-tools": {"title": "-"},
        "adr-viewer": {"title": "Use Alder", "status": "unknown"},
        "backstage": {"is_listed": True, "status": "proposed", "date": "2026-11-22"},
    }


def test_the_older_form_is_read_whole_by_all_but_those_that_want_front_matter():
    assert expected(record("MADR 2")) == {
        "adr-manager": {**WHOLE, "chosen": "Alder"},
        "log4brains": WHOLE,
        "adr-log": {"title": "Use Alder"},
        "adr-tools": {"title": "Use Alder"},
        "adr-viewer": {"title": "Use Alder", "status": "unknown"},
        "backstage": {"is_listed": True, "status": None, "date": None},
    }


def test_what_a_reader_missed_or_did_not_list_is_a_finding():
    readings = {reader: {record().file: found} for reader, found in expected(record()).items()}
    assert list(compared(record(), readings)) == []
    readings["adr-log"] = {record().file: {"title": ""}}
    readings["adr-tools"] = {}
    assert list(compared(record(), readings)) == [
        Finding("adr-log", "one first", "expected {'title': 'Use Alder'}, read {'title': ''}"),
        Finding("adr-tools", "one first", "expected {'title': '-'}, read None"),
    ]


def test_a_reader_that_is_in_no_registry_may_be_left_out():
    of_madr_2 = record("MADR 2")
    found = expected(of_madr_2)
    readings = {reader: {of_madr_2.file: one} for reader, one in found.items()}
    wrong = {**found["adr-manager"], "chosen": ""}
    assert list(compared(of_madr_2, readings | {"adr-manager": {of_madr_2.file: wrong}})) == [
        Finding("adr-manager", "MADR 2", f"expected {found['adr-manager']}, read {wrong}")
    ]
    del readings["adr-manager"]
    assert list(compared(of_madr_2, readings)) == []


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ([], "Choose a web framework"),
        (["Alder"], "Use Alder"),
        (["Alder", "Birch"], "Choose between Alder and Birch"),
        (["Alder", "Birch", "Cedar"], "Choose between Alder, Birch and Cedar"),
    ],
)
def test_a_title_names_those_in_the_first_place(first, title):
    assert title_of(first) == title


def test_without_priorities_a_title_decides_nothing():
    assert title_of(["Django"], decided=False) == "Choose a web framework"
    assert title_of(["Django", "Flask"], decided=False) == "Choose between Django and Flask"
