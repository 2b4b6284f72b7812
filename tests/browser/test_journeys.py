"""Journeys of visitors in a browser."""

import re

from playwright.sync_api import expect

PAGES = [
    "/",
    "/frameworks/",
    "/frameworks/?kind=micro&best=flexibility",
    "/frameworks/django/",
    "/find/",
    "/find/?q=django+websockets",
    "/find/?q=djnago",
    "/criteria/admin/",
    "/criteria/packages/",
    "/claims/",
    "/compare/",
    "/compare/django-vs-flask/",
    "/compare/django-vs-fastapi-vs-flask-vs-litestar-vs-quart-vs-starlette/",
    "/compare/django-vs-flask/?axes=swapped",
    "/editions/1/",
    "/sources/",
    "/method/",
    "/about/",
    "/advise/",
    "/advise/public/?build=site",
    "/advise/live/?among=django&among=flask&build=site&from=result",
    "/advise/topics/?build=site",
    "/advise/review/?build=site",
    "/advise/result/?build=site&size=small&level.api=decisive",
    "/advise/result/?build=site&need.admin=10&need.realtime=9",
    "/advise/together/?1=Ada&1.build=site",
    "/advise/together/?1=Ada&1.build=site&1.size=small&2=Linus&2.build=api&3=Donald+Ervin+Knuth&3.build=helper",
    "/advise/result/levels/?build=site&size=small&level.api=decisive",
    "/advise/result/side-by-side/?build=site&size=small",
    "/advise/result/difference/?build=site&size=small&versus=flask&versus=quart",
    "/advise/result/left-out/?build=site&size=small",
    "/advise/result/share/?build=site&size=small",
    "/compare/django-vs-flask/code/",
    "/compare/django-vs-flask/defaults/",
    "/lab/",
    "/lab/django/",
    "/lab/figures/",
    "/lab/probes/",
    "/lab/django/measurements/",
    "/api/",
    "/nowhere/",
]

# A4 without the margins of print.css, in CSS pixels.
SHEET = {"width": 673, "height": 1000}


def answer(page, *texts):
    for text in texts:
        page.get_by_label(text).check()
    page.get_by_role("button", name="Continue").click()


# Answers by question; to all others the visitor is not sure.
CHOICES = {
    "What are you building?": "A business app or SaaS product",
    "What matters in your project?": "How data is stored",
    "How will it be used?": "On web pages that the server renders",
    "How big will the code be in two years?": "Medium: a real application",
    "How will it store data?": "With a database layer and migrations built into the framework",
}


def walk_the_wizard(page, site):
    page.goto(site)
    page.get_by_role("link", name="Get advice for your project").click()
    page.get_by_role("link", name="Start", exact=True).click()
    heading = page.get_by_role("heading", level=1)
    while (asked := heading.inner_text()) != "Your answers":
        answer(page, CHOICES.get(asked, "Not sure"))
        expect(heading).not_to_have_text(asked)
    page.get_by_role("link", name="See the result").click()
    expect(heading).to_have_text("First impression: Django")


def test_from_the_home_page_through_the_questions_to_the_decision_record(page, site):
    walk_the_wizard(page, site)
    page.get_by_role("link", name="Share or export").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Decision record (Markdown)").click()
    record = download.value.path().read_text()
    assert "\n---\n# Use Django\n\n- Status: proposed\n" in record
    assert "- What are you building? A business app or SaaS product\n" in record
    assert f"({site}/advise/result/?edition=1&topics=data&build=business-app&" in record


def test_the_wizard_works_without_script(without_script, site):
    walk_the_wizard(without_script, site)


def test_a_question_can_be_answered_by_keyboard_alone(page, site):
    page.goto(f"{site}/advise/build/")
    page.get_by_label("A website that people visit").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("A business app or SaaS product")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/\?build=business-app$"))
    page.goto(f"{site}/advise/interface/?build=business-app")
    page.get_by_label("On web pages that the server renders").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/\?build=business-app&interface=pages$"))


def test_sending_no_choice_reports_an_error_and_keeps_the_answers(page, site):
    page.goto(f"{site}/advise/size/?build=site")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose an answer, or “Not sure”.")
    answer(page, "Small: one person can know all of it")
    expect(page).to_have_url(re.compile(r"/\?build=site&size=small$"))


def test_two_frameworks_are_picked_and_compared_by_their_differences(page, site):
    page.goto(f"{site}/compare/")
    page.get_by_label("Flask").check()
    page.get_by_label("Django").check()
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(f"{site}/compare/django-vs-flask/")
    rows = page.locator("table.scores tr.values")
    expect(rows).to_have_count(38)
    page.get_by_role("link", name="Show only what differs").click()
    expect(page).to_have_url(f"{site}/compare/django-vs-flask/?rows=differences#table")
    assert rows.count() < 38
    page.get_by_role("link", name="Why: Admin interface", exact=True).click()
    expect(page.locator("#why-admin dd").first).to_be_visible()


def test_the_target_of_an_address_is_open(page, site):
    page.goto(f"{site}/frameworks/django/#score-admin")
    expect(page.locator("#score-admin details")).to_have_attribute("open", "")
    page.get_by_role("link", name="Performance").first.click()
    expect(page.locator("#score-performance").get_by_text("confidence")).to_be_visible()
    page.goto(f"{site}/frameworks/django/#claim-flask-django-central")
    expect(page.locator("#claim-flask-django-central a")).to_be_in_viewport()


def test_a_source_is_found_from_a_score(page, site):
    page.goto(f"{site}/frameworks/flask/")
    page.locator(".score-columns summary").first.click()
    link = page.locator(".score-columns details[open] .cited a").first
    title = link.inner_text()
    link.click()
    expect(page.locator("li:target")).to_contain_text(title)


# The words that are shown on two lines without a hyphen.
BROKEN_WORDS = """() => {
    const broken = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode, element = text.parentElement, range = document.createRange();
        if (!element.checkVisibility() || element.closest(".visually-hidden, svg, code, pre")) continue;
        if (getComputedStyle(element).hyphens === "auto") continue;
        for (const word of text.data.matchAll(/[A-Za-z]{2,18}/g)) {
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
            if (boxes.some((box) => box.top >= boxes[0].bottom)) broken.push(word[0]);
        }
    }
    return broken;
}"""

# The texts of which more than half is shown behind another text. What scrolls in a box of its own is left out.
COVERED_TEXTS = """() => {
    const hidden = (element) => element.closest(".wide, .visually-hidden, pre, svg") ||
        [element, element.parentElement].some((e) => getComputedStyle(e).clipPath !== "none");
    const shown = [], covered = new Set(), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode, range = document.createRange();
        if (!text.data.trim() || !text.parentElement.checkVisibility() || hidden(text.parentElement)) continue;
        range.selectNodeContents(text);
        for (const box of range.getClientRects()) if (box.width > 1 && box.height > 1) shown.push({ text, box });
    }
    shown.sort((one, other) => one.box.top - other.box.top);
    shown.forEach(({ text, box }, number) => {
        for (const other of shown.slice(number + 1)) {
            if (other.box.top > box.top + box.height / 2) break;
            const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
            if (across > 2 && other.text !== text) covered.add(`${text.data.trim()} / ${other.text.data.trim()}`);
        }
    });
    return [...covered];
}"""


def test_pages_fit_window_and_paper_with_whole_words_without_console_messages_or_requests_to_other_hosts(page, site):
    complaints, requests, too_wide, broken, covered = [], [], [], {}, {}
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: requests.append(request.url))
    for path in PAGES:
        page.goto(site + path)
        for width in (360, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append((path, width))
            if words := page.evaluate(BROKEN_WORDS):
                broken[path, width] = words
            if texts := page.evaluate(COVERED_TEXTS):
                covered[path, width] = texts
        page.emulate_media(media="print")
        page.set_viewport_size(SHEET)
        if page.evaluate("document.documentElement.scrollWidth") > SHEET["width"]:
            too_wide.append((path, "paper"))
        page.emulate_media(media="screen")
    assert too_wide == []
    assert broken == {}
    assert covered == {}
    assert [c for c in complaints if "404" not in c] == []
    assert [url for url in requests if not url.startswith(site)] == []
