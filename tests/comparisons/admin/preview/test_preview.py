"""The preview: public pages with unpublished changes and drafts, behind a login, never mixed with what is public."""

import re

import pytest
from django.test import Client
from msgspec.structs import replace

from comparisons import models
from comparisons.catalogue.value import Status
from comparisons.editions import store
from comparisons.editions.publishing import publish
from comparisons.working_copy import write_catalogue
from tests.catalogues import changed, without
from tests.comparisons.admin.browser import messages_of
from tests.comparisons.admin.publishing.changes import CHANGES, SMALL, THREE, press
from tests.site_client import SiteClient

COPY = "/admin/preview/working-copy/"
TICKED, READY = "/admin/preview/ticked/", "/admin/preview/ready/"
# Cedar is a draft in the small catalogue.
HANDBOOK = THREE.source_by_slug["handbook"].title
EDITED = changed(THREE, "criteria", "speed", name="Pace")
EDITED = changed(EDITED, "questions", "build", text="What shall it be?")

PAGES = [
    "",
    "frameworks/",
    "frameworks/birch/",
    "frameworks/cedar/",
    "frameworks/dogwood/",
    "criteria/",
    "criteria/speed/",
    "compare/",
    "compare/alder-vs-birch/",
    "compare/alder-vs-birch/?rows=differences&axes=swapped",
    "advise/",
    "advise/build/",
    "advise/review/?build=site",
    "advise/result/?build=site",
    "advise/result/levels/?build=site",
    "advise/result/side-by-side/?build=site",
    "advise/result/left-out/?build=site",
    "advise/result/answers/?build=site",
    "advise/together/",
    "editions/",
    "editions/1/",
    "sources/",
    "claims/",
    "find/?q=beech",
    "method/",
    "lab/",
    "api/",
]
MISSING = ["frameworks/elm/", "nothing/", "compare/elm-vs-birch/"]
REFUSED = [
    "api/v1/frameworks",
    "card.png",
    "frameworks/birch/feed.atom",
    "editions/feed.json",
    "compare/alder-vs-birch/embed/",
    "advise/result.json",
    "advise/result/share/",
    "advise/result/watch/",
    "corrections/score/alder/admin/",
    "mcp",
    "compare/alder-vs-birch/table.csv",
    "sitemap.xml",
    "robots.txt",
    "admin/",
    "admin/changes/",
]
# Links that lead out of a page of the preview: to the admin, and to files.
OUT = ("/admin/", "/static/", "//", "http", "#", "?", "data:", "mailto:")


@pytest.fixture
def edited(published):
    write_catalogue(EDITED)


@pytest.fixture
def editor(anna):
    """A logged-in client for the whole site, with the response cache."""
    client = SiteClient()
    client.cookies = anna.cookies
    return client


def links_in(response):
    return re.findall(r'\s(?:href|action|formaction|data-names|src)="([^"]*)"', response.content.decode())


def content_of(response):
    """Return a page of a preview without its bar."""
    return re.sub(r'<aside class="preview-bar".*?</aside>', "", response.content.decode(), flags=re.DOTALL)


@pytest.mark.parametrize("path", [*PAGES, *MISSING, *REFUSED])
def test_every_page_says_that_it_is_a_preview_is_never_stored_and_keeps_its_links_in_the_preview(editor, edited, path):
    answer = editor.get(f"{COPY}{path}")
    assert answer.status_code == (404 if path in [*MISSING, *REFUSED] else 200)
    html = answer.content.decode()
    assert html.count('<aside class="preview-bar"') == 1
    assert html.index("preview-bar") < html.index("<header")
    assert "<title>Preview: " in html
    assert "Preview, not public:" in html
    assert "admin-extra/preview.css" in html
    left = [link for link in links_in(answer) if not link.startswith((COPY, *OUT)) and link]
    public = f"/{path}"
    assert [link.replace("&amp;", "&") for link in left] == ([] if public.startswith(OUT) else [public])
    assert {"no-store", "private"} <= {word.strip() for word in answer.headers["Cache-Control"].split(",")}
    assert not {"ETag", "Last-Modified", "Access-Control-Allow-Origin", "Link"} & set(answer.headers)
    if path in REFUSED:
        assert "This is not part of the preview" in html


@pytest.mark.parametrize("path", ["advise/result.md", "frameworks/birch.md"])
def test_no_page_of_the_preview_has_markdown(editor, edited, path):
    assert editor.get(f"{COPY}{path}").status_code == 404


def test_pages_show_what_is_unpublished_and_drafts(editor, edited):
    assert "Beech" in content_of(editor.get(f"{COPY}frameworks/"))
    assert "Cedar" in content_of(editor.get(f"{COPY}frameworks/"))
    assert "Pace" in content_of(editor.get(f"{COPY}criteria/speed/"))
    assert "Beech" in content_of(editor.get(f"{COPY}compare/alder-vs-birch/"))
    assert "What shall it be?" in content_of(editor.get(f"{COPY}advise/build/"))
    assert "Beech" in content_of(editor.get(f"{COPY}advise/result/?build=site"))
    assert "Draft shown as if published: Cedar." in " ".join(editor.get(COPY).content.decode().split())


def test_without_drafts_a_draft_has_no_page(editor, edited):
    without_drafts = "/admin/preview/working-copy-without-drafts/"
    assert editor.get(f"{without_drafts}frameworks/cedar/").status_code == 404
    assert "Cedar" not in content_of(editor.get(f"{without_drafts}frameworks/"))
    assert f'"{COPY}frameworks/"' in editor.get(f"{without_drafts}frameworks/").content.decode()


def test_what_becomes_a_draft_leaves_the_preview_as_it_would_leave_the_site(editor, published):
    write_catalogue(changed(SMALL, "frameworks", "birch", status=Status.DRAFT))
    assert editor.get(f"{COPY}frameworks/birch/").status_code == 404
    assert editor.get(f"{COPY}frameworks/cedar/").status_code == 200


def test_what_is_ticked_is_shown_with_what_it_needs_and_nothing_else(editor, edited):
    page = editor.get(CHANGES)
    answer = press(editor, page, "", page="/admin/preview/", only=["framework/birch"])
    assert answer.url == TICKED
    assert "Beech" in content_of(editor.get(f"{TICKED}frameworks/"))
    assert "Pace" not in content_of(editor.get(f"{TICKED}criteria/"))
    assert "with 1 unpublished change." in " ".join(editor.get(TICKED).content.decode().split())
    press(editor, page, "", page="/admin/preview/", only=["score/alder/admin"])
    assert HANDBOOK in content_of(editor.get(f"{TICKED}frameworks/alder/"))


def test_what_is_ready_is_shown_and_without_it_there_is_no_preview(editor, edited):
    for address in (READY, TICKED):
        assert editor.get(address).url == CHANGES
    assert messages_of(editor) == [
        "There is no preview of what is marked as ready: there is nothing of it.",
        "There is no preview of what you ticked: there is nothing of it.",
    ]
    press(editor, editor.get(CHANGES), "ready=yes", only=["framework/birch"])
    assert "Beech" in content_of(editor.get(f"{READY}frameworks/"))
    assert f'"{READY}frameworks/"' in editor.get(f"{COPY}frameworks/").content.decode()


REDIRECTS = {
    "frameworks/Birch/": "frameworks/birch/",
    "frameworks/birch": "frameworks/birch/",
    "compare/birch-vs-alder/": "compare/alder-vs-birch/",
    "frameworks/?utm_source=x": "frameworks/",
    "compare/birch-or-alder/": "compare/alder-vs-birch/",
}


@pytest.mark.parametrize(("path", "target"), REDIRECTS.items())
def test_redirects_stay_in_the_preview(editor, edited, path, target):
    answer = editor.get(f"{COPY}{path}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{COPY}{target}")
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_edition_that_a_preview_would_become_is_the_page_of_changes(editor, edited):
    assert editor.get(f"{COPY}editions/2/").url == CHANGES
    assert "edition 2" in content_of(editor.get(COPY))


def test_links_that_name_an_edition_show_it_and_those_that_name_the_preview_show_that(editor, edited):
    assert "Birch" in content_of(editor.get(f"{COPY}advise/result/?edition=1&build=site"))
    assert "Beech" in content_of(editor.get(f"{COPY}advise/result/?edition=2&build=site"))
    assert editor.get("/advise/result/?edition=2&build=site").status_code == 404


PUBLIC = ["/", "/frameworks/birch/", "/compare/alder-vs-birch/", "/advise/result/?build=site", "/editions/feed.atom"]


def test_preview_and_public_pages_never_mix_in_any_cache(editor, published):
    """Public pages are the same to the byte, with the same ETag, before and after a preview, kept or made anew."""
    visitor, paths = SiteClient(), [*PUBLIC, "/criteria/speed/", "/find/names.json", "/api/v1/frameworks"]
    before = {path: visitor.get(path) for path in paths}
    write_catalogue(EDITED)
    previews = {path: editor.get(f"{COPY}{path[1:]}").content for path in paths}
    for client in (visitor, SiteClient()):
        for path, known in before.items():
            answer = client.get(path)
            assert (answer.content, answer.headers.get("ETag"), path) == (known.content, known.headers["ETag"], path)
            assert client.get(path, headers={"If-None-Match": known.headers["ETag"]}).status_code == 304
    for path, known in before.items():
        answer = editor.get(f"{COPY}{path[1:]}", headers={"If-None-Match": known.headers["ETag"]})
        assert (answer.status_code in (200, 404), answer.content) == (True, previews[path])
    publish(by=None, note="Second")
    assert "Beech" in visitor.get("/frameworks/birch/").content.decode()
    assert "preview" not in visitor.get("/frameworks/birch/").content.decode()
    assert "preview" not in visitor.get("/editions/feed.atom").content.decode()


def test_a_preview_follows_the_next_change_at_once(editor, edited):
    assert "Beech" in content_of(editor.get(f"{COPY}frameworks/birch/"))
    write_catalogue(changed(EDITED, "frameworks", "birch", name="Bark"))
    assert "Bark" in content_of(editor.get(f"{COPY}frameworks/birch/"))


@pytest.mark.parametrize("path", ["", "frameworks/birch/", "card.png"])
def test_nobody_sees_a_preview_without_a_login_and_rights(dora, edited, django_user_model, path):
    address = f"{COPY}{path}"
    assert Client().get(address).url == f"/admin/login/?next={address}"
    guest = Client()
    guest.force_login(django_user_model.objects.create_user("guest", is_staff=True))
    assert guest.get(address).status_code == 403
    assert dora.get(address).status_code in (200, 404)


def test_unknown_previews_and_other_methods_are_refused(anna, edited):
    assert anna.get("/admin/preview/everything/").status_code == 404
    assert anna.post(COPY).status_code == 405
    assert anna.get("/admin/preview/").status_code == 405
    assert anna.head(f"{COPY}frameworks/").status_code == 200


def test_before_the_first_edition_the_working_copy_has_a_preview(anna, db):
    models.Edition.objects.all().delete()
    write_catalogue(SMALL)
    assert "Alder" in content_of(anna.get(f"{COPY}frameworks/"))


def test_a_preview_with_errors_names_them(anna, published):
    write_catalogue(changed(SMALL, "frameworks", "birch", summary=""))
    page = " ".join(anna.get(f"{COPY}frameworks/birch/").content.decode().split())
    assert "These changes have errors, so pages may lack something" in page
    assert "Framework Birch" in page


def test_a_preview_of_a_damaged_edition_says_so(anna, edited, monkeypatch):
    models.Edition.objects.update(data="{}")
    monkeypatch.setattr(store, "_memory", store._Memory(8, 2**20))
    assert anna.get(COPY).url == CHANGES
    assert messages_of(anna) == ["There is no preview: Edition 1 does not match its digest."]


def test_questions_without_an_answer_are_no_dead_end(anna, published):
    write_catalogue(without(replace(SMALL, scenarios=()), "questions", "screens"))
    assert anna.get(f"{COPY}advise/result/?build=site").status_code == 200
