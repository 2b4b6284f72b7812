"""What the audit measures of a page."""

import pytest

from audit.budgets import BAR, clicks_to_result, edge, height, sheets

TALL = """<style>body { margin: 0 } p { margin: 0; height: 300px }
  .stack { display: block; height: 20px } .folded { display: none }</style>"""
BARS = "<ol class='ranking'><li class='stack'></li><li class='stack'></li><li class='stack folded'></li></ol>"
TEMPLATES = "<ul aria-labelledby='starting-points'><li><a href='/advise/review/?build=site'>Site</a></li></ul>"
REVIEW = "<a href='/advise/result/?build=site'>See the result</a>"


def test_a_height_counts_what_is_far_below_the_window_and_not_what_is_folded(page):
    page.set_content(TALL + "<p></p>" * 30 + "<details><summary></summary><p></p></details>")
    folded = page.locator("summary").bounding_box()["height"]
    assert height(page) == 30 * 300 + folded


@pytest.mark.parametrize(
    ("number", "side", "expected"),
    [(0, "top", 300), (0, "bottom", 320), (1, "bottom", 340), (2, "bottom", None), (3, "bottom", None)],
    ids=["the first", "its end", "the second", "hidden", "none"],
)
def test_a_place_is_that_of_the_element_from_the_top_of_the_page(page, number, side, expected):
    page.set_content(f"{TALL}<style>ol {{ margin: 0 }}</style><p></p>{BARS}")
    assert edge(page, BAR, side, number) == expected


@pytest.mark.parametrize(
    ("home", "expected"),
    [
        (TEMPLATES, 2),
        ("<a href='/advise/'>Get advice</a>", 3),
        ("<a href='/advise/result/?build=api'>An example</a>", None),
    ],
    ids=["templates at home", "templates one page on", "an example is no template"],
)
def test_clicks_are_counted_from_home_over_a_template(page, home, expected):
    bodies = {"/": home, "/advise/": TEMPLATES, "/advise/review/": REVIEW, "/advise/result/": "<h1>Django</h1>"}
    page.route(
        "http://site.example/**",
        lambda route: route.fulfill(
            content_type="text/html", body=f"<main>{bodies[route.request.url[19:].partition('?')[0]]}</main>"
        ),
    )
    page.goto("http://site.example/")
    assert clicks_to_result(page) == expected


def test_sheets_are_those_that_printing_takes(page):
    page.set_content("<style>p { break-after: page }</style><p>One</p><p>Two</p><div>Three</div>")
    assert sheets(page) == 3
