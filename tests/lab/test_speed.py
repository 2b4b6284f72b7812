from lab.application import CANNOT, read
from lab.footprint import addresses
from lab.speed import CASES


def test_what_a_case_needs_are_parts_of_the_specification():
    assert frozenset().union(*(case.needs for case in CASES.values())) <= CANNOT["web"]


def test_an_application_without_pages_is_not_asked_for_them():
    assert addresses(read("falcon")) == ["/hello", "/api/notes"]
    assert addresses(read("flask")) == ["/hello", "/rows", "/api/notes"]
    assert addresses(read("streamlit")) == ["/"]
