"""The search field in the header."""

from playwright.sync_api import expect


def test_the_names_of_frameworks_and_criteria_are_suggested_once_the_field_is_used(page, site):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site)
    assert [url for url in asked if "names" in url] == []
    field = page.get_by_label("Search frameworks, criteria, claims and sources")
    field.focus()
    suggested = page.locator("datalist option")
    expect(suggested.filter(has_text="Django").first).to_be_attached()
    assert {"Django", "Admin interface"} <= {*suggested.all_text_contents()}
    field.fill("Django")
    field.press("Enter")
    expect(page).to_have_url(f"{site}/find/?q=Django")
    assert [url for url in asked if "names" in url] == [f"{site}/find/names.json"]
