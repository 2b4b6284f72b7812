"""The matrix in a browser, with the keyboard and without script."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import expect

from comparisons import models
from comparisons.working_copy import write_catalogue
from tests.catalogues import small_catalogue


@pytest.fixture
def matrix(server, transactional_db):
    """The URL of the matrix, with the session of a superuser."""
    write_catalogue(small_catalogue())
    client = Client()
    client.force_login(User.objects.create_superuser("anna"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server}
    return f"{server}/admin/matrix/", cookie


def opened(page, matrix):
    address, cookie = matrix
    page.context.add_cookies([cookie])
    page.goto(address)
    return page


def value_of(page, name):
    return page.get_by_label(f"{name}: value")


def score(framework, criterion):
    return models.Score.objects.get(framework__slug=framework, criterion__slug=criterion)


def test_cells_can_be_edited_reverted_and_saved_with_the_keyboard(page, matrix):
    opened(page, matrix)
    alder, birch = value_of(page, "Alder, Packages"), value_of(page, "Birch, Packages")
    alder.focus()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(birch).to_be_focused()
    page.keyboard.type("3")
    expect(page.get_by_role("status")).to_have_text("2 changed cells, not saved yet")
    page.keyboard.press("Escape")
    expect(birch).to_have_value("1")
    expect(page.get_by_role("status")).to_have_text("1 changed cell, not saved yet")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Birch, Packages: confidence")).to_be_focused()
    page.keyboard.press("l")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Alder, Packages: confidence")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(alder).to_be_focused()
    page.keyboard.press("Shift+Tab")  # what opens the reason of the cell before
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("link", name="Reason and sources of Alder, Type")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("2 scores were changed.")).to_be_visible()
    assert (score("alder", "packages").value, score("birch", "packages").confidence) == (12, "low")


def test_a_letter_in_a_value_sets_the_confidence(page, matrix):
    opened(page, matrix)
    alder = value_of(page, "Alder, Packages")
    alder.focus()
    page.keyboard.type("3m")
    expect(alder).to_have_value("3")
    expect(page.get_by_label("Alder, Packages: confidence")).to_have_value("medium")


@pytest.mark.parametrize("width", [360, 1440])
def test_only_the_table_scrolls_and_nothing_blank_follows_it(page, matrix, width):
    models.Framework.objects.bulk_create(
        models.Framework(slug=f"f-{i}", name=f"F {i}", status="published", latest_version="1.0", interface="wsgi")
        for i in range(30)
    )
    page.set_viewport_size({"width": width, "height": 780})
    opened(page, matrix)
    page_size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    end = page.evaluate("document.getElementById('matrix_form').getBoundingClientRect().bottom")
    assert page_size[0] == width
    assert page_size[1] - end < 100


def test_an_arrow_moves_the_caret_before_it_leaves_a_cell(page, matrix):
    opened(page, matrix)
    alder = value_of(page, "Alder, Packages")
    alder.focus()
    page.keyboard.type("12")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("0")
    expect(alder).to_have_value("102")


@pytest.mark.parametrize(("answer", "left_for"), [("dismiss", "/admin/matrix/"), ("accept", "/admin/")])
def test_leaving_with_changes_asks_for_confirmation_and_staying_keeps_them(page, matrix, answer, left_for):
    opened(page, matrix)
    value_of(page, "Alder, Packages").fill("12")
    page.on("dialog", lambda dialog: getattr(dialog, answer)())
    # Leave by a link: Chromium may crash when a tab that refused to close is closed later.
    with page.expect_event("dialog") as dialog:
        page.get_by_role("link", name="Home").click()
    assert dialog.value.type == "beforeunload"
    expect(page).to_have_url(re.compile(f"{left_for}$"))
    if answer == "dismiss":
        expect(value_of(page, "Alder, Packages")).to_have_value("12")


def test_a_new_score_can_be_added_without_script(without_script, matrix):
    page = opened(without_script, matrix)
    value_of(page, "Birch, Admin").fill("4")
    page.get_by_label("Birch, Admin: confidence").select_option("Low")
    page.get_by_role("button", name="Save all changes").click()
    expect(page.get_by_role("alert")).to_contain_text("1 cell needs a reason")
    page.get_by_label("Reason", exact=True).fill("An add-on brings it.")
    page.get_by_role("button", name="Save all changes").click()
    expect(page.get_by_text("1 score was added")).to_be_visible()
    assert (score("birch", "admin").value, score("birch", "admin").reason) == (4, "An add-on brings it.")


def test_a_conflict_can_be_resolved_without_script(without_script, matrix):
    page = opened(without_script, matrix)
    models.Score.objects.filter(framework__slug="alder", criterion__slug="admin").update(value=2, revision=2)
    value_of(page, "Alder, Admin").fill("4")
    page.get_by_role("button", name="Save all changes").click()
    expect(page.get_by_label("stored: 2, high")).not_to_be_checked()
    page.get_by_label("yours: 4, high").check()
    page.get_by_role("button", name="Save all changes").click()
    expect(page.get_by_text("1 score was changed.")).to_be_visible()
    assert score("alder", "admin").value == 4
