"""What visitors add to the catalogue in a link."""

import pytest

from advisor.answers.own import (
    LONGEST_TEXT,
    MOST_NOTES,
    MOST_SCORES,
    NOTHING,
    Own,
    OwnNote,
    OwnScore,
    counted_own,
    own_lines,
    read_own,
    with_own,
)
from comparisons.catalogue.names import Names
from comparisons.content.comparison import cell_of
from tests.catalogues import small_catalogue

NAMES = Names(small_catalogue())


def read(*pairs):
    return read_own(pairs, NAMES)


@pytest.mark.parametrize(
    ("pair", "found"),
    [
        (("own", "alder.admin.7"), Own(scores=(OwnScore("alder", "admin", 7.0),))),
        (("own", "alder.admin.7.5:We know it."), Own(scores=(OwnScore("alder", "admin", 7.5, "We know it."),))),
        (("own", "alder.packages.250"), Own(scores=(OwnScore("alder", "packages", 250.0),))),
        (("own", "birch.admin.10: a\n b "), Own(scores=(OwnScore("birch", "admin", 10.0, "a b"),))),
        (("note", "alder:Runs already: in billing"), Own(notes=(OwnNote("alder", "Runs already: in billing"),))),
        (("mine", " Known  to us "), Own(criterion="Known to us")),
        (("own", ""), NOTHING),
        (("mine", " "), NOTHING),
    ],
)
def test_each_pair_is_read_and_written_again(pair, found):
    assert read(pair).own == found
    assert read(*found.pairs()).own == found


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("own", "alder.admin.11"),
        ("own", "alder.admin.-1"),
        ("own", "alder.admin.nan"),
        ("own", "alder.admin.1e3"),
        ("own", "alder.type.1"),
        ("own", "alder.mine.1"),
        ("own", "cedar.admin.1"),
        ("own", "zebra.admin.1"),
        ("own", "alder.zebra.1"),
        ("own", "alder"),
        ("note", "zebra:x"),
        ("note", "cedar:x"),
        ("note", "alder"),
        ("note", "alder: \x00 "),
    ],
)
def test_what_names_nothing_or_is_off_the_scale_is_dropped_and_named(key, value):
    assert read((key, value)) == read_own([], NAMES).__class__(NOTHING, (key,))


def test_texts_and_numbers_are_bounded():
    long = read(("note", f"alder:{'x' * 5000}")).own.notes[0].text
    assert len(long) == LONGEST_TEXT
    many = [("own", f"alder.admin.{n}") for n in range(10)] * 50
    assert len(read(*many).own.scores) == 1 <= MOST_SCORES
    assert len(read(("note", "alder:a"), ("note", "alder:b")).own.notes) == 1 <= MOST_NOTES


def test_the_first_of_two_scores_on_one_thing_counts():
    assert read(("own", "alder.admin.3"), ("own", "alder.admin.4")).own.scores == (OwnScore("alder", "admin", 3.0),)


def test_a_changed_catalogue_has_the_scores_marked_as_theirs():
    own = read(("mine", "Known to us"), ("own", "alder.mine.9"), ("own", "birch.admin.2:No.")).own
    changed = with_own(small_catalogue(), own)
    mine = changed.criterion_by_slug["mine"]
    assert (mine.name, mine in changed.rated_criteria) == ("Known to us", True)
    birch = cell_of(changed.framework_by_slug["birch"], changed.criterion_by_slug["admin"])
    assert (birch.text, birch.score.reason) == ("2 (yours)", "Your own score. No.")
    assert cell_of(changed.framework_by_slug["alder"], mine).text == "9 (yours)"
    assert with_own(small_catalogue(), Own(notes=(OwnNote("alder", "x"),))) == small_catalogue()


def test_they_are_told_with_what_they_replace():
    own = read(("mine", "Known to us"), ("own", "alder.mine.9"), ("own", "alder.admin.2:No."), ("note", "birch:Hm")).own
    assert own_lines(small_catalogue(), own) == [
        "Your criterion: Known to us",
        "Alder on Known to us: 9.",
        "Alder on Admin: 2 instead of 9. No.",
        "Birch: Hm",
    ]
    assert counted_own(own) == "2 scores, 1 criterion and 1 note are yours, not ours"
    assert counted_own(Own(criterion="x")) == "1 criterion is yours, not ours"


def test_without_the_criterion_the_scores_on_it_go_too():
    own = read(("mine", "Known to us"), ("own", "alder.mine.9"), ("own", "alder.admin.2")).own
    assert own.without_criterion() == Own(scores=(OwnScore("alder", "admin", 2.0),))
    assert own.without(own.scores[0]).scores == own.scores[1:]
