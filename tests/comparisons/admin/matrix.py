"""Opening the matrix, filling in its form, and reading what is stored."""

from datetime import date

from django.urls import reverse

from comparisons import models
from tests.comparisons.admin.browser import form_of

ALL = "?group=with-it&group=under-load"


def address(query=""):
    return reverse("admin:matrix") + query


def shown(client, query=""):
    """Open the matrix and return its form."""
    response = client.get(address(query))
    assert response.status_code == 200
    return form_of(response, "matrix")


def key(framework, criterion):
    pks = (
        models.Framework.objects.get(slug=framework).pk,
        models.Criterion.objects.get(slug=criterion).pk,
    )
    return "{}-{}".format(*pks)


def saved(client, form, query="", **fields):
    return client.post(address(query), {**form, **fields})


def stored(framework, criterion):
    return models.Score.objects.get(framework__slug=framework, criterion__slug=criterion)


def held(framework, criterion):
    score = stored(framework, criterion)
    return score.value, score.confidence, score.revision


def cell_of(response, framework, criterion):
    cells = response.context["grid"].cells.values()
    return next(c for c in cells if (c.framework.slug, c.criterion.slug) == (framework, criterion))


def plant(frameworks, criteria):
    """Add frameworks, criteria in the first group, and a score for each pair."""
    group = models.Group.objects.in_page_order().first()
    made = models.Framework.objects.bulk_create(
        models.Framework(slug=f"f-{i:03}", name=f"F {i}", status="published", latest_version="1.0", interface="wsgi")
        for i in range(frameworks)
    )
    asked = models.Criterion.objects.bulk_create(
        models.Criterion(slug=f"c-{i:03}", name=f"C {i}", group=group, position=100 + i, scale_type="editorial",
                         anchor_0="0", anchor_5="5", anchor_10="10")
        for i in range(criteria)
    )  # fmt: skip
    models.Score.objects.bulk_create(
        models.Score(framework=one, criterion=other, value=5, confidence="low", reason="R", version="1",
                     reviewed_on=date(2026, 1, 1))
        for one in made for other in asked
    )  # fmt: skip
    return made, asked
