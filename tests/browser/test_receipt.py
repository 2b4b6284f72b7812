"""A link is kept, the catalogue moves on, and the link says what has become of the advice."""

import re

import pytest
from playwright.sync_api import expect

from tests.catalogues import with_choice, with_score
from tests.pages.editions import add_edition

ANSWERS = "build=site&size=small&level.admin=decisive"


@pytest.fixture
def kept(page, site):
    """The address that a visitor copied from the result page."""
    page.goto(f"{site}/advise/result/?{ANSWERS}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Django comes first")
    return page.get_by_label("Exactly this advice").input_value()


def test_a_kept_link_shows_as_decided_and_today_and_why(page, site, kept, shipped):
    page.goto(kept)
    expect(page.get_by_role("heading", name="What has changed since")).to_have_count(0)
    add_edition(2, with_score(shipped, "django", "admin", value=1.0))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Django comes first")
    receipt = page.get_by_role("region", name="What has changed since")
    expect(receipt).to_contain_text("First place has moved from Django to Flask; most of it comes from Admin.")
    expect(receipt.get_by_role("row", name=re.compile("^Django"))).to_contain_text("Admin")
    expect(receipt.get_by_role("listitem")).to_contain_text("Django on Admin: 10")
    receipt.get_by_role("link", name="Today").click()
    expect(page).to_have_url(f"{site}/advise/result/?{ANSWERS}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Flask comes first")


def test_a_long_receipt_is_never_wider_than_its_window(page, site, shipped):
    today = shipped
    for framework in shipped.published_frameworks:
        today = with_score(today, framework.slug, "html-support", value=1.0)
        today = with_score(today, framework.slug, "security", value=2.0)
    add_edition(2, with_choice(today, "build", "site", effects=today.question_by_slug["build"].choices[0].effects[1:]))
    page.goto(f"{site}/advise/result/?edition=1&build=site&ready-made=admin&need.documentation=6")
    page.locator(".receipt details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    for width in (360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".receipt td").evaluate_all("cells => cells.every(c => c.scrollWidth <= c.clientWidth + 1)")
