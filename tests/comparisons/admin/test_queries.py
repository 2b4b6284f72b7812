"""A page asks as many queries with many rows as with few."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comparisons import models
from tests.comparisons.admin.browser import address, opened, send


def queries(action):
    with CaptureQueriesContext(connection) as asked:
        assert action().status_code in (200, 302)
    return len(asked)


@pytest.fixture
def alder(anna):
    # The first page of a process also fills caches: permissions, content types.
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


def add_sentences(framework, number):
    sources = models.Source.objects.all()
    for i in range(number):
        framework.statements.create(side="strengths", text=f"S {i}", position=10 + i).sources.set(sources)
        framework.facts.create(label=f"F {i}", text="T", position=10 + i).sources.set(sources)


def test_a_framework_page_asks_the_same_with_more_scores_and_sentences(anna, alder):
    before = queries(lambda: anna.get(address(alder)))
    add_scores(alder, 30)
    add_sentences(alder, 10)
    assert queries(lambda: anna.get(address(alder))) == before


def test_saving_a_framework_asks_the_same_with_more_rows_that_nobody_touched(anna, alder):
    form = opened(anna, alder)
    before = queries(lambda: send(anna, alder, form, summary="One."))
    add_scores(alder, 30)
    add_sentences(alder, 10)
    form = opened(anna, alder)
    assert queries(lambda: send(anna, alder, form, summary="Two.")) == before


def test_a_question_page_asks_the_same_with_more_choices(anna):
    question = models.Question.objects.get(slug="build")
    anna.get(address(question))
    before = queries(lambda: anna.get(address(question)))
    for i in range(10):
        choice = question.choices.create(slug=f"c-{i}", text=f"C {i}")
        choice.effects.create(criterion=models.Criterion.objects.first(), importance="a-lot")
        choice.requirements.create(criterion=models.Criterion.objects.first(), at_least=5)
    assert queries(lambda: anna.get(address(question))) == before


@pytest.mark.parametrize("name", ["framework", "score", "criterion", "source", "choice"])
def test_a_list_asks_the_same_with_more_rows(anna, alder, name):
    page = reverse(f"admin:comparisons_{name}_changelist")
    anna.get(page)
    before = queries(lambda: anna.get(page))
    add_scores(alder, 20)
    for i in range(20):
        models.Source.objects.create(slug=f"s-{i}", title="T", publisher="P", published="2026", accessed="2026-01-01")
        models.Framework.objects.create(slug=f"f-{i}", name="F", summary="S", interface="wsgi", licence="MIT")
        models.Choice.objects.create(question=models.Question.objects.first(), slug=f"c-{i}", text="C")
    assert queries(lambda: anna.get(page)) == before
