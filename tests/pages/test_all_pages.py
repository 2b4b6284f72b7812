"""Properties of every public page."""

import re

import pytest
from django.test import Client
from msgspec.structs import replace

from comparisons.catalogue.value import Status
from comparisons.editions.publishing import publish
from comparisons.working_copy import write_catalogue
from tests.pages.editions import add_edition
from tests.pages.test_styles import unstyled

ANSWERS = "build=site&interface=pages&size=small&back-office=admin&sign-in=accounts"

PAGES = [
    "/",
    "/frameworks/",
    "/frameworks/?q=async&kind=api",
    "/frameworks/?kind=micro&interface=asgi&licence=MIT&age=5-to-10&best=flexibility",
    "/frameworks/?q=nothing+such",
    "/find/",
    "/find/?q=websockets",
    "/find/?q=django+vs+flask",
    "/find/?q=django&only=sources",
    "/find/?q=djnago",
    "/frameworks/django/",
    "/frameworks/django/?reasons=shown",
    "/criteria/",
    "/criteria/admin/",
    "/criteria/framework-type/",
    "/criteria/packages/",
    "/compare/",
    "/compare/?with=django",
    "/compare/django-vs-flask/",
    "/compare/django-vs-flask/?rows=differences&axes=swapped",
    "/compare/django-vs-fastapi-vs-flask-vs-litestar-vs-quart-vs-starlette/",
    "/compare/django-vs-flask/code/",
    "/compare/django-vs-fastapi-vs-flask/code/",
    "/lab/",
    "/lab/figures/",
    "/lab/probes/",
    "/lab/django/",
    "/lab/django/measurements/",
    "/lab/streamlit/measurements/",
    "/compare/django-vs-flask/defaults/",
    "/compare/flask-vs-streamlit/defaults/",
    "/lab/litestar/",
    "/compare/django-vs-flask/embed/",
    "/compare/django-vs-flask/feed.atom",
    "/frameworks/django/badge.svg",
    "/frameworks/django/feed.json",
    "/editions/feed.atom",
    "/sitemap.xml",
    "/robots.txt",
    "/editions/",
    "/editions/1/",
    "/sources/",
    "/sources/?q=manual&framework=django",
    "/claims/",
    "/claims/?framework=flask&verdict=disputed",
    "/decisions/",
    "/decisions/?kind=data-tool&size=small&since=2024",
    "/decisions/case-01/",
    "/moving/",
    "/moving/?part=routes&part=login",
    "/moving/flask-to-fastapi/",
    "/moving/pyramid-to-django/?part=login",
    "/method/",
    "/about/",
    "/corrections/sent/",
    "/api/",
    "/api/types/",
    "/assistants/",
    "/llms.txt",
    "/frameworks/django.md",
    "/api/v1/",
    "/api/v1/openapi.json",
    "/api/v1/frameworks?kind=api",
    "/api/v1/frameworks/django",
    "/api/v1/comparisons/django-vs-flask",
    "/api/v1/moves",
    "/api/v1/moves/flask-to-fastapi",
    f"/api/v1/recommendation?{ANSWERS}",
    "/api/v1/editions",
    "/api/v1/editions/1",
    "/api/v1/catalogue.json",
    "/advise/",
    "/advise/build/",
    f"/advise/public/?{ANSWERS}",
    f"/advise/live/?among=django&among=flask&{ANSWERS}&from=result",
    f"/advise/review/?{ANSWERS}",
    "/advise/result/",
    f"/advise/result/?{ANSWERS}",
    f"/advise/result/?edition=1&{ANSWERS}",
    f"/advise/result/levels/?{ANSWERS}",
    f"/advise/result/side-by-side/?{ANSWERS}",
    f"/advise/result/difference/?{ANSWERS}&versus=flask&versus=quart",
    f"/advise/result/left-out/?{ANSWERS}",
    f"/advise/result/answers/?{ANSWERS}",
    f"/advise/result/share/?{ANSWERS}",
    f"/advise/result/watch/?{ANSWERS}",
    f"/advise/result/moving/?{ANSWERS}",
    "/advise/result/moving/?build=api&code=micro-code&present=flask&part=routes",
    f"/advise/result/feed.atom?edition=1&{ANSWERS}",
    f"/advise/result/badge.svg?edition=1&{ANSWERS}",
    f"/advise/result/status.json?edition=1&{ANSWERS}",
    f"/advise/result/?among=django&among=flask&{ANSWERS}",
    f"/advise/result.json?{ANSWERS}",
    f"/advise/result.csv?{ANSWERS}",
    f"/advise/result-table.md?{ANSWERS}",
    "/advise/together/",
    "/advise/together/?1=Ada&1.build=site",
    "/advise/together/?edition=1&1=Ada&1.build=site&1.size=small&2=Linus&2.build=api&3=Guido&3.build=helper",
]


@pytest.mark.parametrize("count", [10, 200])
def test_the_number_of_queries_does_not_depend_on_the_number_of_frameworks(
    client, db, shipped, count, django_assert_num_queries
):
    django = replace(shipped.framework_by_slug["django"], alternatives=())
    many = tuple(replace(django, slug=f"framework-{n:04}", name=f"Framework {n}") for n in range(count))
    add_edition(1, replace(shipped, frameworks=many, claims=(), scenarios=()))
    for address in [
        "/frameworks/",
        "/frameworks/?best=admin",
        "/frameworks/framework-0001/",
        "/find/?q=admin",
        "/advise/result/?build=site",
        "/criteria/admin/",
        "/api/v1/frameworks",
        "/api/v1/frameworks/framework-0001",
        "/api/v1/catalogue.json",
    ]:
        with django_assert_num_queries(1):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_takes_one_query_has_no_cookies_or_inline_code_and_links_all_its_styles(
    client, shipped_edition, project, address, django_assert_num_queries
):
    response = client.get(address)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    # Structured data is not a script that browsers run.
    ours = r"""<script(?! src="/static/site/\w+\.js" defer></script>| type="application/ld\+json">)"""
    assert not re.search(rf"""{ours}|<style|\sstyle=|\son\w+=""", response.content.decode())
    assert unstyled(response.content.decode(), project) == set()
    with django_assert_num_queries(1):
        assert client.get(address).content == response.content
    made_anew = Client().get(address)
    assert (made_anew.status_code, made_anew.content) == (200, response.content)


def test_every_link_of_every_page_works(client, shipped_edition):
    broken = {}
    for address in PAGES:
        for link in links(client.get(address).content.decode()):
            if link not in broken:
                broken[link] = client.get(link).status_code not in (200, 301, 302)
    assert [link for link in broken if broken[link]] == []


def links(body):
    """Return the URLs on this site that a page links to, without static files."""
    found = {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]*)', body)}
    return sorted(link for link in found if not link.startswith("/static/"))


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/lab/",
        "/lab/flask/",
        "/lab/figures/",
        "/lab/probes/",
        "/lab/flask/measurements/",
        "/lab/flask.zip",
        "/frameworks/",
        "/find/?q=a",
        "/compare/",
        "/editions/",
        "/advise/",
        "/advise/result/",
        "/advise/together/",
    ],
)
def test_before_the_first_edition_pages_respond_with_503(client, db, address):
    response = client.get(address)
    assert response.status_code == 503
    assert "Nothing is published yet" in response.content.decode()


def test_changes_are_visible_only_after_publishing(client, shipped_edition, shipped):
    write_catalogue(shipped)
    django = replace(shipped.framework_by_slug["django"], summary="A new summary.")
    others = tuple(f for f in shipped.frameworks if f.slug != "django")
    write_catalogue(replace(shipped, frameworks=(*others, django)))
    assert "A new summary." not in client.get("/frameworks/django/").content.decode()
    publish(by=None)
    assert "A new summary." in client.get("/frameworks/django/").content.decode()


def test_drafts_have_no_page_and_retired_frameworks_do(client, db, shipped):
    def with_status(status):
        flask = replace(shipped.framework_by_slug["flask"], status=status)
        return replace(shipped, frameworks=tuple(flask if f.slug == "flask" else f for f in shipped.frameworks))

    write_catalogue(with_status(Status.DRAFT))
    publish(by=None)
    assert client.get("/frameworks/flask/").status_code == 404
    assert "flask" not in client.get("/advise/result.json").json()["summary"].lower()
    write_catalogue(with_status(Status.RETIRED))
    publish(by=None)
    assert "no longer recommended" in client.get("/frameworks/flask/").content.decode()
    ranked = [entry["framework"] for entry in client.get("/advise/result.json").json()["ranking"]]
    assert "flask" not in ranked


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_public_pages_accept_only_get_and_head(client, shipped_edition, method):
    assert getattr(client, method)("/frameworks/").status_code == 405


def test_the_liveness_probe_needs_no_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
