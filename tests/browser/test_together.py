"""The group page in a browser."""

import pytest
from playwright.sync_api import expect

LINKS = {
    "Ada": "http://advice.example/advise/result/?build=business-app&interface=pages&back-office=admin",
    "Linus": "https://127.0.0.1:9/advise/result/?edition=1&build=site&size=large",
    "Guido": "/advise/result/?build=api&size=small&style=control#levels",
}


def paste_three_links(page, site):
    page.goto(f"{site}/advise/together/")
    for number, (name, link) in enumerate(LINKS.items(), start=1):
        page.get_by_label(f"Name of person {number}").fill(name)
        page.get_by_label(f"Result link of person {number}").fill(link)
    page.get_by_role("button", name="Put together").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ada and Linus would take Django, Guido would take")


def add_a_fourth(page):
    page.get_by_text("Add someone, or change a name").click()
    page.get_by_label("Name of person 1").fill("Ada L.")
    page.get_by_label("Result link of person 4").fill("advice.example/advise/result/?build=helper")
    page.get_by_role("button", name="Put together").click()
    people = page.locator(".person-name")
    expect(people).to_have_text(["Ada L.", "Linus", "Guido", "Person 4"])
    page.get_by_role("link", name="Remove Linus").click()
    expect(people).to_have_text(["Ada L.", "Guido", "Person 4"])


def test_people_can_be_added_and_removed(page, site):
    urls = []
    page.on("request", lambda request: urls.append(request.url))
    paste_three_links(page, site)
    add_a_fourth(page)
    assert [url for url in urls if not url.startswith(site)] == []


def test_the_page_works_without_script(without_script, site):
    paste_three_links(without_script, site)
    add_a_fourth(without_script)


def test_each_person_s_result_is_linked(page, site):
    paste_three_links(page, site)
    page.get_by_role("link", name="Own result of Guido").click()
    expect(page).to_have_url(f"{site}/advise/result/?build=api&size=small&style=control")


def test_an_invalid_link_is_an_error_at_its_field(page, site):
    page.goto(f"{site}/advise/together/")
    page.get_by_label("Name of person 2").fill("Linus")
    page.get_by_label("Result link of person 2").fill("hello")
    page.get_by_role("button", name="Put together").click()
    expect(page.get_by_role("alert")).to_contain_text("Linus: This is no link to a result")
    expect(page.get_by_label("Result link of person 2")).to_have_value("hello")
    expect(page.get_by_label("Result link of person 2")).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("width", [360, 1440])
def test_the_form_can_be_used_with_the_keyboard_alone(page, site, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site}/advise/together/")
    page.get_by_label("Name of person 1").focus()
    for text in ("Ada", LINKS["Ada"], "Linus", LINKS["Linus"]):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".person-name")).to_have_text(["Ada", "Linus"])
