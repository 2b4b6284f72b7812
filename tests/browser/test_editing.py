"""An editor edits, previews, publishes and reverts, and visitors see each published step."""

import re

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import DEFAULT_DB_ALIAS
from msgspec.structs import replace
from playwright.sync_api import expect

from advisor.accounts.roles import make_roles
from comparisons import models
from comparisons.editions.publishing import publish
from comparisons.editions.store import current_edition
from comparisons.working_copy import write_catalogue
from tests import snapshots

PASSWORD = "only-for-this-test"


@pytest.fixture
def editor(page, server, transactional_db, shipped):
    """The page of a logged-in editor, with the shipped catalogue and some of its scenarios published."""

    def make():
        write_catalogue(replace(shipped, scenarios=shipped.scenarios_in_use[:12]))
        publish(by=None, note="First")

    snapshots.once("shipped with 12 scenarios, published", make)
    User.objects.create_superuser("anna", password=PASSWORD)
    log_in(page, server, "anna")
    expect(page.get_by_text("Everything is published.")).to_be_visible()
    return page


def log_in(page, server, name):
    page.goto(f"{server}/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def change(editor, site, row, **fields):
    name = row._meta.model_name
    editor.goto(f"{site}/admin/comparisons/{name}/{row.pk}/change/")
    for field, value in fields.items():
        editor.locator(f"#id_{field}").fill(value)
    editor.get_by_role("button", name="Save", exact=True).first.click()
    expect(editor.get_by_text("was changed successfully")).to_be_visible()


def test_a_form_asks_before_it_is_left_with_unsaved_text_and_not_when_it_is_saved_or_untouched(editor, server):
    asked = []
    editor.on("dialog", lambda dialog: asked.append(dialog.type) or dialog.accept())
    flask = models.Framework.objects.get(slug="flask")
    page = f"{server}/admin/comparisons/framework/{flask.pk}/change/"
    editor.goto(page)
    editor.get_by_role("link", name="Home").click()
    expect(editor.get_by_role("heading", name="Tools")).to_be_visible()
    change(editor, server, flask, summary="Saved.")
    assert asked == []
    editor.goto(page)
    editor.locator("#id_summary").fill("Not saved.")
    editor.get_by_role("link", name="Home").click()
    expect(editor.get_by_role("heading", name="Tools")).to_be_visible()
    assert asked == ["beforeunload"]


def test_an_edit_is_previewed_published_and_reverted(editor, context, server):
    site = server
    visitor = context.new_page()

    def shown():
        visitor.goto(f"{site}/frameworks/flask/")
        return visitor.locator("main")

    score = models.Score.objects.get(framework__slug="django", criterion__slug="admin")
    change(editor, site, score, value="0")
    change(editor, site, models.Framework.objects.get(slug="flask"), summary="Quite another summary.")
    change(editor, site, models.Framework.objects.get(slug="bottle"), summary="A mistake.")
    expect(shown()).not_to_contain_text("Quite another summary.")

    editor.get_by_role("link", name="See and publish").click()
    expect(editor.get_by_role("row", name=re.compile("^Django −"))).to_be_visible()
    editor.get_by_role("link", name=re.compile("^Discard: Framework Bottle")).click()
    expect(editor.get_by_role("row", name=re.compile("^Summary A mistake."))).to_be_visible()
    editor.get_by_role("button", name="Discard 1 change").click()
    expect(editor.get_by_text("Discarded: Framework Bottle.")).to_be_visible()

    editor.get_by_role("button", name="Publish 2 changes").click()
    note = editor.get_by_label("Release note (shown to visitors)")
    note.fill(" ")
    editor.get_by_role("button", name="Publish 2 changes").click()
    expect(editor.get_by_text("say in a few words what has changed")).to_be_visible()
    note.fill("Flask told anew.")
    editor.get_by_role("button", name="Publish 2 changes").click()
    expect(editor.get_by_text("Edition 2 is published")).to_be_visible()
    expect(shown()).to_contain_text("Quite another summary.")
    visitor.goto(f"{site}/editions/2/")
    expect(visitor.locator("main")).to_contain_text("Flask told anew.")

    editor.goto(f"{site}/admin/comparisons/edition/")
    editor.get_by_role("link", name="1", exact=True).first.click()
    editor.get_by_role("link", name="Restore edition 1").click()
    expect(editor.get_by_text("Framework Flask: summary changed.")).to_be_visible()
    editor.get_by_label("Release note (shown to visitors): why it is restored").fill("The old words were right.")
    editor.get_by_role("button", name="Restore edition 1").click()
    expect(editor.get_by_text("Edition 3 is published")).to_be_visible()
    expect(shown()).not_to_contain_text("Quite another summary.")
    expect(editor.get_by_text("2 unpublished changes")).to_be_visible()


def test_an_editor_marks_a_change_as_ready_and_a_publisher_publishes_that_alone(editor, browser, server):
    make_roles(apps, DEFAULT_DB_ALIAS)
    carl = User.objects.create_user("carl", password=PASSWORD, is_staff=True)
    carl.groups.add(Group.objects.get(name="Editor"))
    publisher, bottle = editor, models.Framework.objects.get(slug="bottle")
    change(publisher, server, bottle, summary="Half done.")

    with_editor = browser.new_context()
    page = with_editor.new_page()
    log_in(page, server, "carl")
    change(page, server, models.Framework.objects.get(slug="flask"), summary="Quite another summary.")
    page.get_by_role("link", name="See them").click()
    expect(page.get_by_role("heading", name="1 of 2 changes ticked, 1 stays unpublished")).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("^Discard: Framework"))).to_have_count(1)
    page.get_by_role("button", name="Mark the ticked ones as ready").click()
    expect(page.get_by_text("1 change marked as ready.")).to_be_visible()
    with_editor.close()

    publisher.goto(f"{server}/admin/changes/")
    expect(publisher.get_by_text("Ready: carl,")).to_be_visible()
    publisher.get_by_label("Tick: Framework Bottle").uncheck()
    expect(publisher.get_by_role("button", name="See what publishing 1 change would do")).to_be_visible()
    publisher.get_by_role("button", name="Tick only what is ready (1)").click()
    publisher.get_by_label("Release note (shown to visitors)").fill("Flask told anew.")
    publisher.get_by_label("Release note (shown to visitors)").press("Enter")
    expect(publisher.get_by_text("Edition 2 is published with 1 change")).to_be_visible()
    expect(publisher.get_by_text("1 change stays unpublished.")).to_be_visible()
    published = current_edition().catalogue.framework_by_slug
    assert published["flask"].summary == "Quite another summary."
    assert published["bottle"].summary != "Half done."

    publisher.goto(f"{server}/admin/comparisons/framework/{bottle.pk}/change/")
    publisher.get_by_label("Release note (shown to visitors)").first.fill("Bottle too.")
    publisher.get_by_label("Release note (shown to visitors)").first.press("Enter")
    expect(publisher.get_by_text("It is not published yet.")).to_be_visible()
    expect(publisher.get_by_label("Release note (shown to visitors)")).to_have_value("Bottle too.")
    publisher.get_by_role("button", name="Publish 1 change").click()
    expect(publisher.get_by_text("Edition 3 is published with 1 change")).to_be_visible()


def test_twenty_cells_of_the_matrix_are_changed_published_and_reverted(editor, context, server):
    site = server
    visitor = context.new_page()
    names = {"admin": "Admin interface", "security": "Secure defaults"}

    def shown():
        """Return what visitors see of ten frameworks on two criteria, by id."""
        values = {}
        for criterion in names:
            visitor.goto(f"{site}/criteria/{criterion}/")
            rows = visitor.locator("[id^=score-]:has(.score-value)").evaluate_all(
                "rows => rows.map(row => [row.id, row.querySelector('.score-value').firstChild.textContent])"
            )
            values |= {(row.removeprefix("score-"), criterion): float(value) for row, value in sorted(rows)[:10]}
        return values

    before = shown()
    assert len(before) == 20
    after = {cell: 9.0 if value < 5 else 1.0 for cell, value in before.items()}

    editor.goto(f"{site}/admin/matrix/?group=built-in")
    frameworks = dict(models.Framework.objects.values_list("slug", "name"))
    for (slug, criterion), value in after.items():
        editor.get_by_label(f"{frameworks[slug]}, {names[criterion]}: value").fill(f"{value:g}")
    expect(editor.get_by_role("status")).to_have_text("20 changed cells, not saved yet")
    editor.get_by_role("button", name="Save all changes").click()
    expect(editor.get_by_text("20 scores were changed.")).to_be_visible()
    assert shown() == before

    editor.get_by_role("link", name="Unpublished changes").click()
    expect(editor.get_by_role("heading", name="Effect on the advice")).to_be_visible()
    expect(editor.get_by_text(re.compile(r"Frameworks whose totals move \(\d+\)"))).to_be_visible()
    editor.get_by_label("Release note (shown to visitors)").fill("Everybody scored anew.")
    editor.get_by_role("button", name="Publish 20 changes").click()
    expect(editor.get_by_text("Edition 2 is published")).to_be_visible()
    assert shown() == after

    editor.goto(f"{site}/admin/comparisons/edition/")
    editor.get_by_role("link", name="1", exact=True).first.click()
    editor.get_by_role("link", name="Restore edition 1").click()
    editor.get_by_label("Release note (shown to visitors): why it is restored").fill("That was too hasty.")
    editor.get_by_role("button", name="Restore edition 1").click()
    expect(editor.get_by_text("Edition 3 is published")).to_be_visible()
    assert shown() == before


def test_scores_can_be_exported_and_imported_as_a_spreadsheet(editor, server):
    editor.goto(f"{server}/admin/")
    editor.locator(".tool-cards").get_by_role("link", name="scores").click()
    with editor.expect_download() as download:
        editor.get_by_role("link", name="Export as CSV").click()
    table = download.value.path().read_text(encoding="utf-8-sig")
    edited = re.sub(r"(?m)^django,admin,[0-9.]+,", "django,admin,1,", table)
    editor.get_by_role("link", name="Import").click()
    upload = {"name": "mine.csv", "mimeType": "text/csv", "buffer": edited.encode()}
    editor.get_by_label("CSV or XLSX file").set_input_files(upload)
    editor.get_by_role("button", name="Show what would change").click()
    expect(editor.get_by_role("row", name="Django: Admin interface")).to_contain_text("value")
    editor.get_by_role("button", name="Import 1 row").click()
    expect(editor.get_by_text("Imported from mine.csv: 1 changed, 0 new.")).to_be_visible()
    assert models.Score.objects.get(framework__slug="django", criterion__slug="admin").value == 1
