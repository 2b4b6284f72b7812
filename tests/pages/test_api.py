"""The API: answers match the OpenAPI document, name their edition, and are cached like pages."""

import json
import re
from hashlib import sha256
from html import unescape

import jsonschema_rs
import pytest
from django.urls import include, path
from msgspec.structs import replace

from advisor.api.endpoints import ENDPOINTS
from advisor.http.response_cache import CURRENT
from comparisons.catalogue.codec import decode, digest, encode
from comparisons.catalogue.public import public
from comparisons.catalogue.value import Status
from comparisons.views.decorators import PINNED
from tests.catalogues import changed
from tests.pages.editions import add_edition
from tests.site_client import SiteClient

pytestmark = pytest.mark.usefixtures("lab_results")

API = "/api/v1/"
TAKING_EDITIONS = [one for one in ENDPOINTS if any(parameter.name == "edition" for parameter in one.takes)]


def broken(request):
    raise RuntimeError("this view is broken")


urlpatterns = [path("api/broken", broken), path("", include("advisor.urls"))]
handler400 = "advisor.http.errors.bad_request"
handler404 = "advisor.http.errors.not_found"
handler500 = "advisor.http.errors.broken"


def names(endpoints):
    return pytest.mark.parametrize("endpoint", endpoints, ids=lambda endpoint: endpoint.name)


def document(client):
    return client.get(f"{API}openapi.json").json()


def validator(openapi, schema):
    return jsonschema_rs.Draft202012Validator(schema | {"components": openapi["components"]}, validate_formats=True)


def problem(client, address, status):
    """Return the problem at an address, validated against the OpenAPI document."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json"), address
    body = response.json()
    validator(document(client), {"$ref": "#/components/schemas/Problem"}).validate(body)
    assert body["status"] == status
    return body


@names(ENDPOINTS)
def test_answers_and_examples_match_the_openapi_document(client, shipped_edition, endpoint):
    answer = document(client)
    content = answer["paths"][f"/{endpoint.path}"]["get"]["responses"]["200"]["content"]["application/json"]
    response = client.get(API + endpoint.example)
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    check = validator(answer, content["schema"])
    check.validate(response.json())
    check.validate(content["example"])


def test_the_openapi_document_is_valid_for_an_empty_catalogue(client, db, small):
    add_edition(1, replace(small, frameworks=(), claims=(), scenarios=(), sources=(), questions=()))
    answer = document(client)
    assert answer["openapi"] == "3.1.0"
    assert len(answer["paths"]) == len(ENDPOINTS)
    assert client.get("/api/").status_code == 200


@names([one for one in ENDPOINTS if "catalogue" not in one.name])
def test_an_answer_names_its_edition(client, shipped_edition, endpoint):
    edition = client.get(API + endpoint.example).json()["edition"]
    assert (edition["number"], edition["digest"]) == (1, shipped_edition.digest)


@names(TAKING_EDITIONS)
def test_the_answer_of_an_older_edition_never_changes(client, shipped_edition, shipped, endpoint):
    sign = "&" if "?" in endpoint.example else "?"
    address = f"{API}{endpoint.example}{sign}edition=1"
    before = client.get(address)
    assert before["Cache-Control"] == PINNED
    add_edition(2, changed(shipped, "frameworks", "django", name="Django 2", summary="Another."))
    after = client.get(address)
    assert after.content == before.content
    assert client.get(API + endpoint.example)["Cache-Control"] == CURRENT


def test_a_new_edition_is_answered_at_once(client, shipped_edition, shipped):
    tag = client.get(f"{API}frameworks/django")["ETag"]
    assert client.get(f"{API}frameworks/django", HTTP_IF_NONE_MATCH=tag).status_code == 304
    add_edition(2, changed(shipped, "frameworks", "django", summary="Another."))
    fresh = client.get(f"{API}frameworks/django", HTTP_IF_NONE_MATCH=tag)
    assert fresh.json()["framework"]["summary"] == "Another."


@pytest.mark.parametrize("endpoint", [one for one in ENDPOINTS if one.name.endswith("s")], ids=lambda one: one.name)
def test_following_next_visits_every_item_once(client, shipped_edition, endpoint):
    complete = client.get(f"{API}{endpoint.path}?limit=200").json()
    items, address = [], f"{API}{endpoint.path}?limit=7"
    while address:
        response = client.get(address.removeprefix("http://testserver"))
        page = response.json()
        assert page["total"] == complete["total"]
        assert len(page["items"]) <= 7
        assert response.get("Link") == (f'<{page["next"]}>; rel="next"' if page["next"] else None)
        items += page["items"]
        address = page["next"]
    assert items[:200] == complete["items"]
    assert len(items) == complete["total"]


@pytest.mark.parametrize(
    ("address", "slugs"),
    [
        ("frameworks?kind=full-stack", ["django"]),
        ("frameworks?kind=api&interface=wsgi", ["falcon"]),
        ("criteria?group=character", ["framework-type", "flexibility", "conventions"]),
        ("questions?limit=1", ["build"]),
    ],
)
def test_lists_can_be_filtered(client, shipped_edition, address, slugs):
    assert [item["slug"] for item in client.get(API + address).json()["items"]] == slugs


def test_claims_are_filtered_by_framework_criterion_and_verdict(client, shipped_edition, shipped):
    found = client.get(f"{API}claims?framework=flask&verdict=wrong").json()
    expected = [c.slug for c in shipped.claims if "flask" in c.frameworks and c.verdict == "wrong"]
    assert [item["slug"] for item in found["items"]] == expected
    assert found["total"] == len(expected) > 0


def test_a_framework_comes_with_every_source_that_it_cites(client, shipped_edition):
    answer = client.get(f"{API}frameworks/django").json()
    cited = {slug for score in answer["framework"]["scores"] for slug in score["sources"]}
    assert cited <= {source["slug"] for source in answer["sources"]}
    source = client.get(f"{API}sources/{answer['sources'][0]['slug']}").json()
    assert "django" in source["frameworks"]


def test_a_comparison_is_the_same_whatever_the_order(client, shipped_edition):
    one, other = (client.get(f"{API}comparisons/{pair}").json() for pair in ("django-vs-flask", "flask-vs-django"))
    assert one == other
    assert [framework["slug"] for framework in one["frameworks"]] == ["django", "flask"]
    admin = next(row for row in one["rows"] if row["criterion"] == "admin")
    assert [(cell["score"]["value"], cell["is_best"]) for cell in admin["scores"]] == [(10.0, True), (5.0, False)]
    assert {"framework": "django", "criterion": "admin", "next_best": "flask", "by": 0.5} in one["leads"]


def test_the_recommendation_equals_that_of_the_result_page(client, shipped_edition):
    query = "build=site&interface=pages&size=small&level.api=decisive&need.documentation=6"
    assert client.get(f"{API}recommendation?{query}").json() == client.get(f"/advise/result.json?{query}").json() | {
        "edition": {
            "number": 1,
            "published_at": shipped_edition.published_at.isoformat().replace("+00:00", "Z"),
            "digest": shipped_edition.digest,
        }
    }


def test_the_dump_has_the_bytes_that_were_published(client, db, shipped):
    shipped_edition = add_edition(1, public(shipped))  # drafts are left out of the dump
    response = client.get(f"{API}editions/1/catalogue.json")
    assert sha256(response.content).hexdigest() == shipped_edition.digest
    assert decode(response.content) == decode(encode(shipped_edition.catalogue))
    answer = client.get(f"{API}editions/1").json()["catalogue"]
    assert answer == {
        "address": f"http://testserver{API}editions/1/catalogue.json",
        "sha256": shipped_edition.digest,
        "bytes": len(response.content),
        "is_complete": True,
    }
    assert client.get(f"{API}catalogue.json").content == response.content


def test_a_dump_without_drafts_is_incomplete_and_has_its_own_digest(client, db, small):
    edition = add_edition(1, small)
    data = client.get(f"{API}editions/1/catalogue.json").content
    answer = client.get(f"{API}editions/1").json()
    assert answer["catalogue"]["is_complete"] is False
    assert answer["catalogue"]["sha256"] == digest(data) != edition.digest == answer["edition"]["digest"]
    assert data == encode(public(small))


def test_an_edition_lists_its_changes(client, shipped_edition, shipped):
    add_edition(2, changed(shipped, "frameworks", "django", latest_version="7.0"))
    answer = client.get(f"{API}editions/2").json()
    assert answer["previous"] == 1
    assert answer["changes"] == ["Framework Django: latest version '6.1.3' becomes '7.0'."]
    assert client.get(f"{API}editions/1").json()["changes"] == []
    assert [item["number"] for item in client.get(f"{API}editions").json()["items"]] == [2, 1]


def test_no_answer_contains_a_draft(client, db, small):
    names_a_draft = tuple(
        replace(claim, frameworks=("cedar",)) if number == 0 else claim for number, claim in enumerate(small.claims)
    )
    add_edition(1, replace(small, claims=names_a_draft))
    add_edition(
        2, changed(changed(small, "frameworks", "cedar", summary="More."), "frameworks", "alder", summary="More.")
    )
    for endpoint in ENDPOINTS:
        for slug in ("alder", "manual", "admin", "build", "alder-vs-birch"):
            address = endpoint.path.replace("{slug}", slug).replace("{slugs}", slug).replace("{number}", "2")
            assert b"cedar" not in client.get(API + address).content.lower(), address
    assert client.get(f"{API}frameworks/cedar").status_code == 404
    assert client.get(f"{API}comparisons/alder-vs-cedar").status_code == 404
    assert b"cedar" not in client.get("/editions/2/").content.lower()


def test_a_retired_framework_is_answered_with_its_status(client, db, small):
    add_edition(1, small)
    assert client.get(f"{API}frameworks/dogwood").json()["framework"]["status"] == Status.RETIRED
    found = client.get(f"{API}frameworks?status=retired").json()["items"]
    assert [item["slug"] for item in found] == ["dogwood"]


@pytest.mark.parametrize(
    ("address", "status", "parameters"),
    [
        ("measurements?limit=0", 400, ["limit"]),
        ("measurements/flask?limit=1", 400, ["limit"]),
        ("frameworks?limit=0", 400, ["limit"]),
        ("frameworks?limit=201", 400, ["limit"]),
        ("frameworks?limit=1e2", 400, ["limit"]),
        ("frameworks?limit=%D9%A3", 400, ["limit"]),
        ("frameworks?limit=1&limit=2", 400, ["limit"]),
        ("frameworks?limit=", 400, ["limit"]),
        ("frameworks?offset=-1", 400, ["offset"]),
        ("frameworks?status=draft", 400, ["status"]),
        ("frameworks?kind=zebra", 400, ["kind"]),
        ("frameworks?kind=%3Cscript%3E", 400, ["kind"]),
        ("frameworks?limit=x&mood=1&utm=1&edition=0", 400, ["limit", "mood", "edition"]),
        ("frameworks/django?limit=1", 400, ["limit"]),
        ("editions?edition=1", 400, ["edition"]),
        ("openapi.json?x=1", 400, ["x"]),
        ("?x=1", 400, ["x"]),
        ("claims?framework=zebra", 400, ["framework"]),
        ("criteria?group=zebra", 400, ["group"]),
        ("comparisons/django", 400, ["slugs"]),
        ("comparisons/aiohttp-vs-bottle-vs-django-vs-falcon-vs-flask-vs-quart-vs-sanic", 400, ["slugs"]),
        ("recommendation?bulid=site&build=sight&level.admin=huge", 400, ["bulid", "build.sight", "level.admin"]),
        ("recommendation?dropped=parts", 400, ["dropped"]),
        ("recommendation?edition=1&edition=2", 400, ["edition"]),
        ("frameworks?%ff=1", 400, ["\ufffd"]),
        (f"frameworks?x={'x' * 7000}", 400, []),
        ("frameworks?edition=7", 404, []),
        ("recommendation?edition=7", 404, []),
        ("frameworks/djagno", 404, []),
        (f"frameworks/{'x' * 3000}", 404, []),
        ("frameworks/%00", 404, []),
        ("frameworks/", 404, []),
        ("comparisons/django-vs-zebra", 404, []),
        ("comparisons/-vs-", 404, []),
        ("editions/7", 404, []),
        ("editions/0", 404, []),
        (f"editions/{10**40}", 404, []),
        (f"editions/{10**18}/catalogue.json", 404, []),
        ("editions/one", 404, []),
        ("nothing", 404, []),
        ("../v2/frameworks", 404, []),
    ],
)
def test_a_bad_request_is_a_problem_that_names_the_parameters(client, shipped_edition, address, status, parameters):
    body = problem(client, API + address, status)
    assert [error["parameter"] for error in body["errors"]] == parameters
    assert len(json.dumps(body)) < 1500


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("address", ["/api/", API, f"{API}frameworks", f"{API}recommendation", f"{API}openapi.json"])
def test_the_api_is_read_only(shipped_edition, address, method):
    response = getattr(SiteClient(enforce_csrf_checks=True), method)(address)
    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_head_request_has_the_headers_and_no_body(client, shipped_edition):
    got, head = client.get(f"{API}frameworks"), client.head(f"{API}frameworks")
    assert head.content == b""
    own = {"X-Request-ID": "of each request"}
    assert dict(head.headers) | own == dict(got.headers) | own


def test_the_number_of_errors_in_a_problem_is_limited(client, shipped_edition):
    body = problem(client, f"{API}frameworks?{'&'.join(f'x{n}=1' for n in range(150))}", 400)
    assert len(body["errors"]) == 20


def test_server_errors_are_problems(settings, shipped_edition):
    settings.ROOT_URLCONF = "tests.pages.test_api"
    response = SiteClient(raise_request_exception=False).get("/api/broken")
    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert "RuntimeError" not in response.content.decode()


def test_a_wrong_host_is_a_problem(client, shipped_edition):
    response = client.get(f"{API}frameworks", headers={"host": "evil.example"})
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


def test_without_an_edition_the_api_answers_503(client, db):
    for address in ("", "frameworks", "editions", "catalogue.json", "recommendation", "openapi.json"):
        response = client.get(API + address)
        assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
    assert "Nothing is published yet" in client.get("/api/").content.decode()


def test_the_reference_page_lists_every_endpoint_and_type(client, shipped_edition):
    answer = document(client)
    body, types = (client.get(address).content.decode() for address in ("/api/", "/api/types/"))
    for endpoint in ENDPOINTS:
        assert f'id="{endpoint.name}"' in body
        assert f'href="#{endpoint.name}"' in body
    for name in answer["components"]["schemas"]:
        assert f'id="type-{name}"' in types
    linked = re.findall(r'href="/api/types/#(type-\w+)"', body + types)
    assert [anchor for anchor in linked if f'id="{anchor}"' not in types] == []
    assert linked


def test_the_reference_page_shows_answers_and_requests_in_three_languages(client, shipped_edition):
    body = client.get("/api/").content.decode()
    django = re.search(r'<article class="api-operation" id="framework">(.*?)</article>', body, re.DOTALL)[1]
    text = unescape(re.sub(r"<[^>]+>", "", django))
    address = "http://testserver/api/v1/frameworks/django"
    assert "GET /frameworks/{slug}" in " ".join(text.split())
    assert f"curl '{address}'" in text
    assert f'with urlopen("{address}") as response:' in text
    assert f'const response = await fetch("{address}");' in text
    assert '"name": "Django"' in text
    assert '<span class="code-key">&#34;name&#34;</span>: <span class="code-string">&#34;Django&#34;</span>' in django
