"""The wizard in a browser: by keyboard, with and without script, on narrow and wide screens."""

import re

import pytest
from playwright.sync_api import expect

RESULT = "/advise/result/?build=site&size=small&level.api=decisive"


def tab_to(page, target):
    """Press Tab until the target has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} cannot be reached by keyboard")


def hint(page):
    return page.locator("#so-far")


def test_the_wizard_works_by_keyboard_alone(page, site):
    page.goto(f"{site}/advise/")
    tab_to(page, page.get_by_role("link", name="Start", exact=True))
    page.keyboard.press("Enter")
    answered = 0
    while "/advise/review/" not in page.url:
        tab_to(page, page.locator("fieldset input").first)
        page.keyboard.press("Space")
        came_from = page.url
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, came_from=came_from: url != came_from)
        answered += 1
    assert 2 <= answered <= 15
    expect(page.get_by_text(re.compile("left on (your topics|the topics that you picked)"))).to_be_visible()
    tab_to(page, page.get_by_role("link", name="See the result"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile("best fit$|^First impression|fits best|^No clear winner")
    )


def test_the_next_question_begins_at_its_heading(page, site):
    page.goto(f"{site}/advise/build/")
    page.locator("fieldset input").first.check()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("fieldset input").first).to_be_focused()


@pytest.mark.parametrize("has_script", [True, False])
def test_back_keeps_what_is_ticked(page, without_script, site, has_script):
    tab = page if has_script else without_script
    tab.goto(f"{site}/advise/size/?build=site")
    tab.get_by_label("Tiny: one file or a few").check()
    tab.get_by_role("button", name="Back", exact=True).click()
    expect(tab).to_have_url(f"{site}/advise/topics/?build=site&size=tiny")


def test_the_focus_is_visible_around_the_choice(page, site):
    page.goto(f"{site}/advise/size/")
    tab_to(page, page.locator("fieldset input").first)
    style = page.locator("fieldset label").first.evaluate("label => getComputedStyle(label).outlineStyle")
    assert style == "solid"


def change_an_answer_and_come_back(page, site):
    page.goto(site + RESULT)
    page.get_by_role("link", name="All answers").click()
    page.get_by_role("link", name="Change the answer to: How big will the code be in two years?").click()
    expect(page.get_by_label("Small: one person can know all of it")).to_be_checked()
    page.get_by_label("Large: many parts").check()
    page.get_by_role("button", name="Save and see the result").click()
    expect(page).to_have_url(site + RESULT.replace("small", "large"))


def test_changing_an_answer_from_the_result_leads_back_to_it(page, site):
    change_an_answer_and_come_back(page, site)


def test_changing_an_answer_from_the_result_works_without_script(without_script, site):
    change_an_answer_and_come_back(without_script, site)


def test_levels_set_on_the_result_are_kept_when_an_answer_is_changed(page, site):
    page.goto(f"{site}/advise/result/levels/?build=site&size=small")
    page.get_by_label("Importance of HTML support").select_option("decisive")
    expect(page).to_have_url(re.compile(r"level\.html-support=decisive$"))
    page.get_by_role("link", name="See the result").click()
    page.get_by_role("link", name="2 answers").click()
    page.get_by_role("link", name="Change the answer to: How big will the code be in two years?").click()
    page.get_by_label("Large: many parts").check()
    page.get_by_role("button", name="Save and see the result").click()
    expect(page).to_have_url(f"{site}/advise/result/?build=site&size=large&level.html-support=decisive")


def test_leaving_a_question_unchanged_leads_back_to_the_result(page, site):
    page.goto(site + RESULT)
    page.get_by_role("link", name="All answers").click()
    page.get_by_text("more questions").click()
    page.get_by_role("link", name=re.compile("^Answer.*How many people will build and maintain it")).click()
    expect(page.get_by_label("Not sure")).to_be_checked()
    page.get_by_role("link", name="Cancel").click()
    expect(page).to_have_url(site + RESULT)


def test_going_back_and_forward_keeps_all_answers(page, site):
    page.goto(f"{site}/advise/build/")
    page.get_by_label("A website that people visit").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("How data is stored").check()
    page.get_by_role("button", name="Continue").click()
    third = page.url.partition("?")[0]
    page.get_by_label("Not sure").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.get_by_label("Not sure")).to_be_checked()
    assert page.url.partition("?")[0] == third
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.get_by_label("How data is stored")).to_be_checked()
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.get_by_label("A website that people visit")).to_be_checked()
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(re.compile(r"\?topics=data&build=site&.*=not-sure$"))


def test_see_the_result_now_includes_the_answer_just_chosen(page, site):
    page.goto(f"{site}/advise/size/?build=site")
    page.get_by_label("Tiny: one file or a few").check()
    page.get_by_role("button", name="See the result now").click()
    expect(page).to_have_url(f"{site}/advise/result/?build=site&size=tiny")


def test_the_interim_ranking_follows_each_choice(page, site):
    page.goto(f"{site}/advise/build/")
    expect(hint(page)).to_contain_text("once an answer affects the ranking")
    for choice in ("A website", "A small utility", "A live or streaming service"):
        page.get_by_label(choice).check()
    expect(hint(page)).to_contain_text("after 1 answer")
    expect(hint(page)).to_contain_text("Ruled out, 6 of 17")
    shown = hint(page).inner_text()
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(re.compile(r"\?build=connections$"))
    assert hint(page).inner_text() == shown


def test_without_script_the_interim_ranking_follows_on_the_next_page(without_script, site):
    page = without_script
    page.goto(f"{site}/advise/build/")
    page.get_by_label("A live or streaming service").check()
    page.get_by_role("button", name="Continue").click()
    expect(hint(page)).to_contain_text("Ruled out, 6 of 17")


def test_the_form_works_if_the_interim_ranking_cannot_be_loaded(page, site):
    page.goto(f"{site}/advise/size/?build=site")
    shown = hint(page).inner_text()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.route("**/advise/size/**", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.get_by_label("Tiny: one file or a few").check()
    assert hint(page).inner_text() == shown
    page.unroute("**/advise/size/**")
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(re.compile(r"\?build=site&size=tiny$"))
    assert complaints == []


def test_an_exclusive_choice_clears_the_others_and_they_clear_it(page, site):
    page.goto(f"{site}/advise/public/?build=site")
    for label in ("Text in several languages", "Good support for search engines", "Neither"):
        page.get_by_label(label).check()
    expect(page.locator(":checked")).to_have_count(1)
    expect(page.get_by_label("Neither")).to_be_checked()
    page.get_by_label("Text in several languages").check()
    expect(page.get_by_label("Neither")).not_to_be_checked()
    page.get_by_label("Not sure").check()
    expect(page.locator(":checked")).to_have_count(1)


def test_without_script_a_contradiction_is_reported_and_keeps_the_choices(without_script, site):
    page = without_script
    page.goto(f"{site}/advise/public/?build=site")
    page.get_by_label("Text in several languages").check()
    page.get_by_label("Neither").check()
    page.get_by_role("button", name="Continue").click()
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("“Neither” cannot be combined with other answers")
    expect(problem).to_be_focused()
    expect(page.locator(":checked")).to_have_count(2)
    page.get_by_label("Neither").uncheck()
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(re.compile(r"\?build=site&public=languages$"))


def test_an_error_links_to_the_choices(page, site):
    page.goto(f"{site}/advise/size/?to=next")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Tiny: one file or a few")).to_be_focused()


def test_the_effects_of_answers_open_without_script(without_script, site):
    page = without_script
    page.goto(f"{site}/advise/size/")
    effect = page.get_by_text(re.compile(r"Counts a lot:\s+Fit for large codebases"))
    expect(effect).to_be_hidden()
    page.get_by_text("Why we ask, and what each answer changes").click()
    expect(effect).to_be_visible()


@pytest.mark.parametrize(("width", "is_beside"), [(360, False), (768, False), (1440, True)])
def test_the_interim_ranking_is_beside_the_form_on_wide_screens_and_below_on_narrow(page, site, width, is_beside):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site}/advise/size/?build=site")
    form, hint_box = page.locator("form.question").bounding_box(), page.locator(".so-far").bounding_box()
    assert (hint_box["x"] >= form["x"] + form["width"]) is is_beside
    assert (hint_box["y"] >= form["y"] + form["height"]) is not is_beside


def answered(page, site, *choices):
    """Answer the first questions with the choices of these numbers, and return the address after them."""
    page.goto(f"{site}/advise/build/")
    for choice in choices:
        page.locator("fieldset input").nth(choice).check()
        came_from = page.url
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(lambda url, came_from=came_from: url != came_from)
    return page.url.partition("?")[2]


def go_back(page):
    """Go back as the browser does, and wait for the question there."""
    came_from = page.url.partition("?")[0]
    page.go_back()
    page.wait_for_url(lambda url: url.partition("?")[0] != came_from)
    expect(page.locator("form.question")).to_be_visible()


@pytest.mark.parametrize("times", [1, 2, 4])
def test_the_browsers_back_and_a_changed_answer_lose_no_later_answer(page, site, times):
    query = answered(page, site, 1, 1, 1, 1)
    for _ in range(times):
        go_back(page)
    slug = page.url.partition("?")[0].split("/")[-2]
    page.locator("fieldset input").nth(2).check()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: f"/{slug}/" not in url)
    queries = (query, page.url.partition("?")[2])
    kept, now = ([pair for pair in one.split("&") if not pair.startswith(f"{slug}=")] for one in queries)
    assert now == kept
    assert f"{slug}=" in page.url


def test_the_browsers_back_brings_later_answers_into_the_address_and_the_links(page, site):
    query = answered(page, site, 1, 1, 1)
    go_back(page)
    go_back(page)
    slug = page.url.partition("?")[0].split("/")[-2]
    later = set(query.split("&")) - {pair for pair in query.split("&") if pair.startswith(f"{slug}=")}
    assert set(page.url.partition("?")[2].split("&")) >= later
    expect(page.locator("#so-far")).to_contain_text("after 2 answers")
    page.get_by_role("button", name="Back", exact=True).click()
    assert set(page.url.partition("?")[2].split("&")) >= later


def test_starting_afresh_brings_no_earlier_answer_back(page, site):
    answered(page, site, 1, 1)
    page.goto(f"{site}/advise/build/")
    page.locator("fieldset input").nth(0).check()
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(re.compile(r"/advise/[a-z-]+/\?build=site$"))


def test_levels_set_on_the_result_survive_the_browsers_back_to_a_question(page, site):
    page.goto(f"{site}/advise/size/?build=site")
    page.get_by_label("Small: one person can know all of it").check()
    page.get_by_role("button", name="See the result now").click()
    page.get_by_role("link", name="Adjust what matters").first.click()
    page.get_by_label("Importance of HTML support").select_option("decisive")
    expect(page).to_have_url(re.compile(r"level\.html-support=decisive$"))
    page.go_back()
    expect(page).to_have_url(f"{site}/advise/result/?build=site&size=small")
    go_back(page)
    page.get_by_label("Large: many parts").check()
    page.get_by_role("button", name="See the result now").click()
    expect(page).to_have_url(f"{site}/advise/result/?build=site&size=large&level.html-support=decisive")


def test_what_was_corrected_is_told_and_not_kept_in_the_address(page, site):
    page.goto(f"{site}/advise/result/?build=site&mood=good&size=sma")
    expect(page.get_by_text("This address was corrected.")).to_be_visible()
    expect(page.get_by_text("This address was cut off at its end.")).to_be_visible()
    expect(page).to_have_url(f"{site}/advise/result/?build=site&size=small")


@pytest.mark.parametrize(
    "query", ["#build=site&size=small", "#?build%3Dsite%26size%3Dsmall", "?build=site&#38;size=small"]
)
def test_answers_behind_a_hash_are_read(page, site, query):
    page.goto(f"{site}/advise/result/{query}")
    expect(page).to_have_url(f"{site}/advise/result/?build=site&size=small")
