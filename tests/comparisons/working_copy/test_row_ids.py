"""Things keep their primary keys, also when they are deleted and come back."""

from msgspec.structs import replace

from comparisons import models
from comparisons.editions.publishing import publish
from comparisons.models import RowId
from comparisons.working_copy import read_catalogue, write_catalogue
from comparisons.working_copy.row_ids import KEYS, remember_all
from tests.catalogues import small_catalogue, without

SMALL = small_catalogue()
EMPTY = small_catalogue(groups=(), criteria=(), frameworks=(), sources=(), claims=(), questions=(), scenarios=())


def ids():
    """Return the primary keys of all things, by model and key."""
    found = {}
    for model, columns in KEYS.items():
        names = [column.replace("_id", "__slug") for column in columns]
        found |= {(model, *key): pk for pk, *key in model.objects.values_list("pk", *names)}
    return found


def test_every_thing_with_a_form_is_covered():
    assert set(KEYS) == {model for model in vars(models).values() if hasattr(model, "revision")}


def test_what_was_left_out_of_a_written_catalogue_comes_back_with_its_ids(published):
    before = ids()
    write_catalogue(EMPTY)
    assert ids() == {}
    write_catalogue(SMALL)
    assert (ids(), read_catalogue()) == (before, SMALL)


def test_what_was_deleted_otherwise_comes_back_with_the_ids_of_its_edition(db):
    write_catalogue(SMALL)
    publish(by=None)
    before = ids()
    models.Scenario.objects.all().delete()
    models.Claim.objects.all().delete()
    models.Framework.objects.get(slug="alder").delete()
    write_catalogue(SMALL)
    assert ids() == before


def test_an_id_that_another_row_has_is_not_taken(published):
    write_catalogue(without(replace(SMALL, claims=()), "frameworks", "cedar"))
    taken = RowId.objects.get(table="framework", key="cedar")
    models.Framework.objects.create(pk=taken.row, slug="elm", name="Elm", summary="S", interface="wsgi", licence="MIT")
    elm = read_catalogue().framework_by_slug["elm"]
    write_catalogue(replace(SMALL, frameworks=(*SMALL.frameworks, elm)))
    assert models.Framework.objects.get(slug="elm").pk == taken.row
    assert models.Framework.objects.get(slug="cedar").pk != taken.row


def test_publishing_again_writes_nothing_that_is_known(published, django_assert_num_queries):
    remember_all()
    with django_assert_num_queries(1 + len(KEYS)):
        remember_all()
