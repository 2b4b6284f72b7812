"""The pages about the API, of sources and of claims in a browser."""

import pytest
from playwright.sync_api import expect


def test_the_examples_are_in_one_language_at_a_time_without_script(without_script, site):
    without_script.goto(f"{site}/api/")
    django = without_script.locator("#framework .api-in")
    for language, code in (("Python", "urlopen("), ("JavaScript", "await fetch("), ("curl", "curl 'http")):
        without_script.get_by_label(language, exact=True).check()
        expect(django.filter(visible=True)).to_have_count(1)
        expect(django.filter(visible=True)).to_contain_text(code)


def test_code_can_be_copied_and_the_contents_stay_in_view(page, site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.goto(f"{site}/api/#framework")
    contents = page.get_by_role("navigation", name="On this page")
    expect(contents.get_by_role("link", name="Conventions")).to_be_in_viewport()
    page.locator("#framework .api-in-curl .api-copy").click()
    expect(page.locator("#framework .api-in-curl .api-copy")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"curl '{site}/api/v1/frameworks/django'"


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/sources/#founding-article", "Flask or Django?"),
        ("/claims/#claim-python-web-dominance", "Said by Alexander Procter"),
        ("/api/types/#type-Worth", "Rounded to 9 decimals."),
    ],
)
def test_a_link_to_something_folded_away_opens_it(page, site, address, text):
    page.goto(site + address)
    expect(page.locator(":target").get_by_text(text).first).to_be_visible()
    expect(page.locator(":target")).to_be_in_viewport()
