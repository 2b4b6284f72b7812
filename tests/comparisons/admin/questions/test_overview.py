"""The overview of questions in the admin."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from comparisons import models
from comparisons.catalogue.value import Catalogue
from comparisons.working_copy import write_catalogue
from tests.catalogues import changed, small_catalogue
from tests.comparisons.admin.browser import address
from tests.comparisons.admin.conftest import logged_in
from tests.questions import BUILD

PAGE = "/admin/questions/"


def words(response):
    """Return the text of the page without SVG elements and with white space collapsed."""
    assert response.status_code == 200
    main = response.content.decode().partition('<div id="content-main"')[2].partition("</main>")[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def choice(question, slug):
    return models.Choice.objects.get(question__slug=question, slug=slug)


def test_the_page_says_when_each_question_is_asked(anna):
    text = words(anna.get(PAGE))
    assert "What are you building? One of 2 answers. Always asked. Some answers lead to question 3." in text
    assert "Which parts do you need? Any of 3 answers. Always asked." in text
    assert "Who makes the screens? One of 2 answers. Only after question 1 with “A site”." in text


def test_the_map_has_a_title_and_a_description_for_screen_readers(anna):
    page = anna.get(PAGE).content.decode()
    assert "<title>The order of the questions</title>" in page
    assert "<desc>3 questions, 2 of them always asked. Question 3: Only after question 1 with “A site”.</desc>" in page
    assert page.count('<circle class="map-dot') == 3


def test_each_choice_links_to_its_form_and_shows_its_effects(anna):
    page = anna.get(PAGE).content.decode()
    for row in [*models.Choice.objects.all(), *models.Question.objects.all(), *models.Criterion.objects.all()]:
        assert f'href="{address(row)}"' in page
    api = page.partition(f'<a href="{address(choice("build", "api"))}">')[2].partition("</tr>")[0]
    assert [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", cell)).strip() for cell in api.split("<td>")] == [
        "A service must have Speed: at least 500 answers",
        "",
        "",
        "",
        "8, decisive ≥ 500 must have at least 500 answers",
    ]


def test_it_shows_the_working_copy_and_not_the_edition(anna):
    models.Question.objects.filter(slug="build").update(text="What is it?")
    assert "What is it?" in words(anna.get(PAGE))


def test_problems_of_questions_are_shown_with_links(anna):
    choice("parts", "lean").effects.all().delete()
    choice("parts", "lean").requirements.all().delete()
    parts, screens = models.Question.objects.filter(slug__in=["parts", "screens"]).order_by("slug")
    parts.asked_after.set([choice("screens", "own")])
    screens.asked_after.set([choice("parts", "lean")])
    text = words(anna.get(PAGE))
    assert "Errors to fix before publishing (2) Question parts: depends on 'screens'" in text
    assert "Question screens: is never asked, because 'parts' never is; change what it is asked after Open" in text
    assert "Never asked: no answer leads to it." in text
    assert "No answer moves Packages ." in text


def test_an_idle_choice_is_marked_in_its_row(anna):
    choice("screens", "own").effects.all().delete()
    text = words(anna.get(PAGE))
    assert "Question screens, choice own: moves nothing: give it an effect" in text
    assert "Our own people moves nothing" in text
    assert "None of these moves nothing" not in text


EMPTY = {
    "nothing": (Catalogue(), "There are no questions yet."),
    "no questions": (small_catalogue(questions=(), scenarios=()), "There are no questions yet."),
    "one question that moves nothing": (
        small_catalogue(
            questions=(replace(BUILD, choices=tuple(replace(c, effects=(), requirements=()) for c in BUILD.choices)),),
            scenarios=(),
        ),
        "No answer moves any criterion yet",
    ),
    "a question without choices": (
        changed(small_catalogue(scenarios=(), questions=(BUILD,)), "questions", "build", choices=()),
        "One of 0 answers. Always asked.",
    ),
}


@pytest.mark.parametrize(("catalogue", "expected"), EMPTY.values(), ids=EMPTY.keys())
def test_an_almost_empty_catalogue_has_a_page(db, client, catalogue, expected):
    write_catalogue(catalogue)
    client.force_login(User.objects.create_superuser("anna"))
    assert expected in words(client.get(PAGE))


def test_editors_texts_are_escaped_in_the_map(anna):
    models.Question.objects.filter(slug="build").update(text="<b>&</b>")
    page = anna.get(PAGE).content.decode()
    assert "<b>" not in page
    assert page.count("&lt;b&gt;&amp;&lt;/b&gt;") == 3


def test_the_index_page_and_the_list_of_questions_link_to_it(dora):
    for page in ("/admin/", "/admin/comparisons/question/"):
        assert f'href="{PAGE}"' in dora.get(page).content.decode()
    assert dora.get(PAGE).status_code == 200


def test_without_permission_to_view_questions_the_page_is_refused(published):
    browser = logged_in(User.objects.create_user("emil", is_staff=True))
    assert browser.get(PAGE).status_code == 403
    assert PAGE not in browser.get("/admin/").content.decode()


@pytest.mark.parametrize("query", ["?page=9", "?x=%ff", "?q=<b>"])
def test_unknown_query_parameters_are_ignored(anna, query):
    assert anna.get(PAGE + query).status_code == 200


def test_the_number_of_queries_does_not_grow_with_questions(anna):
    def queries():
        # The first page after a change counts the unpublished changes for the banner.
        anna.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            assert anna.get(PAGE).status_code == 200
        return len(captured)

    before = queries()
    many = tuple(replace(BUILD, slug=f"build-{number}") for number in range(60))
    write_catalogue(small_catalogue(questions=(*small_catalogue().questions, *many)))
    assert queries() == before
    assert before == 45
