"""A pinned result in a browser after a newer edition."""

import re

import pytest
from playwright.sync_api import expect

from tests.catalogues import with_choice, with_score
from tests.pages.editions import add_edition

ANSWERS = "build=site&size=small&level.admin=decisive"


@pytest.fixture
def pinned_link(page, site):
    """The pinned address that the result page offers."""
    page.goto(f"{site}/advise/result/share/?{ANSWERS}")
    return page.get_by_label("Permanent link: always shows this result").input_value()


def test_a_pinned_link_shows_both_editions_and_what_changed(page, site, pinned_link, shipped):
    page.goto(pinned_link)
    expect(page.get_by_role("heading", name="What has changed since")).to_have_count(0)
    add_edition(2, with_score(shipped, "django", "admin", value=1.0))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("First impression: Django")
    changes = page.get_by_role("region", name="What has changed since")
    expect(changes).to_contain_text(
        "First place has moved from Django to Flask; most of it comes from Admin interface."
    )
    expect(changes.get_by_role("row", name=re.compile("^Django"))).to_contain_text("Admin")
    expect(changes.get_by_role("listitem")).to_contain_text("Django on Admin interface: 10")
    changes.get_by_role("link", name="Today").click()
    expect(page).to_have_url(f"{site}/advise/result/?{ANSWERS}")
    expect(page.get_by_role("heading", level=1)).to_have_text("First impression: Flask")


def test_a_long_summary_of_changes_fits_the_window(page, site, shipped):
    today = shipped
    for framework in shipped.published_frameworks:
        today = with_score(today, framework.slug, "html-support", value=1.0)
        today = with_score(today, framework.slug, "security", value=2.0)
    add_edition(2, with_choice(today, "build", "site", effects=today.question_by_slug["build"].choices[0].effects[1:]))
    page.goto(f"{site}/advise/result/?edition=1&build=site&back-office=admin&need.documentation=6")
    page.locator(".receipt details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    for width in (360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".receipt td").evaluate_all("cells => cells.every(c => c.scrollWidth <= c.clientWidth + 1)")
