from itertools import pairwise

from comparisons.catalogue.public import public_changes
from comparisons.catalogue.value import EditorialScale
from comparisons.content.score_lines import ScoreLine, Stay, Step, score_lines
from tests.catalogues import changed, small_catalogue, with_score, without_score


def lines_of(criterion, *catalogues):
    """Return the lines of the editions 1, 2 and so on with these catalogues."""
    pairs = enumerate(pairwise(catalogues), start=2)
    steps = [Step(number, public_changes(before, after)) for number, (before, after) in pairs]
    newest = catalogues[-1]
    return score_lines(newest, newest.criterion_by_slug[criterion], steps[::-1])


def test_a_line_goes_through_the_values_of_a_score_edition_by_edition():
    first = small_catalogue()
    second = with_score(first, "alder", "admin", value=3.0)
    fourth = with_score(first, "alder", "admin", value=6.0)
    alder = first.framework_by_slug["alder"]
    assert lines_of("admin", first, second, second, fourth) == (
        ScoreLine(
            framework=fourth.framework_by_slug["alder"],
            stays=(Stay(None, "9"), Stay(2, "3"), Stay(4, "6")),
            points="0.0,3.0 40.0,21.0 80.0,21.0 120.0,12.0",
        ),
    )
    assert alder.score_by_criterion["admin"].value == 9


def test_a_score_that_was_unknown_begins_when_it_is_known_and_ends_when_it_is_not():
    known = small_catalogue()
    unknown = without_score(known, "alder", "admin")
    [begun] = lines_of("admin", unknown, known)
    [ended] = lines_of("admin", known, unknown)
    assert (begun.stays, begun.points) == ((Stay(2, "9"),), "")
    assert (ended.stays, ended.points) == ((Stay(None, "9"), Stay(2, "unknown")), "")


def test_values_of_another_scale_are_left_out():
    first = small_catalogue()
    second = with_score(first, "alder", "admin", value=3.0)
    scale = EditorialScale(anchor_0="Nothing.", anchor_5="A part.", anchor_10="All.")
    third = changed(second, "criteria", "admin", scale=scale)
    assert lines_of("admin", first, second, third) == ()


def test_where_nothing_moved_there_is_no_line():
    assert lines_of("admin", small_catalogue(), small_catalogue()) == ()
