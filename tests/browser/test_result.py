"""The result page in a browser: levels, requirements, the pairwise comparison, links."""

import re

import pytest
from playwright.sync_api import expect

SITE = "build=site"


@pytest.fixture
def result(page, site):
    page.goto(f"{site}/advise/result/?{SITE}")
    expect(page.locator(".ranked-name a").first).to_have_text("Django")
    return page


def make_flexibility_decide(page):
    page.get_by_label("Importance of HTML support").select_option("not-at-all")
    page.get_by_label("Importance of Secure defaults").select_option("not-at-all")
    page.get_by_text(re.compile("more criteria that do not count yet")).click()
    decisive = page.get_by_label("Importance of Flexibility")
    decisive.focus()
    decisive.select_option("decisive")


DECIDED = re.compile(r"\?build=site&level\.flexibility=decisive&level\.html-support=not-at-all&level\.security=not")


def test_changing_a_level_updates_the_ranking_at_once(result):
    make_flexibility_decide(result)
    expect(result).to_have_url(DECIDED)
    expect(result.locator(".ranked-name a").first).not_to_have_text("Django")
    expect(result.locator("#now li").first).not_to_contain_text("Django")
    expect(result.locator("#why-flexibility")).to_have_text("set by you")
    # The form is not replaced, and reloading the new address gives the same page.
    first = result.locator("h1").inner_text()
    expect(result.get_by_label("Importance of Flexibility")).to_be_focused()
    result.reload()
    expect(result.locator("h1")).to_have_text(first)


def test_without_script_the_form_is_sent_by_its_button(without_script, site):
    without_script.goto(f"{site}/advise/result/?{SITE}")
    make_flexibility_decide(without_script)
    without_script.get_by_role("button", name="Show the result with these").click()
    expect(without_script).to_have_url(DECIDED)
    expect(without_script.locator(".ranked-name a").first).not_to_have_text("Django")


def test_a_requirement_excludes_frameworks_at_once(result):
    result.get_by_label("Must-have for HTML support: or more, of 10").fill("8")
    result.keyboard.press("Tab")
    expect(result).to_have_url(re.compile(r"need\.html-support=8"))
    result.locator("#excluded + details summary").first.click()
    expect(result.locator("#excluded + details")).to_contain_text("HTML support at least 8 of 10 (set by you)")


def test_any_two_frameworks_are_compared_at_once_and_without_script(result, without_script, site):
    caption = "Where the difference of Flask and Django comes from, in points of 100. The parts add up."
    result.get_by_label("The one").select_option("flask")
    result.get_by_label("against", exact=True).select_option("django")
    expect(result.locator(".gap-bars caption")).to_have_text(caption)
    without_script.goto(f"{site}/advise/result/?{SITE}")
    without_script.get_by_label("The one").select_option("flask")
    without_script.get_by_label("against", exact=True).select_option("django")
    without_script.get_by_role("button", name="Show", exact=True).click()
    expect(without_script.locator(".gap-bars caption")).to_have_text(caption)


def test_the_pinned_link_is_copied(result, context, site):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    result.get_by_role("button", name="Copy").first.click()
    expect(result.get_by_role("button", name="Copied")).to_be_visible()
    assert result.evaluate("navigator.clipboard.readText()") == f"{site}/advise/result/?edition=1&{SITE}"


def test_a_level_can_be_changed_by_keyboard_alone(result):
    result.get_by_label("Importance of HTML support").focus()
    result.keyboard.press("Home")  # not at all
    expect(result).to_have_url(re.compile(r"level\.html-support=not-at-all"))
    result.keyboard.press("Tab")
    expect(result.get_by_label("Must-have for HTML support: or more, of 10")).to_be_focused()


def test_the_decision_record_is_downloaded(result):
    with result.expect_download() as download:
        result.get_by_role("link", name="Decision record (Markdown)").click()
    text = download.value.path().read_text()
    day = re.search(r"^date: (\d{4}-\d\d-\d\d)$", text, re.MULTILINE)
    assert day is not None
    assert download.value.suggested_filename == f"{day[1]}-use-django.md"
    assert f"\n---\n# Use Django\n\n- Status: proposed\n- Date: {day[1]}\n" in text
