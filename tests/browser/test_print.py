"""Printed pages."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_journeys import SHEET


@pytest.fixture
def paper(page):
    page.set_viewport_size(SHEET)
    page.emulate_media(media="print")
    return page


def test_the_printed_header_has_edition_and_url_and_no_links(paper, site):
    paper.goto(f"{site}/frameworks/django/?reasons=maybe")
    address = site.removeprefix("http://") + "/frameworks/django/?reasons=maybe"
    expect(paper.locator(".print-line")).to_contain_text("Edition 1,")
    expect(paper.locator(".print-line")).to_contain_text(address)
    for what in (".site-nav", ".site-footer", ".contents", ".screen-only"):
        expect(paper.locator(what).first).to_be_hidden()


def test_folded_content_is_printed(paper, site):
    paper.goto(f"{site}/frameworks/django/")
    for what in ("#score-admin details > p", ".statements .refs", "#claim-flask-django-central a"):
        expect(paper.locator(what).first).to_be_visible()
        assert paper.locator(what).first.bounding_box()["height"] > 0
    assert paper.locator("details[open]").count() == 0


def test_dark_mode_is_printed_on_white(paper, site):
    paper.emulate_media(media="print", color_scheme="dark")
    paper.goto(f"{site}/")
    colours = paper.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_sources_print_with_their_addresses(paper, site):
    paper.goto(f"{site}/sources/")
    link = paper.locator(".source-list > li > a").first
    printed = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert link.get_attribute("href") in printed.replace('" "', "")


SIX = "django-vs-fastapi-vs-flask-vs-litestar-vs-quart-vs-streamlit"


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/compare/django-vs-flask/", 3),
        (f"/compare/{SIX}/", 8),
        (f"/compare/{SIX}/?axes=swapped", 8),
        ("/advise/result/?build=site&interface=pages&size=medium", 6),
    ],
)
def test_a_page_takes_few_sheets(page, site, address, most):
    page.goto(site + address)
    assert sheets(page) <= most


def sheets(page):
    """Return how many sheets of A4 a page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_reasons_that_a_reader_opened_are_printed(paper, site):
    paper.goto(f"{site}/compare/django-vs-flask/")
    paper.locator("[aria-label='Why: Admin interface']").evaluate("link => link.click()")
    expect(paper.locator("#why-admin dd").first).to_be_visible()
    expect(paper.locator("tr.why")).to_have_count(1)


def test_unknown_values_are_printed_as_unknown(paper, site):
    paper.goto(f"{site}/compare/django-vs-streamlit/")
    expect(paper.locator("tr.values .unknown").first).to_be_visible()
