"""Rules for what moving costs."""

import pytest
from msgspec.structs import replace

from comparisons.catalogue.checks import check
from comparisons.catalogue.checks.problems import Severity
from tests.catalogues import MOVES, changed, small_catalogue

SOUND = small_catalogue(moves=MOVES)
(MOVE,) = MOVES


def move(**fields):
    return changed(SOUND, "moves", "alder-to-birch", **fields)


def with_part(**fields):
    return move(parts=(replace(MOVE.parts[0], **fields), *MOVE.parts[1:]))


def told(catalogue, severity=Severity.ERROR):
    return [str(problem) for problem in check(catalogue) if problem.severity is severity and "move" in problem.where]


def test_a_whole_move_has_no_problem():
    assert [problem for problem in check(SOUND) if problem.where.startswith("move")] == []


@pytest.mark.parametrize(
    ("catalogue", "expected"),
    [
        (move(target="gone"), ["move alder-to-birch: names the framework 'gone', which does not exist"]),
        (move(target="alder"), ["move alder-to-birch: leads from a framework to the same one"]),
        (
            replace(SOUND, moves=(MOVE, replace(MOVE, slug="again"))),
            [
                "move alder-to-birch: leads from and to the same frameworks as another one",
                "move again: leads from and to the same frameworks as another one",
            ],
        ),
        (move(summary=" "), ["move alder-to-birch: the summary is empty"]),
        (
            move(parts=MOVE.parts[1:]),
            ["move alder-to-birch: says nothing of routes: give an effort, 13 where nobody knows"],
        ),
        (move(parts=(*MOVE.parts, MOVE.parts[0])), ["move alder-to-birch: gives the part 'routes' 2 times"]),
        (with_part(effort=4), ["move alder-to-birch, routes: the effort is 4; it is one of 0, 1, 3, 5, 7, 13"]),
        (with_part(reason=""), ["move alder-to-birch, routes: the reason is empty"]),
        (
            with_part(sources=("gone",)),
            ["move alder-to-birch, routes: names the source 'gone', which does not exist"],
        ),
    ],
)
def test_each_fault_is_told_where_it_is(catalogue, expected):
    assert told(catalogue) == expected


def test_an_effort_without_a_source_is_a_judgement_and_an_unknown_one_needs_none():
    assert told(with_part(sources=()), Severity.WARNING) == [
        "move alder-to-birch, routes: has no source, so it is shown as a judgement"
    ]
    assert told(with_part(effort=13, sources=()), Severity.WARNING) == []
