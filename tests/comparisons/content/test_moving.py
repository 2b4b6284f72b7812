"""What moving costs, summed over the parts that a project has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.catalogue.names import Names
from comparisons.catalogue.value import ProjectPart
from comparisons.content.moving import (
    MOST_EFFORT,
    ends_meant,
    move_between,
    move_cost,
    move_costs,
    moves_among,
    parts_in,
)
from tests.catalogues import MOVES, small_catalogue

CATALOGUE = small_catalogue(moves=MOVES)
(MOVE,) = MOVES


@pytest.mark.parametrize(
    ("parts", "known", "points", "words"),
    [
        ((), 19, 32, "19 points of effort, and 13 for login, which nobody knows: 32 in all"),
        (("routes", "tests"), 6, 6, "6 points of effort"),
        (("login",), 0, 13, "0 points of effort, and 13 for login, which nobody knows: 13 in all"),
        (("templates",), 1, 1, "1 point of effort"),
    ],
)
def test_the_parts_that_a_project_has_are_added_up(parts, known, points, words):
    cost = move_cost(CATALOGUE, MOVE, parts)
    assert (cost.known, cost.points, cost.sum_words) == (known, points, words)


@given(st.sets(st.sampled_from([part.value for part in ProjectPart]), min_size=1))
def test_the_sum_of_single_parts_is_the_sum(parts):
    alone = [move_cost(CATALOGUE, MOVE, (part,)).points for part in parts]
    assert sum(alone) == move_cost(CATALOGUE, MOVE, parts).points


def test_several_unknown_parts_count_13_each():
    unknown = tuple(replace(part, effort=13) if part.part in ("login", "forms") else part for part in MOVE.parts)
    cost = move_cost(CATALOGUE, replace(MOVE, parts=unknown))
    assert cost.sum_words == ("14 points of effort, and 26 for forms and login, which nobody knows, 13 each: 40 in all")


def test_writing_everything_anew_is_the_end_of_the_scale():
    anew = replace(MOVE, parts=tuple(replace(part, effort=7) for part in MOVE.parts))
    assert (MOST_EFFORT, move_cost(CATALOGUE, anew).share) == (49, 1.0)


def test_moves_from_or_to_drafts_are_not_shown():
    to_draft = replace(MOVE, slug="alder-to-cedar", target="cedar")
    catalogue = replace(CATALOGUE, moves=(MOVE, to_draft))
    assert [cost.slug for cost in move_costs(catalogue)] == ["alder-to-birch"]
    assert move_between(catalogue, "alder", "cedar") is None


def test_the_moves_among_compared_frameworks_are_found():
    known = CATALOGUE.framework_by_slug
    assert [cost.slug for cost in moves_among(CATALOGUE, [known["birch"], known["alder"]])] == ["alder-to-birch"]
    assert moves_among(CATALOGUE, [known["birch"], known["dogwood"]]) == []


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("alder-to-birch", ("alder", "birch")),
        ("ALDER-to-Birch", ("alder", "birch")),
        ("alder", ("alder", None)),
        ("-to-", (None, None)),
        ("oak-to-birch", (None, "birch")),
    ],
)
def test_an_address_names_two_frameworks(typed, ends):
    assert ends_meant(Names(CATALOGUE), typed) == ends


def test_parts_are_read_in_their_order_and_unknown_ones_told():
    assert parts_in(["tests", "routes", "tests", "", "soul"]) == (("routes", "tests"), ("soul",))
