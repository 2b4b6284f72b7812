"""The filters of the list of frameworks in a browser."""

from playwright.sync_api import expect


def filter_the_list(page, site):
    page.goto(f"{site}/frameworks/")
    page.get_by_label("Framework type").select_option("micro")
    page.get_by_label("Best at").select_option("flexibility")
    page.get_by_role("button", name="Filter").click()
    expect(page).to_have_url(f"{site}/frameworks/?kind=micro&best=flexibility")
    expect(page.locator(".card-link")).to_have_text(["Pyramid", "Bottle", "Flask", "Quart", "Sanic"])
    page.get_by_role("link", name="Remove Framework type: Microframework").click()
    expect(page).to_have_url(f"{site}/frameworks/?best=flexibility")
    page.get_by_role("link", name="Clear all filters").click()
    expect(page).to_have_url(f"{site}/frameworks/")


def test_up_to_six_frameworks_are_collected_for_a_comparison(page, site):
    page.goto(f"{site}/frameworks/")
    names = ("aiohttp", "BlackSheep", "Bottle", "Django", "Falcon", "FastAPI")
    for name in names:
        page.get_by_label(f"Collect {name} for a comparison").check()
    expect(page.locator("#collected")).to_have_text("6 of 6 ticked.")
    expect(page.get_by_label("Collect Flask for a comparison")).to_be_disabled()
    page.get_by_role("button", name="Compare the ticked ones").click()
    expect(page).to_have_url(f"{site}/compare/aiohttp-vs-blacksheep-vs-bottle-vs-django-vs-falcon-vs-fastapi/")


def test_filters_can_be_set_and_removed(page, site):
    filter_the_list(page, site)


def test_filters_work_without_script(without_script, site):
    filter_the_list(without_script, site)


def test_the_list_can_be_filtered_with_the_keyboard_alone(page, site):
    page.goto(f"{site}/frameworks/")
    page.get_by_label("Name or word").focus()
    page.keyboard.type("asgi")
    page.keyboard.press("Tab")
    page.keyboard.type("API")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Filter")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/frameworks/?q=asgi&kind=api")
    expect(page.get_by_role("status")).to_contain_text("2 of 17, sorted by name")
