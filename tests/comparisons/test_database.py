import os

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from comparisons import models
from comparisons.working_copy import write_catalogue
from tests.catalogues import DAY, small_catalogue

pytestmark = pytest.mark.django_db


def test_the_tests_use_the_configured_database():
    vendor = os.environ.get("DATABASE_URL", "sqlite").partition(":")[0]
    assert connection.vendor == {"postgres": "postgresql"}.get(vendor, vendor)


def test_there_are_no_changes_without_a_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.fixture
def rows():
    """Rows to which the constraints below are applied."""
    write_catalogue(small_catalogue())
    return {
        "alder": models.Framework.objects.get(slug="alder"),
        "birch": models.Framework.objects.get(slug="birch"),
        "admin": models.Criterion.objects.get(slug="admin"),
        "speed": models.Criterion.objects.get(slug="speed"),
        "packages": models.Criterion.objects.get(slug="packages"),
        "full": models.Kind.objects.get(slug="full"),
        "build": models.Question.objects.get(slug="build"),
        "api": models.Choice.objects.get(slug="api"),
    }


def new_score(rows, **fields):
    given = {"framework": rows["birch"], "criterion": rows["admin"], "value": 5, "reviewed_on": DAY}
    models.Score.objects.create(**(given | fields))


BROKEN = {
    "unique_score_of_framework": lambda rows: new_score(rows, framework=rows["alder"]),
    "score_has_value_or_kind": lambda rows: new_score(rows, value=None),
    "score_has_value_or_kind, both": lambda rows: new_score(rows, kind=rows["full"]),
    "relative_error_is_a_share": lambda rows: new_score(rows, relative_error=1),
    "relative_error_is_a_share, negative": lambda rows: new_score(rows, relative_error=-0.1),
    "editorial_scale_has_anchors": lambda rows: update(rows["admin"], anchor_5=""),
    "measured_scale_has_levels": lambda rows: update(rows["speed"], best=0),
    "measured_scale_has_levels, no unit": lambda rows: update(rows["speed"], unit=""),
    "measured_scale_has_levels, no level": lambda rows: update(rows["speed"], worst=None),
    "logarithmic_levels_are_positive": lambda rows: update(rows["packages"], best=0),
    "unique_kind_of_criterion": lambda rows: models.Kind.objects.create(criterion=rows["full"].criterion, slug="full"),
    "unique_extension_of_framework": lambda rows: models.Extension.objects.create(
        framework=rows["alder"], slug="alder-api"
    ),
    "unique_choice_of_question": lambda rows: models.Choice.objects.create(question=rows["build"], slug="api"),
    "unique_effect_of_choice": lambda rows: models.Effect.objects.create(
        choice=rows["api"], criterion=rows["speed"], importance="a-lot"
    ),
    "unique_requirement_of_choice": lambda rows: models.Requirement.objects.create(
        choice=rows["api"], criterion=rows["speed"], at_most=1
    ),
    "requirement_has_one_bound": lambda rows: models.Requirement.objects.create(
        choice=rows["api"], criterion=rows["packages"], at_least=1, at_most=2
    ),
}


def update(row, **fields):
    type(row).objects.filter(pk=row.pk).update(**fields)


@pytest.mark.parametrize("name", BROKEN)
def test_database_constraints_refuse_invalid_rows(rows, name):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BROKEN[name](rows)
    # For unique constraints SQLite's error names the columns instead of the constraint.
    assert name.partition(",")[0] in str(refused.value) or "UNIQUE" in str(refused.value)


@pytest.mark.parametrize("model", ["Framework", "Criterion", "Group", "Source", "Claim", "Question", "Scenario"])
def test_slugs_are_unique(rows, model):
    table = getattr(models, model).objects
    first, second = table.all()[:2]
    with pytest.raises(IntegrityError), transaction.atomic():
        table.filter(pk=second.pk).update(slug=first.slug)
