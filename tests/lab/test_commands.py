from argparse import ArgumentParser

import pytest

from lab.__main__ import read_words
from lab.session import PARTS


@pytest.mark.parametrize(
    ("words", "shows_tests", "chosen", "parts", "options"),
    [
        ("", False, [], list(PARTS), []),
        ("flask --only speed footprint", False, ["flask"], ["speed", "footprint"], []),
        ("--only conformance effort", False, [], ["conformance", "effort"], []),
        ("conformance flask -x", True, ["flask"], list(PARTS), ["-x"]),
    ],
)
def test_words_choose_applications_parts_and_options_of_pytest(words, shows_tests, chosen, parts, options):
    found = read_words(ArgumentParser(), words.split())
    assert (found[0], found[1].slugs, found[1].only, found[2]) == (shows_tests, chosen, parts, options)
