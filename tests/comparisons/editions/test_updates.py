"""Taking what a new version of the shipped catalogue brings, in parts."""

import pytest
from msgspec.structs import replace

from comparisons.editions.pending import ChangedMeanwhile
from comparisons.editions.shipped import TakenWithErrors, is_loaded, load_shipped, offer, take, update_to
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import changed, small_catalogue, with_score, without

pytestmark = pytest.mark.django_db

SMALL = small_catalogue()
# What the new version changes: two summaries, a name, a score, and a source that is new.
NEWER = changed(SMALL, "frameworks", "alder", summary="Theirs.", licence="MIT-0")
NEWER = changed(NEWER, "frameworks", "birch", name="Beech")
NEWER = with_score(NEWER, "alder", "admin", value=2.0)
# What editors changed: one of the summaries too, another name, and a score too.
OURS = changed(SMALL, "frameworks", "alder", summary="Ours.", name="Elder")
OURS = with_score(OURS, "alder", "admin", value=8.0)


@pytest.fixture
def edited():
    load_shipped(SMALL, overwrite_edits=False)
    write_catalogue(OURS)


def ticks(found, *names):
    return {name: found.updates.seen(found.updates.by_name[name]) for name in names}


def theirs(found, *names):
    return {name: found.seen(name) for name in names}


def test_updates_and_what_both_changed_are_told_apart(edited):
    found = offer(NEWER)
    assert sorted(found.updates.by_name) == ["framework/alder", "framework/birch"]
    assert sorted(found.by_name) == ["both/framework/alder", "both/score/alder/admin", "edit/framework/alder"]


def test_what_is_ticked_is_taken_and_nothing_else(edited):
    done = take(NEWER, ticks(offer(NEWER), "framework/birch"), {}, leave_rest=False)
    assert (done.updates, done.theirs, done.is_settled) == (1, 0, False)
    assert read_catalogue() == changed(OURS, "frameworks", "birch", name="Beech")
    assert not is_loaded(NEWER)
    assert sorted(offer(NEWER).updates.by_name) == ["framework/alder"]


def test_the_side_of_the_new_version_replaces_only_the_fields_that_both_changed(edited):
    take(NEWER, {}, theirs(offer(NEWER), "both/framework/alder", "both/score/alder/admin"), leave_rest=False)
    wanted = changed(OURS, "frameworks", "alder", summary="Theirs.")
    assert read_catalogue() == with_score(wanted, "alder", "admin", value=2.0)


def test_everything_that_is_offered_settles_the_version(edited):
    found = offer(NEWER)
    both = theirs(found, "both/framework/alder", "both/score/alder/admin")
    assert take(NEWER, ticks(found, *found.updates.by_name), both, leave_rest=False).is_settled
    assert read_catalogue() == changed(NEWER, "frameworks", "alder", name="Elder")
    assert is_loaded(NEWER)


def test_what_is_left_for_good_is_ours_from_then_on(edited):
    assert take(NEWER, ticks(offer(NEWER), "framework/birch"), {}, leave_rest=True).is_settled
    merge = update_to(NEWER).merge
    assert (merge.updates, merge.both) == ((), ())
    assert read_catalogue() == changed(OURS, "frameworks", "birch", name="Beech")
    newest = changed(NEWER, "frameworks", "birch", summary="New.")
    assert sorted(offer(newest).updates.by_name) == ["framework/birch"]


def test_an_edit_is_undone_only_where_it_is_asked_for(edited):
    take(NEWER, {}, theirs(offer(NEWER), "edit/framework/alder"), leave_rest=False)
    assert read_catalogue() == changed(OURS, "frameworks", "alder", name="Alder")


def test_what_was_deleted_here_comes_back_only_where_it_is_asked_for(edited):
    write_catalogue(without(OURS, "claims", SMALL.claims[0].slug))
    name = f"edit/claim/{SMALL.claims[0].slug}"
    found = offer(SMALL)
    assert name in found.by_name
    take(SMALL, {}, theirs(found, name), leave_rest=False)
    assert read_catalogue() == OURS


def test_what_somebody_changed_meanwhile_is_not_taken(edited):
    found = offer(NEWER)
    update, other = ticks(found, "framework/alder"), theirs(found, "both/score/alder/admin")
    edits = with_score(changed(OURS, "frameworks", "alder", licence="ISC"), "alder", "admin", value=7.0)
    write_catalogue(edits)
    for given in ((update, {}), ({}, other), ({"framework/elm": "x"}, {}), ({}, {"both/framework/elm": "x"})):
        with pytest.raises(ChangedMeanwhile):
            take(NEWER, *given, leave_rest=True)
    assert read_catalogue() == edits
    assert not is_loaded(NEWER)


def test_what_would_leave_errors_is_not_taken(edited):
    """The new version's score cites a source that editors have deleted, so nothing but the score brings it."""
    newer = with_score(SMALL, "alder", "admin", sources=("wiki",))
    newer = replace(newer, sources=(*newer.sources, replace(SMALL.sources[0], slug="wiki", title="Wiki")))
    found = offer(newer)
    assert sorted(found.updates.by_name) == ["source/wiki"]
    with pytest.raises(TakenWithErrors) as refused:
        take(newer, {}, theirs(found, "both/score/alder/admin"), leave_rest=True)
    assert "wiki" in str(refused.value.problems[0])
    assert read_catalogue() == OURS
    take(newer, ticks(found, "source/wiki"), theirs(found, "both/score/alder/admin"), leave_rest=False)
    assert read_catalogue().framework_by_slug["alder"].score_by_criterion["admin"].sources == ("wiki",)
