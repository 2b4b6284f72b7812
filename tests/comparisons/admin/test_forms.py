"""What forms refuse, with an error at the field."""

import pytest
from django.urls import reverse

from comparisons import models
from comparisons.catalogue.checks import check
from comparisons.catalogue.value import Condition, StartingPoint
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import small_catalogue
from tests.comparisons.admin.browser import address, form_of, opened, send
from tests.questions import STARTING_POINTS

pytestmark = pytest.mark.any_database


def errors_of(response):
    """Return the names of the fields with errors, including those in rows."""
    assert response.status_code == 200
    rows = [form for inline in response.context["inline_admin_formsets"] for form in inline.formset.forms]
    return {name for form in [response.context["adminform"].form, *rows] for name in form.errors}


def score_of(framework, criterion):
    return models.Score.objects.get(framework__slug=framework, criterion__slug=criterion)


# Criterion -> fields of its score that do not fit, and the field with the error.
UNFIT = {
    "admin": [
        ({"value": "11"}, "value"),
        ({"value": "-1"}, "value"),
        ({"value": "nan"}, "value"),
        ({"value": "1e999"}, "value"),
        ({"value": ""}, "value"),
        ({"relative_error": "0.1"}, "relative_error"),
        ({"reason": "  "}, "reason"),
        ({"reviewed_on": "yesterday"}, "reviewed_on"),
    ],
    "speed": [({"value": "-5"}, "value"), ({"relative_error": "1"}, "relative_error")],
    "packages": [({"value": "0"}, "value")],
    "type": [({"value": "3"}, "value"), ({"kind": ""}, "kind"), ({"kind": "999"}, "kind")],
}


@pytest.mark.parametrize("criterion", UNFIT)
def test_a_score_that_does_not_fit_its_scale_is_refused_on_its_page(anna, criterion):
    score = score_of("alder", criterion)
    form = opened(anna, score)
    found = [errors_of(send(anna, score, form, **fields)) for fields, _ in UNFIT[criterion]]
    assert found == [{error} for _, error in UNFIT[criterion]]


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
    ("slug", "cases"),
    [
        ("admin", [({"anchor_5": ""}, "anchor_5")]),
        (
            "speed",
            [
                ({"unit": ""}, "unit"),
                ({"best": ""}, "best"),
                ({"best": "0"}, "best"),
                ({"logarithmic": "on"}, "logarithmic"),
            ],
        ),
    ],
)
def test_each_scale_requires_its_fields(anna, slug, cases):
    criterion = models.Criterion.objects.get(slug=slug)
    form = opened(anna, criterion)
    missed = [fields for fields, error in cases if error not in errors_of(send(anna, criterion, form, **fields))]
    assert missed == []


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


def test_a_framework_is_not_built_on_one_that_is_built_on_it(anna):
    alder, birch = (models.Framework.objects.get(slug=slug) for slug in ("alder", "birch"))
    saved = send(anna, birch, opened(anna, birch), built_on=alder.pk)
    assert saved.status_code == 302
    assert models.Framework.objects.get(slug="birch").built_on == alder
    for base in (alder, birch):
        assert errors_of(send(anna, alder, opened(anna, alder), built_on=base.pk)) == {"built_on"}


def test_a_url_must_be_http_or_https(anna):
    alder = models.Framework.objects.get(slug="alder")
    urls = {"home_page": "javascript:alert(1)", "documentation": "ftp://alder.example/", "repository": "alder"}
    assert errors_of(send(anna, alder, opened(anna, alder), **urls)) == set(urls)


def test_a_verdict_needs_evidence(anna):
    claim = models.Claim.objects.get(slug="all-are-good")
    assert errors_of(send(anna, claim, opened(anna, claim), verdict="wrong")) == {"evidence"}
    assert send(anna, claim, opened(anna, claim), text="All are fine.").status_code == 302


def choice_of(question, slug):
    return models.Choice.objects.get(question__slug=question, slug=slug)


def test_conditions_have_choices_of_earlier_questions(anna):
    screens = models.Question.objects.get(slug="screens")
    form = opened(anna, screens)
    assert errors_of(send(anna, screens, form, asked_after=[choice_of("screens", "own").pk])) == {"asked_after"}
    assert errors_of(send(anna, screens, form, position="0", slug="a-first")) == {"asked_after"}


def test_a_question_cannot_be_moved_after_those_that_depend_on_it(anna):
    build = models.Question.objects.get(slug="build")
    assert errors_of(send(anna, build, opened(anna, build), position="9")) == {"position"}


def test_choices_of_several_questions_are_several_conditions(anna):
    screens = models.Question.objects.get(slug="screens")
    choices = [choice_of("parts", "lean"), choice_of("build", "site"), choice_of("parts", "none")]
    form = opened(anna, screens)
    assert send(anna, screens, form, asked_after=[choice.pk for choice in choices]).status_code == 302
    question = read_catalogue().question_by_slug["screens"]
    assert question.asked_after == Condition("build", ("site",))
    assert question.also_after == (Condition("parts", ("lean", "none")),)


def test_a_choice_among_single_answers_can_say_that_the_others_do_not_apply(anna):
    site = choice_of("build", "site")
    assert send(anna, site, opened(anna, site), exclusive="on").status_code == 302
    parts = models.Question.objects.get(slug="parts")
    form = opened(anna, parts)
    form.pop("multiple")
    assert send(anna, parts, form).status_code == 302


@pytest.mark.parametrize(
    ("question", "choice", "cases"),
    [
        (
            "build",
            "api",
            [({"at_least": "500", "at_most": "600"}, "at_least"), ({"at_least": "", "at_most": ""}, "at_least")],
        ),
        ("screens", "framework", [({"at_least": "5"}, "at_least"), ({"kinds": []}, "kinds")]),
    ],
)
def test_a_requirement_has_the_one_bound_that_fits_its_scale(anna, question, choice, cases):
    row = choice_of(question, choice)
    form = opened(anna, row)
    for fields, error in cases:
        sent = {f"requirements-0-{name}": value for name, value in fields.items()}
        assert error in errors_of(send(anna, row, form, **sent)), fields


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


def test_a_scenario_is_read_and_saved_as_a_decision(anna):
    shop = models.Scenario.objects.get(slug="shop")
    before = read_catalogue()
    form = opened(anna, shop)
    assert (form["facts-1-topic"], form["turned_down-0-name"]) == (["Editors"], ["Birch"])
    assert form["weighed"] == ["Alder\r\nBirch\r\nA shop of our own"]
    assert send(anna, shop, form).status_code == 302
    assert read_catalogue() == before
    rows = {"facts-TOTAL_FORMS": "3", "facts-2-topic": "Traffic", "facts-2-text": "Little.", "facts-2-id": ""}
    given = {"weighed": "Alder\r\n\r\nCedar\r\n", "turned_down-0-DELETE": "on", "decided": "2024", "aside": "on"}
    assert send(anna, shop, opened(anna, shop), **rows, **given).status_code == 302
    (saved,) = [one for one in read_catalogue().scenarios if one.slug == "shop"]
    assert [(fact.topic, fact.text) for fact in saved.facts][2:] == [("Traffic", "Little.")]
    assert (saved.weighed, saved.turned_down, saved.decided, saved.aside) == (("Alder", "Cedar"), (), "2024", True)
    assert [problem for problem in check(read_catalogue()) if problem.where == "scenario shop"] == []


def test_a_starting_point_is_made_and_its_answers_must_stand_together(anna):
    build, parts = (models.Question.objects.get(slug=slug) for slug in ("build", "parts"))
    made = {slug: choice.pk for choice in (*build.choices.all(), *parts.choices.all()) for slug in [choice.slug]}
    page = reverse("admin:comparisons_startingpoint_add")
    sent = {"name": "Shop", "slug": "shop", "description": "Pages.", "position": "0", "answers": [made["site"]]}
    assert errors_of(anna.post(page, sent | {"answers": [made["site"], made["api"]]})) == {"answers"}
    assert errors_of(anna.post(page, sent | {"answers": [made["none"], made["lean"]]})) == {"answers"}
    assert errors_of(anna.post(page, sent | {"answers": []})) == {"answers"}
    sent["answers"] = [made["site"], made["editors"], made["lean"]]
    assert anna.post(page, sent).status_code == 302
    (shop,) = read_catalogue().starting_points
    assert shop == StartingPoint("shop", "Shop", "Pages.", STARTING_POINTS[0].answers)


def test_an_answer_of_a_starting_point_is_deleted_on_its_own_page(anna):
    write_catalogue(small_catalogue(scenarios=(), starting_points=STARTING_POINTS))
    parts = models.Question.objects.get(slug="parts")
    response = send(anna, parts, opened(anna, parts), **{"choices-1-DELETE": "on"})
    assert "Scenarios, starting points, packages or questions name “Few packages”" in response.content.decode()


def test_a_fact_needs_its_topic_and_an_option_turned_down_its_reason(anna):
    shop = models.Scenario.objects.get(slug="shop")
    sent = {"facts-0-topic": " ", "turned_down-0-reason": ""}
    assert errors_of(send(anna, shop, opened(anna, shop), **sent)) == {"topic", "reason"}


def test_a_cited_source_is_not_deleted_without_a_decision(anna):
    source = models.Source.objects.get(slug="article")
    delete = reverse("admin:comparisons_source_delete", args=[source.pk])
    assert anna.post(delete, {"post": "yes"}).status_code == 200
    assert models.Source.objects.filter(pk=source.pk).exists()


def test_an_invalid_management_form_is_no_server_error(anna):
    alder = models.Framework.objects.get(slug="alder")
    form = opened(anna, alder)
    for nonsense in ({"facts-INITIAL_FORMS": "x"}, {"facts-0-id": "x"}, {"facts-TOTAL_FORMS": "30"}):
        assert send(anna, alder, form, **nonsense).status_code in (200, 302)
    assert form_of(send(anna, alder, form, name=""), "framework")["name"] == [""]


def test_a_choice_that_was_not_offered_is_refused(anna):
    score = score_of("alder", "type")
    form = opened(anna, score)
    nonsense = ["9" * 40, "-1", "x", "1.5", "²"]
    assert [errors_of(send(anna, score, form, sources=[n])) for n in nonsense] == [{"sources"}] * 5
    assert [errors_of(send(anna, score, form, kind=n)) for n in nonsense] == [{"kind"}] * 5


def test_an_invalid_position_is_refused(anna):
    group = models.Group.objects.first()
    form = opened(anna, group)
    found = [errors_of(send(anna, group, form, position=nonsense)) for nonsense in ("9" * 40, "-1", "x")]
    assert found == [{"position"}] * 3
