"""The result and the pages behind it in a browser: levels, requirements, the pairwise comparison, links."""

import re

import pytest
from playwright.sync_api import expect

SITE = "build=site"
MANY = (
    "build=business-app&interface=pages&size=medium&knows=knows-django&data=orm"
    "&back-office=admin&sign-in=accounts&time=soon&life=long-life"
)


@pytest.fixture
def levels(page, site):
    page.goto(f"{site}/advise/result/levels/?{SITE}")
    expect(page.locator("#now li").first).to_contain_text("Django")
    return page


def make_flexibility_decide(page):
    page.get_by_label("Importance of HTML support").select_option("not-at-all")
    page.get_by_label("Importance of Secure defaults").select_option("not-at-all")
    page.get_by_text(re.compile("criteria not used")).click()
    decisive = page.get_by_label("Importance of Flexibility")
    decisive.focus()
    decisive.select_option("decisive")


DECIDED = re.compile(r"\?build=site&level\.flexibility=decisive&level\.html-support=not-at-all&level\.security=not")


def test_changing_a_level_updates_the_page_at_once(levels, site):
    make_flexibility_decide(levels)
    expect(levels).to_have_url(DECIDED)
    expect(levels.locator("#now li").first).not_to_contain_text("Django")
    expect(levels.locator("#why-flexibility")).to_have_text("set by you")
    # The form is not replaced, and its links lead to the result of the new address.
    expect(levels.get_by_label("Importance of Flexibility")).to_be_focused()
    first = levels.locator("#now li span").first.inner_text()
    levels.get_by_role("link", name="See the result").click()
    expect(levels).to_have_url(re.compile(rf"^{site}/advise/result/{DECIDED.pattern}"))
    expect(levels.locator(".ranked-name a").first).to_have_text(first)


def test_without_script_the_form_is_sent_by_its_button(without_script, site):
    without_script.goto(f"{site}/advise/result/levels/?{SITE}")
    make_flexibility_decide(without_script)
    without_script.get_by_role("button", name="Show the result with these").click()
    expect(without_script).to_have_url(re.compile(rf"^{site}/advise/result/{DECIDED.pattern}"))
    expect(without_script.locator(".ranked-name a").first).not_to_have_text("Django")


def test_a_requirement_is_a_chip_at_once_and_can_be_taken_off(levels, site):
    levels.get_by_label("Must-have for HTML support: or more, out of 10").fill("8")
    levels.keyboard.press("Tab")
    expect(levels).to_have_url(re.compile(r"need\.html-support=8"))
    levels.get_by_role("link", name="HTML support at least 8 out of 10").click()
    expect(levels).to_have_url(f"{site}/advise/result/?{SITE}")


def test_any_two_frameworks_are_compared_at_once_and_without_script(page, without_script, site):
    caption = re.compile(r"gap between Flask and Django\. The parts add up\.")
    for tab in (page, without_script):
        tab.goto(f"{site}/advise/result/difference/?{SITE}")
        tab.get_by_label("First framework").select_option("flask")
        tab.get_by_label("against", exact=True).select_option("django")
        if tab is without_script:
            tab.get_by_role("button", name="Show", exact=True).click()
        expect(tab.locator(".gap-bars caption")).to_have_text(caption)


def test_the_pinned_link_is_copied(page, context, site):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/advise/result/?{SITE}")
    page.get_by_role("link", name="Share or export").first.click()
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}/advise/result/?edition=1&{SITE}"


@pytest.mark.parametrize(("width", "height", "bars", "longest"), [(1440, 900, 5, 4000), (360, 780, 2, 6500)])
def test_the_first_screen_shows_the_best_fit_and_the_first_bars(page, site, width, height, bars, longest):
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{site}/advise/result/?{MANY}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Django is your best fit")
    assert page.locator(".ranked").nth(bars - 1).bounding_box()["y"] < height - 20
    assert page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]") <= [
        longest,
        width,
    ]


def test_the_first_two_are_side_by_side_on_a_phone_without_scrolling(page, site):
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"{site}/advise/result/?{MANY}")
    assert page.locator(".wide").evaluate("box => box.scrollWidth - box.clientWidth") == 0
    heads, cells = page.locator(".result-side thead th"), page.locator(".result-side tbody tr").first.locator("th, td")
    assert [heads.nth(n).bounding_box()["x"] for n in range(3)] == [cells.nth(n).bounding_box()["x"] for n in range(3)]


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_names_above_the_side_by_side_stay_in_sight(page, site, width):
    page.set_viewport_size({"width": width, "height": 780})
    page.goto(f"{site}/advise/result/?{MANY}")
    page.locator(".result-side tfoot, .result-side tbody tr:last-child").last.scroll_into_view_if_needed()
    page.mouse.wheel(0, 200)
    expect(page.locator(".result-side thead th").first).to_be_in_viewport(ratio=1)


def test_opening_reasons_moves_no_column(page, site):
    page.goto(f"{site}/advise/result/?{MANY}")
    second = page.locator(".compare thead th").nth(2)
    before = second.bounding_box()["x"]
    page.get_by_text("Reasons and sources").first.click()
    expect(page.locator(".reasons dd").first).to_be_visible()
    assert second.bounding_box()["x"] == pytest.approx(before, abs=0.5)


def test_a_level_can_be_changed_by_keyboard_alone(levels):
    levels.get_by_label("Importance of HTML support").focus()
    levels.keyboard.press("Home")  # not at all
    expect(levels).to_have_url(re.compile(r"level\.html-support=not-at-all"))
    levels.keyboard.press("Tab")
    expect(levels.get_by_label("Must-have for HTML support: or more, out of 10")).to_be_focused()


def test_the_decision_record_is_downloaded(page, site):
    page.goto(f"{site}/advise/result/share/?{SITE}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Decision record (Markdown)").click()
    text = download.value.path().read_text()
    day = re.search(r"^date: (\d{4}-\d\d-\d\d)$", text, re.MULTILINE)
    assert day is not None
    assert download.value.suggested_filename == f"{day[1]}-use-django.md"
    assert f"\n---\n# Use Django\n\n- Status: proposed\n- Date: {day[1]}\n" in text


def test_a_long_heading_leaves_the_score_in_one_piece_on_a_phone(page, site):
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"{site}/advise/result/?{MANY}")
    page.locator("h1").evaluate("heading => heading.textContent = 'No clear winner: FastAPI, Flask, Falcon or Bottle'")
    score = page.locator(".fit-score strong")
    line = float(score.evaluate("element => getComputedStyle(element).fontSize").removesuffix("px"))
    assert score.bounding_box()["height"] < 1.5 * line
