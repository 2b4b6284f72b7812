"""How few clicks an editor's work takes. Fields are reached with Tab; buttons, links and sources are clicked."""

import re

from playwright.sync_api import expect

from comparisons import models
from tests.browser.test_editing import editor, log_in

__all__ = ["editor", "log_in"]

# More is too slow to load.
HEAVIEST_FORM = 250_000


class Hand:
    """Clicks and counts."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def click(self, locator):
        locator.click()
        self.clicks += 1

    def choose_source(self, row, words):
        """Choose a source in the field of a row: a click opens it, and one takes what was found."""
        self.click(row.locator(".select2-selection"))
        self.page.keyboard.type(words)
        self.click(self.page.locator(".select2-results__option--highlighted", has_text=words))


def test_a_reported_fact_is_mended_and_published_from_the_public_page_with_six_clicks_at_most(editor, server):
    hand = Hand(editor)
    editor.goto(f"{server}/frameworks/flask/")
    hand.click(editor.get_by_role("link", name="Edit this page"))
    with editor.expect_response(re.compile("/admin/comparisons/framework/")) as opened:
        hand.click(editor.get_by_role("link", name=re.compile("^Creators: ")))
    assert len(opened.value.body()) <= HEAVIEST_FORM
    editor.locator("tr:target textarea").fill("Somebody else.")
    editor.get_by_label("Release note (shown to visitors)").first.fill("A fact mended.")
    hand.click(editor.get_by_role("button", name="Save and publish").first)
    expect(editor.get_by_text("Edition 2 is published with 1 change")).to_be_visible()
    editor.goto(f"{server}/frameworks/flask/")
    expect(editor.locator("main")).to_contain_text("Somebody else.")
    assert hand.clicks <= 6


def test_a_criterion_with_seventeen_sourced_scores_takes_sixty_clicks_at_most(editor, server):
    group = models.Group.objects.get(slug="built-in")
    criterion = models.Criterion.objects.create(
        slug="tooling-new", name="New tooling", group=group, description="D", scale_type="editorial", position=99,
        anchor_0="None.", anchor_5="Some.", anchor_10="All.",
    )  # fmt: skip
    hand = Hand(editor)
    editor.goto(f"{server}/admin/comparisons/criterion/{criterion.pk}/change/")
    hand.click(editor.get_by_role("link", name="All scores", exact=True))
    expect(editor.locator(".sheet-row.unknown").first).to_be_visible()
    rows = editor.locator(".sheet-row.unknown").all()[:17]
    for row in rows:
        row.get_by_label("Value").fill("5")
        row.get_by_label("Confidence").select_option("Medium")
        row.get_by_label("Reason").fill("The manual says so.")
        hand.choose_source(row, "Flask")
    hand.click(editor.get_by_role("button", name="Save all"))
    expect(editor.get_by_text(f"{len(rows)} scores were saved.")).to_be_visible()
    assert criterion.scores.filter(sources__isnull=False).count() == len(rows) == 17
    assert hand.clicks <= 60


def test_a_sheet_is_saved_without_script(editor, server, browser):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(editor.context.cookies())
    page = context.new_page()
    flask = models.Framework.objects.get(slug="flask")
    page.goto(f"{server}/admin/sheet/framework/{flask.pk}/")
    row = page.get_by_role("region", name="Flexibility", exact=True)
    row.get_by_label("Reason").fill("Seen without script.")
    page.get_by_role("button", name="Save all").click()
    expect(page.get_by_text("1 score was saved.")).to_be_visible()
    context.close()
    assert flask.scores.get(criterion__name="Flexibility").reason == "Seen without script."
