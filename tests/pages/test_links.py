"""Links as people hand them on: answers survive, tracking parameters vanish, and what was lost is told."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.mangled_links import ALONE, MANGLES, TRACKING, mangles

pytestmark = pytest.mark.usefixtures("shipped_edition")

ANSWERS = "build=api&size=small&data=orm&back-office=admin&level.html-support=decisive&need.testing=3"
BOTH = "1=Ada&1.build=api&1.size=small&2=Linus&2.build=site&2.team=one"
PAGES = {
    "/advise/": ANSWERS,
    "/advise/review/": ANSWERS,
    "/advise/team/": ANSWERS,
    "/advise/result/": ANSWERS,
    "/advise/result.json": ANSWERS,
    "/advise/result.csv": ANSWERS,
    "/advise/result.md": ANSWERS,
    "/advise/result-table.md": ANSWERS,
    "/advise/result.png": ANSWERS,
    "/advise/together/": BOTH,
    "/compare/django-vs-flask/": "rows=differences&axes=swapped",
    "/compare/": "with=django&with=flask",
    "/find/": "q=async+views",
    "/frameworks/": "q=async",
    "/frameworks/django/": "reasons=shown",
    "/": "",
    "/method/": "",
    "/about/": "",
    "/criteria/admin/": "reasons=shown",
    "/editions/": "",
    "/editions/feed.atom": "",
    "/compare/django-vs-flask/card.png": "",
    "/api/": "",
}


def sent(query):
    """Return a query as a browser sends it."""
    return quote(query, safe="%&=+;?/:()<>\"'!*,$@._~-")


def followed(client, path, query):
    """Return the address that a query leads to, and the page there."""
    response = client.get(f"{path}?{sent(query)}", follow=True)
    assert response.status_code == 200, (query, response.status_code)
    last = response.redirect_chain[-1][0] if response.redirect_chain else f"{path}?{query}"
    return last, response


def without_names(address):
    """Nobody can tell how a name was written: it may hold anything."""
    return re.sub(r"([?&][12])=[^&]*", r"\1", address)


@pytest.mark.parametrize("path", PAGES)
def test_tracking_parameters_vanish_from_every_address(client, path):
    query = "&".join(
        part
        for part in (TRACKING[0], PAGES[path], *TRACKING[1:])
        if path.startswith("/advise/") or not part.startswith("from=")
    )
    address, response = followed(client, path, query)
    assert address == f"{path}?{PAGES[path]}".rstrip("?")
    assert len(response.redirect_chain) <= 2
    if "html" in response["Content-Type"]:
        body = response.content.decode()
        assert "This address was corrected" not in body
        assert not re.search("fbclid|utm_|gclid", body)


@pytest.mark.parametrize("path", ["/advise/result/", "/advise/result.csv", "/advise/team/", "/advise/together/"])
@pytest.mark.parametrize("mangle", MANGLES.values(), ids=MANGLES.keys())
def test_what_was_done_to_a_link_is_undone(client, path, mangle):
    address, _ = followed(client, path, mangle(PAGES[path]))
    assert without_names(address) == without_names(f"{path}?{PAGES[path]}")


@pytest.mark.parametrize("mangle", ALONE.values(), ids=ALONE.keys())
def test_what_leaves_little_of_a_link_is_undone(client, mangle):
    address, _ = followed(client, "/advise/result/", mangle(ANSWERS))
    assert address == f"/advise/result/?{ANSWERS}"


@settings(max_examples=settings.default.max_examples // 2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=mangles, parameter=st.sampled_from(TRACKING))
def test_no_mangled_link_loses_an_answer_or_shows_what_tracks(client, changes, parameter):
    query = f"{ANSWERS}&{parameter}"
    for change in changes:
        query = change(query)
    address, _ = followed(client, "/advise/review/", query)
    assert address == f"/advise/review/?{ANSWERS}"


def meta(body, name):
    return unescape(re.search(rf'<meta property="{name}" content="([^"]*)"', body)[1])


@pytest.mark.parametrize(
    ("path", "query", "good", "told"),
    [
        ("/advise/result/", "build=api&size=gone", "build=api", "size.gone"),
        ("/advise/review/", "build=api&mood=good&fbclid=1", "build=api", "mood"),
        ("/advise/result/", "build=api&size=sma", "build=api&size=small", "size.small"),
        (
            "/advise/team/",
            "from=result&build=api&back-office=admi",
            "build=api&back-office=admin&from=result",
            "back-office.admin",
        ),
        (
            "/advise/together/",
            "1=Ada&1.build=api&2=Eve&2.build=gone&2.size=large",
            "1=Ada&1.build=api&2=Eve&2.size=large",
            "build.gone (Eve)",
        ),
        (
            "/advise/together/",
            "1=Ada&1.size=small&2=Eve&2.build=si",
            "1=Ada&1.size=small&2=Eve&2.build=site",
            "build.site (Eve)",
        ),
    ],
)
def test_what_was_lost_is_told_on_the_page_and_not_in_a_preview(client, path, query, good, told):
    _, response = followed(client, path, query)
    body = response.content.decode()
    notice = re.search(r'<div class="notice" role="status">(.*?)</div>', body, re.DOTALL)[1]
    assert f"<code>{told}</code>" in notice
    assert ("was cut off" in notice) == ("completed=" in response.redirect_chain[-1][0])
    assert meta(body, "og:url") == f"http://testserver{path}?{good}"
    assert "corrected.js" in body or "corrected." in body
    assert f'<a href="{path}?{good}">its address without this note</a>' in unescape(notice)
    assert not re.findall(r'href="[^"]*(?:dropped|completed)=', body)


def test_the_form_of_a_question_that_was_mangled_on_its_way_is_read(client):
    response = client.get("/advise/size/?build=api&amp;size=small&amp;to=next", follow=True)
    assert response.redirect_chain[-1][0].endswith("/?build=api&size=small")


@pytest.mark.parametrize(
    ("address", "good"),
    [
        (f"/advise/result/{quote('?' + ANSWERS)}", f"/advise/result/?{ANSWERS}"),
        (f"/advise/result/{quote(quote('?' + ANSWERS))}", f"/advise/result/?{ANSWERS}"),
        (f"/advise/result/&{ANSWERS}", f"/advise/result/?{ANSWERS}"),
        (f"/advise/result/{ANSWERS}", f"/advise/result/?{ANSWERS}"),
        ("/advise/result.csv%3Fbuild%3Dapi&size=small", "/advise/result.csv?build=api&size=small"),
        ("/advise/result/).", "/advise/result/"),
        ("/compare/django-vs-flask/%3E", "/compare/django-vs-flask/"),
        ("/frameworks/django/%E2%80%8B", "/frameworks/django/"),
        ("/frameworks/django%22", "/frameworks/django/"),
        (f"/ADVISE/RESULT/?{ANSWERS.upper()}", f"/advise/result/?{ANSWERS}"),
        (f"/amp/s/advice.example/advise/result/?{ANSWERS}", f"/advise/result/?{ANSWERS}"),
        (f"/{quote(f'https://advice.example/advise/result/?{ANSWERS}', safe='')}", f"/advise/result/?{ANSWERS}"),
        (f"/advise/result;jsessionid=A1?{ANSWERS}", f"/advise/result/?{ANSWERS}"),
        ("/compare//django-vs-flask//index.html", "/compare/django-vs-flask/"),
        ("/COMPARE/DJANGO-VS-FLASK/", "/compare/django-vs-flask/"),
        ("/compare/?f=django&amp;f=flask&amp;axes=swapped", "/compare/django-vs-flask/?axes=swapped"),
        (
            "/compare/django-vs-flask/?rows=differences;axes=swapped).",
            "/compare/django-vs-flask/?rows=differences&axes=swapped",
        ),
    ],
)  # fmt: skip
def test_a_query_in_the_path_and_what_stands_around_an_address_is_undone(client, address, good):
    response = client.get(address, follow=True)
    assert (response.status_code, response.redirect_chain[-1][0]) == (200, good)


def test_the_api_passes_over_what_tracks_and_refuses_what_it_does_not_know(client):
    path = "/api/v1/recommendation"
    good = client.get(f"{path}?build=api")
    assert client.get(f"{path}?build=api&fbclid=x&utm_source=y").content == good.content
    assert client.get("/api/v1/frameworks?limit=2&ref=x").status_code == 200
    refused = client.get(f"{path}?build=api&amp;size=small&fbclid=x").json()
    assert (refused["status"], [error["parameter"] for error in refused["errors"]]) == (400, ["unreadable"])
    assert refused["errors"][0]["detail"].endswith(" Perhaps meant: ?build=api&size=small")
    assert "fbclid" not in str(refused)


def test_the_path_of_the_admin_is_not_told_by_a_redirect(client):
    for path in ("/admin).", "/%20admin/", "/admin%3F", "/ADMIN/", "/./admin//", "/en/admin/", "/amp/admin/login/"):
        assert client.get(path).status_code == 404
