"""The pages of the lab: all applications, one, and several side by side."""

import io
import re
import zipfile
from html import unescape

import pytest
from msgspec.structs import replace

from comparisons.applications.download import archive
from comparisons.applications.reading import applications
from comparisons.catalogue.value import Status
from comparisons.search.index import entries
from tests.catalogues import changed
from tests.pages.editions import add_edition

PAIR = "/compare/django-vs-flask/code/"


def text(body):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", body)))


def body(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def with_framework(shipped, **fields):
    """Return the shipped catalogue with other fields of Flask."""
    return changed(shipped, "frameworks", "flask", **fields)


def test_the_lab_lists_every_application_shortest_first(client, shipped_edition, shipped):
    page = body(client, "/lab/")
    listed = re.findall(r'<th scope="row">\s*<a href="/lab/([^/]+)/">', page)
    assert {*listed} == applications().keys() & shipped.public_frameworks.keys()
    web = [slug for slug in listed if applications()[slug].specification == "web"]
    assert web == sorted(
        web, key=lambda slug: (applications()[slug].lines, shipped.framework_by_slug[slug].name.lower())
    )
    for slug in listed:
        assert f'href="/lab/{slug}.zip"' in page
        for reason in applications()[slug].described.cannot.values():
            assert reason in unescape(page)


def test_the_lab_says_who_leaves_out_what(client, shipped_edition):
    page = text(body(client, "/lab/"))
    without = re.search(r"A job after the response .*? Left out by (.*?)\.", page)[1]
    assert {"Bottle", "Django", "Flask"} <= {*re.split(r", | and ", without.replace("\n", " ").strip())}


def test_the_lab_without_applications_says_so(client, published):
    assert "This installation comes without applications." in body(client, "/lab/")


def test_an_application_has_all_its_files_and_where_it_goes_on(client, shipped_edition):
    page, own = body(client, "/lab/flask/"), applications()["flask"]
    for file in (*own.source, *own.around):
        assert f'id="{file.anchor}"' in page
        assert f'href="#{file.anchor}"' in page
        assert file.text.strip().splitlines()[-1].strip() in unescape(re.sub(r"<[^>]+>", "", page))
    for address in ("/frameworks/flask/", "/lab/", "/lab/flask.zip", PAIR):
        assert f'href="{address}"' in page
    assert f"{own.lines} lines of own code in {len(own.source)} files" in text(page)
    assert "gunicorn, one of the servers that its documentation recommends" in text(page)
    for reason in own.described.cannot.values():
        assert reason in text(page)


def test_an_application_that_leaves_out_nothing_says_so(client, shipped_edition, monkeypatch):
    flask = applications()["flask"]
    monkeypatch.setitem(applications(), "flask", replace(flask, described=replace(flask.described, cannot={})))
    assert "Nothing. It does all that the lab asks for." in text(body(client, "/lab/flask/"))


def test_anchors_of_a_page_with_code_are_unique(client, shipped_edition):
    for address in ("/lab/django/", PAIR, "/compare/django-vs-fastapi-vs-flask/code/"):
        anchors = re.findall(r'\sid="([^"]+)"', body(client, address))
        assert len(anchors) == len({*anchors})


def test_an_application_can_be_downloaded(client, shipped_edition, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/lab/flask.zip")
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="lab-flask.zip"'
    assert response.content == archive("flask")
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        assert "lab-flask/RUN.md" in packed.namelist()


def test_the_same_application_stands_side_by_side(client, shipped_edition):
    page = body(client, PAIR)
    for slug in ("django", "flask"):
        for file in applications()[slug].source:
            assert f'id="{slug}-{file.anchor}"' in page
    assert "Flask has no file of its own for this." in page
    assert 'href="/compare/django-vs-flask/"' in page


def test_a_comparison_and_a_framework_lead_to_the_code(client, shipped_edition):
    own = applications()["flask"]
    assert f'href="{PAIR}"' in body(client, "/compare/django-vs-flask/")
    assert "The same application in both" in body(client, "/compare/django-vs-flask/")
    framework = body(client, "/frameworks/flask/")
    assert 'href="/lab/flask/"' in framework
    assert 'href="#lab"' in framework
    assert f"{own.lines} lines of own code in {len(own.source)} files" in text(framework)


def test_frameworks_without_applications_say_so(client, published, small):
    assert 'id="lab"' not in body(client, "/frameworks/alder/")
    assert "Alder and Birch have no application in the lab yet." in text(body(client, "/compare/alder-vs-birch/"))
    missing = client.get("/lab/alder/")
    assert missing.status_code == 404
    assert "Alder has no application in the lab yet." in text(missing.content.decode())
    assert 'href="/frameworks/alder/"' in missing.content.decode()
    assert client.get("/lab/alder.zip").status_code == 404
    code = client.get("/compare/alder-vs-birch/code/")
    assert code.status_code == 404
    assert "Alder and Birch have no application in the lab yet." in text(code.content.decode())
    assert 'href="/compare/alder-vs-birch/"' in code.content.decode()


def test_web_applications_and_screens_do_not_stand_side_by_side(client, shipped_edition, monkeypatch):
    flask = applications()["flask"]
    screens = replace(flask, described=replace(flask.described, specification="screen", cannot={}))
    monkeypatch.setitem(applications(), "flask", screens)
    comparison = body(client, "/compare/django-vs-flask/")
    assert "Django and Flask do different things in the lab" in text(comparison)
    assert 'href="/lab/flask/"' in comparison
    assert PAIR not in comparison
    code = client.get(PAIR)
    assert code.status_code == 404
    assert 'href="/lab/django/"' in code.content.decode()
    assert PAIR not in client.get("/sitemap.xml").content.decode()
    assert "Screens in Python" in body(client, "/lab/")


def test_of_many_frameworks_pairs_are_offered(client, shipped_edition):
    many = "bottle-vs-django-vs-fastapi-vs-flask"
    assert "The code of up to three frameworks fits side by side." in text(body(client, f"/compare/{many}/"))
    code = client.get(f"/compare/{many}/code/")
    assert code.status_code == 404
    assert 'href="/compare/bottle-vs-django/code/"' in code.content.decode()


@pytest.mark.parametrize(
    ("address", "status", "target"),
    [
        ("/lab/Flask/", 301, "/lab/flask/"),
        ("/lab/Flask.zip", 301, "/lab/flask.zip"),
        ("/lab/flask", 301, "/lab/flask/"),
        ("/compare/flask-vs-django/code/", 302, PAIR),
        ("/compare/Flask-vs-django/code/", 301, PAIR),
        (f"{PAIR}?utm_source=mail", 302, PAIR),
        ("/lab/djagno/", 404, None),
        ("/lab/djagno.zip", 404, None),
        ("/lab/flask.zip/", 404, None),
        ("/compare/django-vs-nothing/code/", 404, None),
        ("/compare/django/code/", 400, None),
    ],
)
def test_other_addresses_lead_on_or_say_what_is_wrong(client, shipped_edition, address, status, target):
    response = client.get(address)
    assert (response.status_code, response.get("Location")) == (status, target)


def test_a_renamed_framework_keeps_its_code_under_its_new_name(client, db, shipped):
    add_edition(1, with_framework(shipped, slug="flask-4", aliases=("flask",)))
    assert client.get("/lab/flask/")["Location"] == "/lab/flask-4/"
    assert client.get("/lab/flask.zip")["Location"] == "/lab/flask-4.zip"
    assert 'href="/lab/flask-4.zip"' in body(client, "/lab/flask-4/")
    assert client.get("/lab/flask-4.zip").content == archive("flask")
    assert client.get(PAIR)["Location"] == "/compare/django-vs-flask-4/code/"


def test_a_retired_framework_keeps_its_code_and_a_draft_has_none(client, db, shipped):
    add_edition(1, with_framework(shipped, status=Status.RETIRED))
    assert "Flask is retired: its application stays here" in text(body(client, "/lab/flask/"))
    assert "Flask (retired)" in body(client, "/lab/")
    add_edition(2, with_framework(shipped, status=Status.DRAFT))
    assert client.get("/lab/flask/").status_code == 404
    assert client.get("/lab/flask.zip").status_code == 404
    assert "/lab/flask" not in client.get("/sitemap.xml").content.decode() + body(client, "/lab/")


def test_the_code_is_found_by_what_an_application_leaves_out(shipped):
    flask = next(entry for entry in entries(shipped) if entry.place.slug == "flask")
    found = [passage for passage in flask.passages if passage.place.anchor == "lab"]
    assert [passage.says_lack for passage in found] == [False, True, True, True]
