"""The number of queries of a page does not grow with the number of rows."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from msgspec.structs import replace

from comparisons import models
from comparisons.catalogue.synthetic import large_catalogue
from comparisons.editions.publishing import publish
from comparisons.models import WorkingCopy
from comparisons.working_copy import write_catalogue
from tests.catalogues import MOVES
from tests.comparisons.admin.browser import address, form_of, messages_of, opened, send
from tests.questions import STARTING_POINTS

pytestmark = pytest.mark.any_database


def queries(action):
    with CaptureQueriesContext(connection) as asked:
        assert action().status_code in (200, 302)
    return len(asked)


@pytest.fixture(autouse=True)
def known_content_types(db):
    """Whatever test of a process is first: its requests ask for no content type that later ones find in a cache."""
    ContentType.objects.get_for_models(*apps.get_models())


@pytest.fixture
def alder(anna):
    # The first page of a process also fills the cache of permissions.
    alder = models.Framework.objects.get(slug="alder")
    anna.get(address(alder))
    return alder


def add_scores(framework, number):
    group, sources = models.Group.objects.first(), models.Source.objects.all()
    known = {"value": 5, "confidence": "low", "reason": "R", "reviewed_on": date(2026, 1, 1), "version": "1"}
    for i in range(number):
        criterion = models.Criterion.objects.create(
            slug=f"c-{i}", name=f"C {i}", group=group, description="D", scale_type="editorial",
            anchor_0="0", anchor_5="5", anchor_10="10",
        )  # fmt: skip
        framework.scores.create(criterion=criterion, **known).sources.set(sources)


def add_statements(framework, number):
    sources = models.Source.objects.all()
    for i in range(number):
        framework.statements.create(side="strengths", text=f"S {i}", position=10 + i).sources.set(sources)
        framework.facts.create(label=f"F {i}", text="T", position=10 + i).sources.set(sources)


def test_a_framework_page_with_more_scores_and_statements_takes_the_same_number_of_queries(anna, alder):
    before = queries(lambda: anna.get(address(alder)))
    add_scores(alder, 30)
    add_statements(alder, 10)
    assert queries(lambda: anna.get(address(alder))) == before


def test_saving_a_framework_with_more_unchanged_rows_takes_the_same_number_of_queries(anna, alder):
    form = opened(anna, alder)
    before = queries(lambda: send(anna, alder, form, summary="One."))
    add_scores(alder, 30)
    add_statements(alder, 10)
    form = opened(anna, alder)
    assert queries(lambda: send(anna, alder, form, summary="Two.")) == before


def test_a_question_page_with_more_choices_takes_the_same_number_of_queries(anna):
    question = models.Question.objects.get(slug="build")
    anna.get(address(question))
    before = queries(lambda: anna.get(address(question)))
    for i in range(10):
        choice = question.choices.create(slug=f"c-{i}", text=f"C {i}")
        choice.effects.create(criterion=models.Criterion.objects.first(), importance="a-lot")
        choice.requirements.create(criterion=models.Criterion.objects.first(), at_least=5)
    assert queries(lambda: anna.get(address(question))) == before


@pytest.mark.parametrize("name", ["framework", "score", "criterion", "source", "choice"])
def test_a_list_with_more_rows_takes_the_same_number_of_queries(anna, alder, name):
    page = reverse(f"admin:comparisons_{name}_changelist")
    anna.get(page)
    before = queries(lambda: anna.get(page))
    add_scores(alder, 20)
    for i in range(20):
        models.Source.objects.create(slug=f"s-{i}", title="T", publisher="P", published="2026", accessed="2026-01-01")
        models.Framework.objects.create(slug=f"f-{i}", name="F", summary="S", interface="wsgi", licence="MIT")
        models.Choice.objects.create(question=models.Question.objects.first(), slug=f"c-{i}", text="C")
    assert queries(lambda: anna.get(page)) == before


KEPT = [
    *("framework", "score", "extension", "group", "criterion"),
    *("source", "claim", "question", "choice", "scenario", "startingpoint", "move"),
]
ALDER_ADMIN = {"framework__slug": "alder", "criterion__slug": "admin"}


@pytest.fixture
def catalogue_of(anna, small):
    """Publish a catalogue of this size, then change a tenth of its scores."""

    def make(frameworks, criteria):
        given = replace(small, starting_points=STARTING_POINTS, moves=MOVES)
        write_catalogue(large_catalogue(given, frameworks=frameworks, criteria=criteria))
        publish(by=None, note="Large")
        with transaction.atomic():
            WorkingCopy.objects.lock()
            models.Score.objects.filter(pk__in=list(models.Score.objects.values_list("pk", flat=True))[::10]).update(
                reason="Changed."
            )
            models.Score.objects.filter(**ALDER_ADMIN).update(reason="Changed too.")

    return make


def every_page():
    """Return the URLs of all pages that show the catalogue, by name."""
    editions = list(models.Edition.objects.order_by("number"))
    pages = {name: reverse(f"admin:{name}") for name in ("index", "changes", "discard-all", "desk", "matrix")}
    pages["discard"] = reverse("admin:discard", args=["score/alder/admin"])
    pages["due"] = reverse("admin:comparisons_framework_changelist") + "?due=yes"
    pages["lacking"] = reverse("admin:comparisons_framework_changelist") + "?lacks=any"
    pages["found"] = reverse("admin:comparisons_score_changelist") + "?q=the"
    for model in KEPT:
        row = apps.get_model("comparisons", model).objects.order_by("pk").first()
        pages[f"{model} list"] = reverse(f"admin:comparisons_{model}_changelist")
        pages[f"{model} add"] = reverse(f"admin:comparisons_{model}_add")
        for page in ("change", "delete", "history"):
            pages[f"{model} {page}"] = reverse(f"admin:comparisons_{model}_{page}", args=[row.pk])
    for page in ("restore", "take", "change", "history"):
        pages[f"edition {page}"] = reverse(f"admin:comparisons_edition_{page}", args=[editions[0].pk])
    pages["edition list"] = reverse("admin:comparisons_edition_changelist")
    return pages


def queries_of_every_page(browser):
    browser.get(reverse("admin:index"))  # reads the current edition, which is then in memory
    return {name: queries(lambda page=page: browser.get(page)) for name, page in every_page().items()}


def test_every_page_with_a_larger_catalogue_takes_the_same_number_of_queries(anna, catalogue_of):
    catalogue_of(frameworks=5, criteria=5)
    queries_of_every_page(anna)  # fills the caches of permissions and content types
    before = queries_of_every_page(anna)
    catalogue_of(frameworks=9, criteria=9)
    assert queries_of_every_page(anna) == before


def test_publishing_a_larger_catalogue_takes_the_same_number_of_queries(anna, catalogue_of):
    def queries_of_publishing():
        form = form_of(anna.get(reverse("admin:changes")), "changes")
        found = queries(lambda: anna.post(reverse("admin:publish"), {**form, "note": "All"}))
        assert "is published" in messages_of(anna)[-1]
        return found

    catalogue_of(frameworks=6, criteria=8)
    before = queries_of_publishing()
    catalogue_of(frameworks=12, criteria=14)
    assert queries_of_publishing() == before


def test_discarding_one_change_of_a_larger_catalogue_takes_the_same_number_of_queries(anna, catalogue_of):
    page = reverse("admin:discard", args=["score/alder/admin"])

    def discard_one():
        return anna.post(page, {"seen": anna.get(page).context["found"].seen})

    catalogue_of(frameworks=6, criteria=8)
    before = queries(discard_one)
    messages_of(anna)  # so that the next discard is also the first to add a message
    catalogue_of(frameworks=12, criteria=14)
    assert queries(discard_one) == before


def test_deleting_from_a_larger_catalogue_takes_the_same_number_of_queries(anna, catalogue_of):
    def delete_one():
        row = models.Score.objects.get(**ALDER_ADMIN)
        page = reverse("admin:comparisons_score_delete", args=[row.pk])
        form = form_of(anna.get(page), "remove")
        return queries(lambda: anna.post(page, form))

    catalogue_of(frameworks=16, criteria=24)
    before = delete_one()
    messages_of(anna)
    catalogue_of(frameworks=32, criteria=30)
    assert delete_one() == before
