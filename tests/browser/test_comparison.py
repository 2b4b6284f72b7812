"""The comparison in a browser: sticky headers, and changes in place."""

import pytest
from msgspec.structs import replace
from playwright.sync_api import expect

from tests.pages.editions import add_edition

SIX = ("django", "fastapi", "flask", "litestar", "quart", "starlette")
WIDTHS = (360, 768, 1440)


def comparison_of(count):
    return f"/compare/{'-vs-'.join(SIX[:count])}/"


@pytest.fixture
def crowded(server, transactional_db, shipped):
    """The URL of a server whose catalogue has twice as many criteria and very long names of frameworks."""
    criteria = (*shipped.criteria, *(replace(c, slug=f"{c.slug}-again", name=c.name * 2) for c in shipped.criteria))
    frameworks = (
        replace(
            framework,
            name=f"{framework.name}Constantinopolitanus",
            scores=(*framework.scores, *(replace(s, criterion=f"{s.criterion}-again") for s in framework.scores)),
        )
        for framework in shipped.frameworks
    )
    add_edition(1, replace(shipped, criteria=criteria, frameworks=tuple(frameworks)))
    return server


def is_on_top(locator):
    """Whether the first line of an element is visible: inside the window and not covered."""
    return locator.evaluate(
        """element => {
            const box = element.getClientRects()[0];
            const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return element.contains(found);
        }"""
    )


def scroll_to(cell):
    """Scroll the window, and the table's box if it has one, until a cell is visible."""
    cell.evaluate(
        """cell => {
            cell.scrollIntoView({block: 'center', inline: 'center'});
            cell.closest('.wide').scrollIntoView({block: 'nearest'});
        }"""
    )


def assert_heads_stay(page, row, column):
    """Check that the headers of a cell's row and column are visible and beside it."""
    cell = page.locator("tr.values").nth(row).locator("td").nth(column)
    scroll_to(cell)
    across = page.locator("tr.values").nth(row).locator("th a").first
    above = page.locator("thead tr").last.locator("th[scope=col]:not(.corner)").nth(column).locator("a").first
    assert is_on_top(across)
    assert is_on_top(above)
    value, left, top = (one.bounding_box() for one in (cell, across, above))
    assert left["x"] + left["width"] <= value["x"] + 1
    assert top["y"] + top["height"] <= value["y"] + 1
    assert abs(value["x"] - top["x"]) < 25


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_the_header_and_the_first_column_are_sticky(page, site, count):
    page.goto(site + comparison_of(count))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert_heads_stay(page, row=15, column=count - 1)
        assert_heads_stay(page, row=28, column=0)


@pytest.mark.parametrize("count", [2, 6])
def test_with_swapped_axes_header_first_column_and_group_are_sticky(page, site, count):
    page.goto(f"{site}{comparison_of(count)}?axes=swapped")
    page.get_by_text("Reasons and sources: Django").click()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert_heads_stay(page, row=count - 1, column=24)
        assert_heads_stay(page, row=count - 1, column=9)
        assert is_on_top(page.locator(".group-heads span", has_text="Features"))


def test_sixty_rows_and_long_names_still_fit(page, crowded):
    for address in (comparison_of(2), f"{comparison_of(6)}?axes=swapped", comparison_of(6)):
        page.goto(crowded + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    expect(page.locator("tr.values")).to_have_count(68)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert_heads_stay(page, row=55, column=5)


@pytest.mark.parametrize("width", [360, 1440])
def test_a_focused_element_is_not_covered_by_the_header(page, site, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site + comparison_of(6))
    scroll_to(page.locator("tr.values").nth(25).locator("td").last)
    page.locator("tr.values").nth(25).locator("th a").focus()
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        assert is_on_top(page.locator(":focus")), page.locator(":focus").inner_text()


def test_toggling_differences_only_keeps_the_scroll_position(page, site):
    page.goto(site + "/compare/fastapi-vs-litestar/")
    rows = page.locator("tr.values")
    expect(rows).to_have_count(34)
    page.get_by_role("link", name="Show differences only").click()
    expect(page).to_have_url(f"{site}/compare/fastapi-vs-litestar/?rows=differences#table")
    expect(rows).to_have_count(27)
    page.get_by_role("link", name="Frameworks as rows").click()
    expect(page).to_have_url(f"{site}/compare/fastapi-vs-litestar/?rows=differences&axes=swapped#table")
    expect(rows).to_have_count(2)
    expect(page.locator("tr.values").first.locator("td")).to_have_count(27)
    page.get_by_role("link", name="Show all rows (7 more)").click()
    expect(page.locator("tr.values").first.locator("td")).to_have_count(34)


def add_and_remove(page, site):
    page.goto(f"{site}/compare/django-vs-flask/?rows=differences")
    expect(page.get_by_role("link", name="Remove")).to_have_count(0)
    page.get_by_label("Another framework").select_option("FastAPI")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page).to_have_url(f"{site}/compare/django-vs-fastapi-vs-flask/?rows=differences")
    expect(page.get_by_role("heading", level=1)).to_have_text("Django, FastAPI and Flask")
    page.locator("thead").get_by_role("link", name="Remove Django").click()
    expect(page).to_have_url(f"{site}/compare/fastapi-vs-flask/?rows=differences#table")
    expect(page.get_by_role("heading", level=1)).to_have_text("FastAPI and Flask")


def test_a_framework_is_added_and_removed_in_place(page, site):
    add_and_remove(page, site)


def test_a_framework_is_added_and_removed_without_script(without_script, site):
    add_and_remove(without_script, site)


def test_reasons_open_below_their_columns(page, site):
    page.set_viewport_size({"width": 1440, "height": 800})
    page.goto(site + comparison_of(3))
    page.get_by_text("Reasons and sources: Admin interface", exact=True).click()
    row = page.locator("tr.values", has=page.get_by_role("link", name="Admin interface", exact=True))
    reasons = page.locator("details[open] dt")
    for column in range(3):
        value = row.locator(".score-value").nth(column).bounding_box()
        assert abs(value["x"] - reasons.nth(column).bounding_box()["x"]) < 2


@pytest.mark.parametrize("axes", ["", "?axes=swapped"])
def test_the_printed_page_has_all_values_and_no_buttons(page, site, axes):
    page.set_viewport_size({"width": 718, "height": 1000})
    page.goto(site + comparison_of(6) + axes)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 718
    expect(page.locator(".selection, .contents, .toolbar")).to_have_count(3)
    for gone in (*page.locator(".selection, .contents, .toolbar").all(), page.locator("thead .remove").first):
        expect(gone).to_be_hidden()
    values = page.locator(".reasons dt" if axes else "tr.values td")
    expect(values).to_have_count(204)
    assert all(height > 0 for height in values.evaluate_all("all => all.map(one => one.offsetHeight)"))
    expect(page.locator(".paper-only")).to_contain_text("#table")
    assert not any(page.locator(".reasons dd").evaluate_all("all => all.map(one => one.offsetHeight)"))
    assert page.locator(".wide").evaluate("box => box.scrollHeight - box.clientHeight") <= 1


def test_an_unknown_value_has_a_question_mark_on_its_own_lane(page, site):
    page.goto(f"{site}/compare/django-vs-streamlit/")
    question, line = (page.locator(mark).first.bounding_box() for mark in (".mark-unknown", ".mark-range-unknown"))
    assert abs(question["y"] + question["height"] / 2 - line["y"]) < 4
    assert line["x"] + line["width"] <= question["x"]
