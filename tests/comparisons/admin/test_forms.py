"""What forms refuse, with an error at the field."""

import pytest
from django.urls import reverse

from comparisons import models
from tests.comparisons.admin.browser import address, form_of, opened, row_name, send

pytestmark = pytest.mark.any_database


def errors_of(response):
    """Return the names of the fields with errors, including those in rows."""
    assert response.status_code == 200
    rows = [form for inline in response.context["inline_admin_formsets"] for form in inline.formset.forms]
    return {name for form in [response.context["adminform"].form, *rows] for name in form.errors}


def score_of(framework, criterion):
    return models.Score.objects.get(framework__slug=framework, criterion__slug=criterion)


@pytest.mark.parametrize(
    ("criterion", "fields", "error"),
    [
        ("admin", {"value": "11"}, "value"),
        ("admin", {"value": "-1"}, "value"),
        ("admin", {"value": "nan"}, "value"),
        ("admin", {"value": "1e999"}, "value"),
        ("admin", {"value": ""}, "value"),
        ("admin", {"relative_error": "0.1"}, "relative_error"),
        ("speed", {"value": "-5"}, "value"),
        ("speed", {"relative_error": "1"}, "relative_error"),
        ("packages", {"value": "0"}, "value"),
        ("type", {"value": "3"}, "value"),
        ("type", {"kind": ""}, "kind"),
        ("type", {"kind": "999"}, "kind"),
        ("admin", {"reason": "  "}, "reason"),
        ("admin", {"reviewed_on": "yesterday"}, "reviewed_on"),
    ],
)
def test_a_score_that_does_not_fit_its_scale_is_refused(anna, criterion, fields, error):
    score = score_of("alder", criterion)
    assert errors_of(send(anna, score, opened(anna, score), **fields)) == {error}
    alder = score.framework
    form = opened(anna, alder)
    row = row_name(form, "scores", score)
    response = send(anna, alder, form, **{f"{row}-{name}": value for name, value in fields.items()})
    assert errors_of(response) == {error}


def test_a_kind_of_another_criterion_is_refused(anna):
    group = models.Group.objects.first()
    other = models.Criterion.objects.create(slug="o", name="O", group=group, description="D", scale_type="kinds")
    kind = other.kinds.create(slug="k", name="K", description="D")
    score = score_of("alder", "type")
    assert errors_of(send(anna, score, opened(anna, score), kind=kind.pk)) == {"kind"}


def test_a_blank_relative_error_is_stored_as_zero(anna):
    score = score_of("alder", "speed")
    assert send(anna, score, opened(anna, score), relative_error="").status_code == 302
    score.refresh_from_db()
    assert score.relative_error == 0


@pytest.mark.parametrize(
    ("slug", "fields", "error"),
    [
        ("admin", {"anchor_5": ""}, "anchor_5"),
        ("speed", {"unit": ""}, "unit"),
        ("speed", {"best": ""}, "best"),
        ("speed", {"best": "0"}, "best"),
        ("speed", {"logarithmic": "on"}, "logarithmic"),
    ],
)
def test_each_scale_requires_its_fields(anna, slug, fields, error):
    criterion = models.Criterion.objects.get(slug=slug)
    assert error in errors_of(send(anna, criterion, opened(anna, criterion), **fields))


def test_a_scale_of_kinds_needs_two_kinds(anna):
    criterion = models.Criterion.objects.get(slug="type")
    models.Score.objects.filter(criterion=criterion).delete()
    models.Requirement.objects.filter(criterion=criterion).delete()
    response = send(anna, criterion, opened(anna, criterion), **{"kinds-0-DELETE": "on"})
    assert "at least two kinds" in response.content.decode()


def test_a_kind_in_use_cannot_be_deleted(anna):
    criterion = models.Criterion.objects.get(slug="type")
    form = opened(anna, criterion)
    rows = {"kinds-TOTAL_FORMS": "3", "kinds-2-name": "Other", "kinds-2-slug": "other", "kinds-2-description": "D"}
    response = send(anna, criterion, form, **rows, **{"kinds-0-DELETE": "on"})
    assert response.status_code == 200
    birch = models.Score.objects.get(framework__slug="birch", criterion=criterion)
    words = f'The kind “Micro” is in use. Choose another one first in: <a href="{address(birch)}">Birch: Type</a>.'
    assert words in response.content.decode()
    assert criterion.kinds.count() == 2


def test_a_kind_that_an_answer_requires_cannot_be_deleted(anna):
    criterion = models.Criterion.objects.get(slug="type")
    models.Score.objects.filter(criterion=criterion).delete()
    response = send(anna, criterion, opened(anna, criterion), **{"kinds-1-DELETE": "on"})
    answer = models.Choice.objects.get(slug="framework")
    assert f'<a href="{address(answer)}">screens: The framework</a>.' in response.content.decode()
    assert criterion.kinds.count() == 2


def test_a_framework_cannot_be_its_own_alternative(anna):
    alder = models.Framework.objects.get(slug="alder")
    assert errors_of(send(anna, alder, opened(anna, alder), alternatives=[alder.pk])) == {"alternatives"}


@pytest.mark.parametrize("text", ["javascript:alert(1)", "ftp://alder.example/", "alder"])
def test_a_url_must_be_http_or_https(anna, text):
    alder = models.Framework.objects.get(slug="alder")
    assert errors_of(send(anna, alder, opened(anna, alder), home_page=text)) == {"home_page"}


def test_a_verdict_needs_evidence(anna):
    claim = models.Claim.objects.get(slug="all-are-good")
    assert errors_of(send(anna, claim, opened(anna, claim), verdict="wrong")) == {"evidence"}
    assert send(anna, claim, opened(anna, claim), text="All are fine.").status_code == 302


def choice_of(question, slug):
    return models.Choice.objects.get(question__slug=question, slug=slug)


def test_a_condition_has_choices_of_one_earlier_question(anna):
    screens = models.Question.objects.get(slug="screens")
    form = opened(anna, screens)
    both = [choice_of("build", "site").pk, choice_of("parts", "lean").pk]
    assert errors_of(send(anna, screens, form, asked_after=both)) == {"asked_after"}
    assert errors_of(send(anna, screens, form, asked_after=[choice_of("screens", "own").pk])) == {"asked_after"}
    assert errors_of(send(anna, screens, form, position="0", slug="a-first")) == {"asked_after"}


def test_a_question_cannot_be_moved_after_those_that_depend_on_it(anna):
    build = models.Question.objects.get(slug="build")
    assert errors_of(send(anna, build, opened(anna, build), position="9")) == {"position"}


def test_only_questions_with_several_answers_have_exclusive_choices(anna):
    site = choice_of("build", "site")
    assert errors_of(send(anna, site, opened(anna, site), exclusive="on")) == {"exclusive"}
    parts = models.Question.objects.get(slug="parts")
    form = opened(anna, parts)
    form.pop("multiple")
    assert "Only a question with several answers" in send(anna, parts, form).content.decode()


@pytest.mark.parametrize(
    ("question", "choice", "fields", "error"),
    [
        ("build", "api", {"at_least": "500", "at_most": "600"}, "at_least"),
        ("build", "api", {"at_least": "", "at_most": ""}, "at_least"),
        ("screens", "framework", {"at_least": "5"}, "at_least"),
        ("screens", "framework", {"kinds": []}, "kinds"),
    ],
)
def test_a_requirement_has_the_one_bound_that_fits_its_scale(anna, question, choice, fields, error):
    row = choice_of(question, choice)
    sent = {f"requirements-0-{name}": value for name, value in fields.items()}
    assert error in errors_of(send(anna, row, opened(anna, row), **sent))


def test_a_requirement_on_an_editorial_scale_stays_within_it(anna):
    row = choice_of("build", "api")
    admin = models.Criterion.objects.get(slug="admin")
    sent = {"requirements-0-criterion": admin.pk, "requirements-0-at_least": "11"}
    assert errors_of(send(anna, row, opened(anna, row), **sent)) == {"at_least"}


def test_a_criterion_with_kinds_cannot_be_weighed(anna):
    row = choice_of("build", "api")
    kinds = models.Criterion.objects.get(slug="type")
    assert errors_of(send(anna, row, opened(anna, row), **{"effects-0-criterion": kinds.pk})) == {"criterion"}


def test_two_effects_on_one_criterion_are_refused(anna):
    row = choice_of("parts", "editors")
    form = opened(anna, row)
    response = send(anna, row, form, **{"effects-1-criterion": form["effects-0-criterion"]})
    assert response.status_code == 200


def test_a_framework_cannot_be_right_and_unacceptable(anna):
    shop = models.Scenario.objects.get(slug="shop")
    form = opened(anna, shop)
    assert errors_of(send(anna, shop, form, unacceptable=form["right"])) == {"unacceptable"}


def test_a_cited_source_is_not_deleted_without_a_decision(anna):
    source = models.Source.objects.get(slug="article")
    delete = reverse("admin:comparisons_source_delete", args=[source.pk])
    assert anna.post(delete, {"post": "yes"}).status_code == 200
    assert models.Source.objects.filter(pk=source.pk).exists()


def test_an_invalid_management_form_is_no_server_error(anna):
    alder = models.Framework.objects.get(slug="alder")
    form = opened(anna, alder)
    for nonsense in ({"scores-INITIAL_FORMS": "x"}, {"scores-0-id": "x"}, {"scores-TOTAL_FORMS": "30"}):
        assert send(anna, alder, form, **nonsense).status_code in (200, 302)
    assert form_of(send(anna, alder, form, name=""), "framework")["name"] == [""]


@pytest.mark.parametrize("nonsense", ["9" * 40, "-1", "x", "1.5", "²"])
def test_a_choice_that_was_not_offered_is_refused(anna, nonsense):
    score = score_of("alder", "type")
    form = opened(anna, score)
    assert errors_of(send(anna, score, form, sources=[nonsense])) == {"sources"}
    assert errors_of(send(anna, score, form, kind=nonsense)) == {"kind"}


@pytest.mark.parametrize("nonsense", ["9" * 40, "-1", "x"])
def test_an_invalid_position_is_refused(anna, nonsense):
    group = models.Group.objects.first()
    assert errors_of(send(anna, group, opened(anna, group), position=nonsense)) == {"position"}
