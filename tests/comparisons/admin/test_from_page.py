"""From a public page to the forms of everything that stands on it."""

import pytest
from django.urls import reverse

from comparisons import models
from comparisons.admin.manual.page import ABOUT, ABOUT_KIND
from comparisons.admin.manual.text import entries
from comparisons.templatetags.pages import edit_address
from tests.comparisons.admin.browser import address
from tests.comparisons.admin.matrix import stored

EDIT, PAGE = "/admin/edit/", "/admin/edit/page/"


def sections(client, page):
    response = client.get(PAGE, {"page": page})
    assert response.status_code == 200
    found = response.context["found"]
    return {section.title: [(line.text, line.address) for line in section.lines] for section in found.sections}


def test_the_footer_of_every_page_has_the_same_link_for_everybody(anna, client):
    for page in ("/", "/frameworks/alder/", "/criteria/admin/", "/compare/alder-vs-birch/", "/sources/", "/method/"):
        visitors, editors = client.get(page), anna.get(page)
        assert visitors.content == editors.content
        assert f'<a href="{EDIT}" rel="nofollow">Edit this page (editors)</a>' in visitors.content.decode()
        assert not visitors.cookies


def test_the_link_leads_to_what_stands_on_the_page_it_is_on_before_and_after_a_login(anna, client):
    headers = {"referer": "http://testserver/frameworks/alder/?rows=all"}
    wanted = f"{PAGE}?page=%2Fframeworks%2Falder%2F%3Frows%3Dall"
    response = anna.get(EDIT, headers=headers)
    assert (response.status_code, response.url) == (302, wanted)
    assert "no-store" in response.headers["Cache-Control"]
    assert anna.get(wanted).context["found"].path == "/frameworks/alder/"
    assert client.get(EDIT, headers=headers).url == wanted
    assert client.get(wanted).url.startswith("/admin/login/?next=/admin/edit/page/%3Fpage%3D")


@pytest.mark.parametrize(
    "referer", ["", "https://elsewhere.example/frameworks/alder/", "nonsense", "http://testserver"]
)
def test_without_a_page_of_ours_before_it_the_page_asks_for_one(anna, referer):
    assert anna.get(EDIT, headers={"referer": referer}).url == PAGE
    assert "paste its address" in anna.get(PAGE).content.decode()


def test_a_framework_page_leads_to_its_form_facts_statements_scores_claims_and_sources(anna):
    alder = models.Framework.objects.get(slug="alder")
    form, found = address(alder), sections(anna, "/frameworks/alder/")
    assert found["Facts"] == [
        ("Creators: Two people.", f"{form}#facts-0"),
        ("Home: A newsroom.", f"{form}#facts-1"),
    ]
    assert found["Strengths, drawbacks and purposes"] == [
        ("Strength: Its admin saves weeks.", f"{form}#statements-0"),
        ("Strength: It is old.", f"{form}#statements-1"),
        ("Drawback: It is large.", f"{form}#statements-2-0"),
        ("Suited for: Sites with editors.", f"{form}#statements-3-0"),
        ("Not for: Tiny helpers.", f"{form}#statements-4-0"),
    ]
    assert ("Admin, Alder: 9", address(stored("alder", "admin"))) in found["Scores"]
    assert found["The framework"][1] == (
        "All scores of Alder, on one page",
        reverse("admin:sheet-framework", args=[alder.pk]),
    )
    assert [text for text, _ in found["Claims"]] == ["Alder is quick.", "All are good."]
    assert [text for text, _ in found["Sources"]] == ["Which is best? (A magazine)", "Manual (The project)"]
    assert found["Extensions"] == [("Alder API", address(alder.extensions.first()))]
    assert all(link for lines in found.values() for _, link in lines)


def test_the_links_lead_to_rows_that_the_form_has(anna):
    alder = models.Framework.objects.get(slug="alder")
    html = anna.get(address(alder)).content.decode()
    for lines in sections(anna, "/frameworks/alder/").values():
        for _, link in lines:
            page, _, row = link.partition("#")
            assert page != address(alder) or not row or f'id="{row}"' in html


def test_every_kind_of_page_leads_somewhere(anna):
    wanted = {
        "/criteria/admin/": ["The criterion", "Scores", "Answers that bear on it"],
        "/compare/alder-vs-birch/": ["The frameworks", "Scores", "Claims"],
        "/advise/build/": ["What are you building?"],
        "/advise/result/?build=site": ["What are you building?", "Frameworks", "Criteria"],
        "/sources/": ["Sources"],
        "/claims/": ["Claims"],
        "/": ["Frameworks", "Criteria"],
        "/criteria/admin": ["The criterion", "Scores", "Answers that bear on it"],
        "http://testserver/claims/#claim-x": ["Claims"],
        "/frameworks/nobody/": [],
        "/nowhere/": [],
        "javascript:alert(1)": [],
        "/" + "x" * 5000: [],
    }
    assert {page: [*sections(anna, page)] for page in wanted} == wanted


def test_a_page_that_the_site_does_not_have_is_told(anna):
    html = anna.get(PAGE, {"page": "/nowhere/<b>"}).content.decode()
    assert "This site has no page at /nowhere/&lt;b&gt;." in html


def test_a_moved_admin_is_not_told_to_visitors(settings, anna):
    assert edit_address() == EDIT
    settings.ADMIN_PATH = "somewhere-else/"
    assert edit_address() == ""


def test_every_page_of_editors_links_to_what_the_manual_says_of_it(anna):
    alder = models.Framework.objects.get(slug="alder")
    pages = {
        "/admin/": "/admin/help/",
        "/admin/matrix/": "/admin/help/#the-score-matrix",
        "/admin/desk/": "/admin/help/#the-evidence-desk",
        address(alder): "/admin/help/#a-frameworks-page",
        reverse("admin:comparisons_score_import"): "/admin/help/#spreadsheets",
        reverse("admin:comparisons_framework_history", args=[alder.pk]): "/admin/help/#versions",
        reverse("admin:sheet-framework", args=[alder.pk]): "/admin/help/#sheets",
    }
    for page, wanted in pages.items():
        assert f'<a href="{wanted}">Help</a>' in anna.get(page).content.decode()


def test_the_manual_has_a_paragraph_for_each_link_to_it(anna):
    anchors = {entry.anchor for entry in entries()}
    assert {*ABOUT.values(), *ABOUT_KIND.values()} - anchors == set()
    html = anna.get("/admin/help/").content.decode()
    assert '<p id="the-score-matrix"><strong>The score matrix</strong> (<code>/admin/matrix/</code>' in html
    assert "](" not in html
    assert "**" not in html
