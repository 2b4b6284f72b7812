from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons import models
from comparisons.catalogue.codec import canonical, encode
from comparisons.catalogue.removal.removed import removed
from comparisons.catalogue.value import Catalogue, EditorialScale
from comparisons.files import read_directory, write_directory
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import ALDER, changed, large_catalogue, score, small_catalogue, with_choice, with_score, without
from tests.strategies.catalogues import catalogues
from tests.strategies.edits import edits
from tests.strategies.values import few

pytestmark = pytest.mark.django_db


@contextmanager
def rolled_back():
    """Roll the database back afterwards, so that each random example starts empty."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def revisions():
    """Return the revision of every row that has one, by model and id."""
    return {
        (model.__name__, row.pk): row.revision
        for model in (getattr(models, name) for name in models.__all__)
        if hasattr(model, "revision")
        for row in model.objects.all()
    }


@few
@given(catalogues())
def test_a_written_catalogue_reads_back_in_canonical_form(catalogue):
    with rolled_back():
        write_catalogue(catalogue)
        read = read_catalogue()
    assert read == canonical(catalogue)
    assert encode(read) == encode(catalogue)


@few
@given(st.tuples(catalogues(), catalogues()) | edits())
def test_writing_replaces_the_previous_catalogue_completely(pair):
    with rolled_back():
        for catalogue in pair:
            write_catalogue(catalogue)
        assert read_catalogue() == canonical(pair[1])
        write_catalogue(Catalogue())
        assert rows().keys() - {"RowId"} == {"WorkingCopy"}


def rows():
    counts = {name: getattr(models, name).objects.count() for name in models.__all__}
    return {name: count for name, count in counts.items() if count}


@few
@given(edits())
def test_writing_updates_only_changed_rows(pair):
    with rolled_back():
        write_catalogue(pair[0])
        before = revisions()
        write_catalogue(pair[0])
        assert revisions() == before
        write_catalogue(pair[1])
        after = revisions()
        assert after.keys() == before.keys()
        assert all(after[row] - before[row] in (0, 1) for row in before)


def test_loading_a_dump_changes_nothing(tmp_path):
    write_catalogue(small_catalogue())
    write_directory(read_catalogue(), tmp_path)
    with CaptureQueriesContext(connection) as asked:
        write_catalogue(read_directory(tmp_path))
    writes = [sql for query in asked if (sql := query["sql"]).split()[0] not in {"SELECT", "SAVEPOINT", "RELEASE"}]
    [lock] = writes
    assert lock.startswith('UPDATE "comparisons_workingcopy" SET "changed_at"')


def test_the_shipped_catalogue_reads_back_equal(shipped):
    write_catalogue(shipped)
    assert encode(read_catalogue()) == encode(shipped)


CHANGES = {
    "a name": (changed(small_catalogue(), "frameworks", "alder", name="Elder"), {"Framework": 1}),
    "a score": (with_score(small_catalogue(), "alder", "admin", value=3.0), {"Score": 1}),
    "a source": (changed(small_catalogue(), "sources", "manual", note="New."), {"Source": 1}),
    "a scale": (
        changed(
            small_catalogue(), "criteria", "admin", scale=EditorialScale(anchor_0="a", anchor_5="b", anchor_10="c")
        ),
        {"Criterion": 1},
    ),
    "an order": (replace(small_catalogue(), claims=small_catalogue().claims[::-1]), {"Claim": 1}),
    "a choice": (with_choice(small_catalogue(), "build", "site", text="A shop"), {"Choice": 1}),
    "a question": (changed(small_catalogue(), "questions", "build", why="Because."), {"Question": 1}),
    "a scenario": (changed(small_catalogue(), "scenarios", "shop", story="Long."), {"Scenario": 1}),
    "a story": (changed(small_catalogue(), "scenarios", "shop", facts=(), weighed=("Alder",)), {"Scenario": 1}),
    "an extension": (
        changed(small_catalogue(), "frameworks", "alder", extensions=(replace(ALDER.extensions[0], summary="More."),)),
        {"Extension": 1},
    ),
    "a group": (changed(small_catalogue(), "groups", "with-it", description="All."), {"Group": 1}),
}


@pytest.mark.parametrize(("new", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_a_changed_row_keeps_its_id_and_gets_the_next_revision(new, expected):
    write_catalogue(small_catalogue())
    before = revisions()
    write_catalogue(new)
    after = revisions()
    assert after.keys() == before.keys()
    changed_rows = [model for (model, pk), revision in after.items() if revision == before[model, pk] + 1]
    assert {model: changed_rows.count(model) for model in changed_rows} == expected
    assert read_catalogue() == new


def test_a_scale_may_change_its_type_together_with_its_scores():
    write_catalogue(small_catalogue())
    scale = EditorialScale(anchor_0="a", anchor_5="b", anchor_10="c")
    new = changed(small_catalogue(), "criteria", "type", scale=scale)
    new = with_score(with_score(new, "alder", "type", value=3.0), "birch", "type", value=4.0)
    new = with_choice(new, "screens", "framework", requirements=())
    write_catalogue(new)
    assert read_catalogue() == new
    assert not models.Kind.objects.exists()


def test_two_frameworks_may_swap_their_names():
    write_catalogue(small_catalogue())
    ids = dict(models.Framework.objects.values_list("slug", "pk"))
    new = changed(small_catalogue(), "frameworks", "alder", name="Birch")
    new = changed(new, "frameworks", "birch", name="Alder")
    write_catalogue(new)
    assert read_catalogue() == new
    assert dict(models.Framework.objects.values_list("slug", "pk")) == ids


def test_a_source_that_is_no_longer_cited_can_be_removed():
    write_catalogue(small_catalogue())
    new = small_catalogue(claims=(), sources=small_catalogue().sources[1:])
    new = changed(new, "frameworks", "alder", strengths=())
    write_catalogue(new)
    assert [source.slug for source in models.Source.objects.all()] == ["manual"]


def test_of_two_statements_at_one_position_one_is_kept():
    # The admin lets editors choose positions freely.
    write_catalogue(small_catalogue())
    alder = models.Framework.objects.get(slug="alder")
    alder.statements.create(side="strengths", text="Twin.", position=0)
    write_catalogue(small_catalogue())
    assert read_catalogue() == small_catalogue()


def test_positions_with_gaps_are_read_in_order():
    write_catalogue(small_catalogue())
    for number, slug in enumerate(["speed", "type", "admin", "packages"]):
        models.Criterion.objects.filter(slug=slug).update(position=100 * number)
    assert [criterion.slug for criterion in read_catalogue().criteria] == ["speed", "type", "admin", "packages"]


def test_a_catalogue_with_a_broken_reference_changes_nothing():
    write_catalogue(small_catalogue())
    with pytest.raises(KeyError):
        write_catalogue(without(with_score(small_catalogue(), "alder", "admin", value=1.0), "sources", "manual"))
    assert read_catalogue() == small_catalogue()


def test_dates_long_ago_read_back_equal():
    catalogue = changed(small_catalogue(), "sources", "manual", accessed=date(1, 1, 1))
    write_catalogue(catalogue)
    assert read_catalogue() == catalogue


def test_the_lock_row_is_created_again_after_a_flush(db):
    models.WorkingCopy.objects.all().delete()
    write_catalogue(small_catalogue())
    assert read_catalogue() == small_catalogue()


READING = 38


@pytest.mark.parametrize("frameworks", [0, 50])
def test_reading_takes_the_same_number_of_queries_for_any_number_of_frameworks(frameworks, django_assert_num_queries):
    write_catalogue(large_catalogue(frameworks))
    with django_assert_num_queries(READING):
        read_catalogue()


def test_reading_takes_the_same_number_of_queries_for_any_number_of_criteria(django_assert_num_queries):
    small = small_catalogue()
    more = tuple(replace(small.criteria[0], slug=f"admin-{number}") for number in range(30))
    scores = (*ALDER.scores, *(score(criterion.slug, 5.0) for criterion in more))
    large = changed(replace(small, criteria=(*small.criteria, *more)), "frameworks", "alder", scores=scores)
    write_catalogue(large)
    with django_assert_num_queries(READING):
        assert read_catalogue() == canonical(large)


def test_rows_keep_their_positions_when_a_neighbour_goes():
    small = small_catalogue()
    write_catalogue(small)
    before = dict(models.Criterion.objects.values_list("slug", "position"))
    write_catalogue(removed(small, "criterion", [("type",)]))
    del before["type"]
    assert dict(models.Criterion.objects.values_list("slug", "position")) == before
    assert set(models.Criterion.objects.values_list("revision", flat=True)) == {1}
