"""Several editors save the matrix at the same time."""

import pytest
from django.contrib.auth.models import User

from comparisons import models
from comparisons.working_copy import write_catalogue
from tests.at_once import at_once
from tests.catalogues import small_catalogue
from tests.comparisons.admin.conftest import logged_in
from tests.comparisons.admin.matrix import ALL, key, saved, shown

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editors():
    write_catalogue(small_catalogue())
    return [logged_in(User.objects.create_superuser(name)) for name in ("anna", "berta", "carla", "dina")]


def test_of_concurrent_changes_of_one_cell_one_is_saved_and_the_others_conflict(editors):
    cell = key("alder", "admin")
    forms = [shown(editor, ALL) for editor in editors]
    answers = at_once(
        *[
            lambda e=editor, f=form, v=value: saved(e, f, ALL, **{f"value-{cell}": str(v)}).status_code
            for value, (editor, form) in enumerate(zip(editors, forms, strict=True))
        ]
    )
    assert sorted(answers) == [302, 422, 422, 422]
    score = models.Score.objects.get(framework__slug="alder", criterion__slug="admin")
    assert (score.value, score.revision) == (answers.index(302), 2)


def test_concurrent_changes_of_different_cells_are_all_saved(editors):
    places = [("alder", "admin"), ("alder", "speed"), ("birch", "speed"), ("birch", "type")]
    forms = [shown(editor, ALL) for editor in editors]
    answers = at_once(
        *[
            lambda e=editor, f=form, p=place: saved(e, f, ALL, **{f"confidence-{key(*p)}": "low"}).status_code
            for editor, form, place in zip(editors, forms, places, strict=True)
        ]
    )
    assert answers == [302] * 4
    changed = models.Score.objects.filter(framework__status="published", confidence="low", revision=2)
    assert sorted(changed.values_list("framework__slug", "criterion__slug")) == sorted(places)
