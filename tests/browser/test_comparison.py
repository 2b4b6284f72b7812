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
            cell.closest('.wide')?.scrollIntoView({block: 'nearest'});
        }"""
    )


def assert_heads_stay(page, row, column):
    """Check that the heads of a cell are visible: its column's above it, its row's beside it or above."""
    cell = page.locator("tr.values").nth(row).locator("td").nth(column)
    scroll_to(cell)
    across = page.locator("tr.values").nth(row).locator("th :first-child").first
    above = page.locator("thead tr").last.locator("th[scope=col]").nth(column + 1).locator("span")
    assert is_on_top(across)
    assert is_on_top(above)
    value, head, top = (one.bounding_box() for one in (cell, across, above))
    assert head["x"] + head["width"] <= value["x"] + 1 or head["y"] + head["height"] <= value["y"] + 1
    assert top["y"] + top["height"] <= value["y"] + 1
    assert value["x"] - 1 <= top["x"] + top["width"] / 2 <= value["x"] + value["width"] + 1


@pytest.mark.parametrize("count", [2, 3, 6])
def test_the_names_of_frameworks_and_criteria_stay_in_sight(page, site, count):
    page.goto(site + comparison_of(count))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert_heads_stay(page, row=15, column=count - 1)
        assert_heads_stay(page, row=26, column=0)


def test_with_swapped_axes_header_first_column_and_group_stay_in_sight(page, site):
    page.goto(f"{site}{comparison_of(6)}?axes=swapped")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        cell = page.locator("tr.values").nth(5).locator("td").nth(9)
        scroll_to(cell)
        assert is_on_top(page.locator("tr.values").nth(5).locator("th span"))
        assert is_on_top(page.locator("thead tr").last.locator("th").nth(9).locator("a"))
        assert is_on_top(page.locator(".group-heads span", has_text="Features"))


def test_many_rows_and_long_names_still_fit(page, crowded):
    for address in (comparison_of(2), f"{comparison_of(6)}?rows=all&axes=swapped", f"{comparison_of(6)}?rows=all"):
        page.goto(crowded + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    expect(page.locator("tr.values")).to_have_count(76)


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
    expect(rows).to_have_count(38)
    page.get_by_role("link", name="Show only what differs").click()
    expect(page).to_have_url(f"{site}/compare/fastapi-vs-litestar/?rows=differences#table")
    differing = rows.count()
    assert differing < 38
    page.get_by_role("link", name="Frameworks as rows").click()
    expect(page).to_have_url(f"{site}/compare/fastapi-vs-litestar/?rows=differences&axes=swapped#table")
    expect(rows).to_have_count(2)
    expect(rows.first.locator("td")).to_have_count(differing)
    page.get_by_role("link", name=f"everything ({38 - differing} more)").click()
    expect(rows.first.locator("td")).to_have_count(38)


def add_and_remove(page, site):
    page.goto(f"{site}/compare/django-vs-flask/?rows=differences")
    expect(page.get_by_role("link", name="Remove")).to_have_count(0)
    page.get_by_label("Another framework").select_option("FastAPI")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page).to_have_url(f"{site}/compare/django-vs-fastapi-vs-flask/?rows=differences")
    expect(page.get_by_role("heading", level=1)).to_have_text("Django, FastAPI and Flask")
    page.get_by_role("link", name="Remove Django").click()
    expect(page).to_have_url(f"{site}/compare/fastapi-vs-flask/?rows=differences")
    expect(page.get_by_role("heading", level=1)).to_have_text("FastAPI vs Flask")


def test_a_framework_is_added_and_removed_in_place(page, site):
    add_and_remove(page, site)


def test_a_framework_is_added_and_removed_without_script(without_script, site):
    add_and_remove(without_script, site)


def test_reasons_open_below_their_columns_and_close_again(page, site):
    page.set_viewport_size({"width": 1440, "height": 800})
    page.goto(site + comparison_of(3))
    why = page.get_by_role("link", name="Why: Admin interface", exact=True)
    why.click()
    reasons = page.locator("#why-admin dt")
    expect(reasons).to_have_count(3)
    row = page.locator("tr.values", has=page.get_by_role("link", name="Admin interface", exact=True))
    for column in range(3):
        value, reason = row.locator("td").nth(column).bounding_box(), reasons.nth(column).bounding_box()
        assert value["x"] <= reason["x"] + 1 < value["x"] + value["width"] / 4
    expect(why).to_have_attribute("aria-expanded", "true")
    why.click()
    expect(page.locator("#why-admin")).to_be_hidden()
    expect(page).to_have_url(site + comparison_of(3))


def test_reasons_are_shown_without_script(without_script, site):
    without_script.goto(site + comparison_of(3))
    without_script.get_by_role("link", name="Why: Admin interface", exact=True).click()
    expect(without_script).to_have_url(f"{site}{comparison_of(3)}?reasons=shown#why-admin")
    expect(without_script.locator("#why-admin")).to_be_in_viewport()


def test_the_seventh_tick_is_told_before_the_form_is_sent(page, site):
    page.goto(f"{site}/compare/?with=django&with=flask")
    told = page.locator(".picked")
    expect(told).to_have_text("2 of 6 chosen")
    for name in ("FastAPI", "Falcon", "Quart", "Sanic", "Bottle"):
        page.get_by_label(name, exact=True).check()
    expect(told).to_have_text("7 chosen. You can compare up to 6: untick 1.")
    assert is_on_top(page.get_by_role("button", name="Compare"))


@pytest.mark.parametrize("axes", ["", "?axes=swapped"])
def test_the_printed_page_has_all_values_and_no_buttons(page, site, axes):
    page.set_viewport_size({"width": 718, "height": 1000})
    page.goto(site + comparison_of(6) + axes)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 718
    for gone in page.locator(".selection, .toolbar, .remove, .values .ask").all():
        expect(gone).to_be_hidden()
    values = page.locator("tr.values td:not(.ask)")
    assert all(height > 0 for height in values.evaluate_all("all => all.map(one => one.offsetHeight)"))
    expect(page.locator(".paper-only")).to_contain_text("?reasons=shown#table")
