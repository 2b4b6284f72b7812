"""Discarding in the database. Its effect on catalogues is tested in catalogue/test_revert.py."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons import models
from comparisons.catalogue.changes.diff import diff
from comparisons.catalogue.checks import errors
from comparisons.catalogue.codec import canonical
from comparisons.editions.pending import ChangedMeanwhile
from comparisons.editions.publishing import publish
from comparisons.editions.store import UnknownEdition
from comparisons.editions.unpublished import LeavesErrors, NothingToDiscard, discard, loss, unpublished_changes
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.at_once import at_once
from tests.catalogues import (
    ALDER,
    CITED,
    SOURCES,
    changed,
    large_catalogue,
    score,
    small_catalogue,
    with_score,
    without,
)
from tests.strategies.edits import edits
from tests.strategies.values import few

SMALL = small_catalogue()
ELDER = changed(SMALL, "frameworks", "alder", name="Elder")
TWO_CHANGES = with_score(ELDER, "birch", "speed", value=900.0)


def discard_seen(name=None):
    return discard(name, seen=loss(name).seen)


def test_discarding_one_subject_keeps_the_others(published):
    write_catalogue(TWO_CHANGES)
    discard_seen("score/birch/speed")
    assert read_catalogue() == ELDER


def test_discarding_without_a_name_discards_everything(published):
    write_catalogue(TWO_CHANGES)
    discard_seen()
    assert read_catalogue() == SMALL
    with pytest.raises(NothingToDiscard):
        loss(None)


def test_only_rows_that_change_get_a_new_revision(published):
    write_catalogue(TWO_CHANGES)
    discard_seen("framework/alder")
    assert dict(models.Framework.objects.exclude(revision=1).values_list("slug", "revision")) == {"alder": 3}
    assert [(str(row), row.revision) for row in models.Score.objects.exclude(revision=1)] == [("Birch: Speed", 2)]


def test_an_unchanged_or_unknown_subject_cannot_be_discarded(published):
    write_catalogue(ELDER)
    for name in ("score/alder/admin", "framework/elm", "no/such/thing", ""):
        with pytest.raises(NothingToDiscard):
            loss(name)


@pytest.mark.django_db
def test_before_the_first_edition_nothing_can_be_discarded():
    write_catalogue(SMALL)
    with pytest.raises(UnknownEdition):
        loss(None)
    assert read_catalogue() == SMALL


MEANWHILE = {
    "it was changed again": changed(SMALL, "frameworks", "alder", name="Old elder"),
    "another field was": changed(ELDER, "frameworks", "alder", licence="BSD"),
    "it was deleted": without(replace(SMALL, claims=(), scenarios=()), "frameworks", "alder"),
}


@pytest.mark.parametrize("meanwhile", MEANWHILE.values(), ids=MEANWHILE.keys())
def test_a_concurrent_edit_of_the_subject_refuses_the_discard(published, meanwhile):
    write_catalogue(ELDER)
    seen = loss("framework/alder").seen
    meanwhile = changed(meanwhile, "frameworks", "birch", alternatives=())
    write_catalogue(meanwhile)
    with pytest.raises(ChangedMeanwhile):
        discard("framework/alder", seen=seen)
    assert read_catalogue() == meanwhile


def test_a_concurrent_addition_to_a_new_subject_refuses_the_discard(published):
    elm = replace(ALDER, slug="elm", scores=())
    write_catalogue(replace(SMALL, frameworks=(*SMALL.frameworks, elm)))
    seen = loss("framework/elm").seen
    grown = replace(SMALL, frameworks=(*SMALL.frameworks, replace(elm, scores=(score("speed", 1.0),))))
    write_catalogue(grown)
    with pytest.raises(ChangedMeanwhile):
        discard("framework/elm", seen=seen)
    assert read_catalogue() == grown


def test_concurrent_edits_of_other_subjects_do_not_matter(published):
    write_catalogue(ELDER)
    seen = loss("framework/alder").seen
    write_catalogue(TWO_CHANGES)
    discard("framework/alder", seen=seen)
    assert read_catalogue() == with_score(SMALL, "birch", "speed", value=900.0)


def test_a_subject_that_others_refer_to_is_not_discarded_alone(published):
    write_catalogue(CITED)
    with pytest.raises(LeavesErrors) as refused:
        discard_seen("source/handbook")
    assert [str(problem) for problem in refused.value.problems] == [
        "framework alder, score admin: names the source 'handbook', which does not exist"
    ]
    assert read_catalogue() == CITED
    discard_seen("score/alder/admin")
    discard_seen("source/handbook")
    assert read_catalogue() == SMALL


def test_a_subject_that_refers_to_a_deleted_one_is_not_brought_back_alone(published):
    gone = changed(replace(SMALL, claims=(), sources=SOURCES[1:]), "frameworks", "alder", strengths=())
    write_catalogue(gone)
    with pytest.raises(LeavesErrors):
        discard_seen("claim/all-are-good")
    discard_seen("source/article")
    discard_seen("claim/all-are-good")
    assert [claim.slug for claim in read_catalogue().claims] == ["all-are-good"]


def test_existing_errors_do_not_refuse_a_discard(published):
    write_catalogue(TWO_CHANGES)
    models.Scenario.objects.get(slug="shop").right.clear()
    discard_seen("framework/alder")
    assert [change.thing for change in unpublished_changes()] == ["score", "scenario"]


def test_discarding_goes_back_to_the_newest_edition(published):
    write_catalogue(ELDER)
    publish(by=None, note="Second")
    write_catalogue(SMALL)
    discard_seen("framework/alder")
    assert read_catalogue() == ELDER


@pytest.mark.parametrize("name", [None, "framework/alder"])
def test_discarding_takes_the_same_number_of_queries_for_any_number_of_changes(published, name):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            discard_seen(name)
        return len(captured)

    write_catalogue(large_catalogue(1))
    write_catalogue(changed(large_catalogue(1), "frameworks", "alder", name="Elder"))
    before = queries()
    write_catalogue(changed(large_catalogue(15), "frameworks", "alder", name="Elder"))
    assert queries() == before


@few
@given(edits(), st.booleans())
@pytest.mark.django_db
def test_discarding_everything_makes_the_working_copy_equal_to_the_edition(pair, all_at_once):
    with transaction.atomic():
        write_catalogue(pair[0])
        publish(by=None)
        write_catalogue(pair[1])
        if all_at_once and unpublished_changes():
            discard_seen()
        while changes := unpublished_changes():
            left = len(changes)
            discard_seen(next(iter(loss(None).subjects)).name)
            assert len(unpublished_changes()) < left
        assert read_catalogue() == canonical(pair[0])
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_only_one_of_several_concurrent_discards_succeeds():
    write_catalogue(SMALL)
    publish(by=None)
    write_catalogue(TWO_CHANGES)
    seen = loss("framework/alder").seen
    outcomes = at_once(*[lambda: discard("framework/alder", seen=seen)] * 3)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Loss", "NothingToDiscard", "NothingToDiscard"]
    assert diff(SMALL, read_catalogue()) == diff(ELDER, TWO_CHANGES)
    assert errors(read_catalogue()) == ()
