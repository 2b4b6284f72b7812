import pytest

from comparisons import models
from comparisons.editions.publishing import publish
from comparisons.working_copy import write_catalogue
from tests.catalogues import large_catalogue, small_catalogue, with_score

pytestmark = pytest.mark.django_db


def slugs(rows):
    return [row.slug for row in rows]


def test_page_order_is_by_position_and_slug():
    write_catalogue(small_catalogue())
    models.Criterion.objects.filter(slug__in=["admin", "speed"]).update(position=1)
    assert slugs(models.Criterion.objects.in_page_order()) == ["admin", "speed", "type", "packages"]


@pytest.mark.parametrize("frameworks", [0, 30])
def test_gaps_are_counted_in_one_query(frameworks, django_assert_num_queries):
    write_catalogue(with_score(large_catalogue(frameworks), "alder", "admin", sources=()))
    with django_assert_num_queries(1):
        found = {f.slug: (f.known, f.unsourced, f.unknown) for f in models.Framework.objects.with_gaps(4)}
    assert {slug: found[slug] for slug in ("alder", "birch", "cedar", "dogwood")} == {
        "alder": (4, 1, 0),
        "birch": (3, 0, 1),
        "cedar": (1, 0, 3),
        "dogwood": (1, 0, 3),
    }


def test_uncited_sources_are_found():
    write_catalogue(small_catalogue())
    assert slugs(models.Source.objects.unused()) == []
    models.Claim.objects.all().delete()
    models.Statement.objects.all().delete()
    assert slugs(models.Source.objects.unused()) == ["article"]


def test_claims_without_verdict_are_found():
    write_catalogue(small_catalogue())
    assert slugs(models.Claim.objects.unchecked()) == ["all-are-good"]


def test_names_of_editions_are_newest_first_and_read_no_data(django_assert_num_queries):
    write_catalogue(small_catalogue())
    first = publish(by=None)
    write_catalogue(small_catalogue(claims=()))
    second = publish(by=None)
    with django_assert_num_queries(1) as queries:
        names = list(models.Edition.objects.names())
    assert names == [(e.number, e.digest, e.published_at) for e in (second, first)]
    assert '"data"' not in queries[0]["sql"]
