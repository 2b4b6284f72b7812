"""The search in a browser."""

from playwright.sync_api import expect


def find_from_the_header(page, site):
    page.goto(f"{site}/method/")
    page.get_by_role("searchbox", name="Search frameworks, criteria, claims and sources").fill("flask websockets")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(f"{site}/find/?q=flask+websockets")
    expect(page.get_by_role("status")).to_contain_text("results for “flask websockets”")
    page.get_by_role("link", name="Async support").first.click()
    expect(page).to_have_url(f"{site}/frameworks/flask/#score-realtime")
    expect(page.locator(":target")).to_contain_text("Async support")


def test_a_search_from_the_header_leads_to_the_passage(page, site):
    find_from_the_header(page, site)


def test_search_works_without_script(without_script, site):
    find_from_the_header(without_script, site)


def test_a_spelling_suggestion_can_be_followed_with_the_keyboard_alone(page, site):
    page.goto(site)
    for _ in range(3):  # past the skip link and the site's name
        page.keyboard.press("Tab")
    page.keyboard.type("djnago")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/find/?q=djnago")
    expect(page.get_by_role("main").get_by_role("searchbox")).to_have_value("djnago")
    page.get_by_role("main").get_by_role("searchbox").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Django")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/find/?q=Django")
    expect(page.locator(".hits a").first).to_have_text("Django")


def test_the_header_has_two_rows_on_a_phone(page, site):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{site}/frameworks/")
    assert page.locator(".site-header").bounding_box()["height"] <= 110
    box = page.locator(".find-box").bounding_box()
    assert box["width"] >= 120
    assert box["x"] + box["width"] <= 360 - 15
