"""Old names and other spellings: every address that a thing ever had leads to it, and what is in doubt gets offers."""

import json
import re

import pytest
from msgspec.structs import replace

from comparisons.catalogue.changes.renaming import Renames, renamed
from comparisons.catalogue.codec import canonical
from comparisons.catalogue.value import Status
from tests.catalogues import changed, small_catalogue
from tests.pages.editions import add_edition

SMALL = small_catalogue()
CLAIM, SCENARIO = SMALL.claims[0].slug, SMALL.scenarios[0].slug
RENAMED = canonical(
    renamed(
        SMALL,
        Renames(
            parts={
                "frameworks": {"alder": "fast-alder"},
                "criteria": {"admin": "back-office"},
                "sources": {"manual": "handbook"},
                "claims": {CLAIM: "said"},
                "questions": {"build": "make"},
                "scenarios": {SCENARIO: "project"},
            },
            choices={"make": {"site": "web-site"}},
        ),
        aliased=True,
    )
)


@pytest.fixture
def renamed_edition(db):
    """The small catalogue as edition 1, and with many things renamed as edition 2."""
    add_edition(1, SMALL)
    return add_edition(2, RENAMED)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/frameworks/alder/", "/frameworks/fast-alder/"),
        ("/frameworks/alder/?reasons=shown", "/frameworks/fast-alder/?reasons=shown"),
        ("/frameworks/alder/feed.atom", "/frameworks/fast-alder/feed.atom"),
        ("/frameworks/alder/feed.json", "/frameworks/fast-alder/feed.json"),
        ("/criteria/admin/", "/criteria/back-office/"),
        ("/compare/alder-vs-birch/", "/compare/birch-vs-fast-alder/"),
        ("/compare/alder-vs-birch/?rows=differences", "/compare/birch-vs-fast-alder/?rows=differences"),
        ("/compare/alder-vs-birch/feed.atom", "/compare/birch-vs-fast-alder/feed.atom"),
        ("/advise/build/", "/advise/make/"),
        ("/advise/build/?level.admin=a-lot", "/advise/build/?level.back-office=a-lot"),
        ("/advise/result/?build=site", "/advise/result/?make=web-site"),
        (
            "/advise/result/?among=alder&among=birch&build=site&level.admin=decisive&need.admin=5",
            "/advise/result/?among=birch&among=fast-alder&make=web-site&level.back-office=decisive&need.back-office=5",
        ),
        ("/advise/result.json?build=site", "/advise/result.json?make=web-site"),
        ("/advise/result.png?build=site", "/advise/result.png?make=web-site"),
        ("/advise/result/?edition=1&make=web-site", "/advise/result/?edition=1&build=site"),
        (
            "/advise/result/?edition=1&among=birch&among=fast-alder&build=site&level.back-office=decisive",
            "/advise/result/?edition=1&among=alder&among=birch&build=site&level.admin=decisive",
        ),
        ("/advise/make/?edition=1", "/advise/build/?edition=1"),
        ("/api/v1/frameworks/alder", "/api/v1/frameworks/fast-alder"),
        ("/api/v1/frameworks/alder?edition=2", "/api/v1/frameworks/fast-alder?edition=2"),
        ("/api/v1/frameworks/fast-alder?edition=1", "/api/v1/frameworks/alder?edition=1"),
        ("/api/v1/criteria/admin", "/api/v1/criteria/back-office"),
        ("/api/v1/sources/manual", "/api/v1/sources/handbook"),
        (f"/api/v1/claims/{CLAIM}", "/api/v1/claims/said"),
        ("/api/v1/questions/build", "/api/v1/questions/make"),
        (f"/api/v1/scenarios/{SCENARIO}", "/api/v1/scenarios/project"),
        ("/api/v1/comparisons/alder-vs-birch", "/api/v1/comparisons/birch-vs-fast-alder"),
        ("/api/v1/comparisons/birch-vs-fast-alder?edition=1", "/api/v1/comparisons/alder-vs-birch?edition=1"),
    ],
)
def test_an_old_name_redirects_for_good_to_the_one_address(client, renamed_edition, old, new):
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, new)
    assert "max-age=31536000" not in response["Cache-Control"]
    assert client.get(new).status_code in (200, 301)


@pytest.mark.parametrize(
    "address",
    [
        "/frameworks/{}/badge.svg",
        "/frameworks/{}/card.png",
        "/compare/{}-vs-birch/embed/",
        "/compare/{}-vs-birch/card.png",
    ],
)
def test_what_stands_on_other_sites_answers_under_an_old_name_too(client, renamed_edition, address):
    old = client.get(address.format("alder"))
    new = client.get(address.format("fast-alder"), follow=True)
    assert (old.status_code, old.content) == (200, new.content)
    headers = (
        "Content-Security-Policy",
        "Cross-Origin-Resource-Policy",
        "Access-Control-Allow-Origin",
        "X-Frame-Options",
    )
    assert [old.headers.get(name) for name in headers] == [new.headers.get(name) for name in headers]


def test_other_spellings_of_a_frame_redirect_with_the_headers_for_frames(client, renamed_edition):
    response = client.get("/compare/Birch or Fast Alder/embed/")
    assert (response.status_code, response["Location"]) == (301, "/compare/birch-vs-fast-alder/embed/")
    assert "frame-ancestors *" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/claims?framework={framework}&criterion={criterion}",
        "/api/v1/sources?framework={framework}",
    ],
)
def test_filters_of_the_api_take_old_names(client, renamed_edition, address):
    old, new = (
        client.get(address.format(framework=framework, criterion=criterion)).json()
        for framework, criterion in (("alder", "admin"), ("fast-alder", "back-office"))
    )
    assert (old["total"], old["items"]) == (new["total"], new["items"])


def test_the_recommendation_of_the_api_takes_old_names(client, renamed_edition):
    old = client.get("/api/v1/recommendation?build=site&among=alder&among=birch&level.admin=a-lot")
    new = client.get("/api/v1/recommendation?make=web-site&among=fast-alder&among=birch&level.back-office=a-lot")
    assert old.status_code == 200
    assert old.json() == new.json()


def test_a_kept_link_finds_nothing_changed_by_renaming(client, renamed_edition):
    body = client.get("/advise/result/?edition=1&among=alder&among=birch&build=site").content.decode()
    assert "Nothing that counts for you has changed since." in body


def test_two_people_may_bring_links_from_before_and_after_the_renaming(client, renamed_edition):
    response = client.get("/advise/together/?1=Ada&1.build=site&2=Linus&2.make=web-site")
    assert response["Location"] == "/advise/together/?1=Ada&1.make=web-site&2=Linus&2.make=web-site"


def test_a_feed_goes_on_under_the_new_name_with_what_happened_under_the_old_one(client, db):
    add_edition(1, SMALL)
    add_edition(2, changed(SMALL, "frameworks", "alder", licence="BSD"))
    add_edition(3, changed(RENAMED, "frameworks", "fast-alder", licence="BSD"))
    feed = client.get("/frameworks/fast-alder/feed.json").json()
    assert [item["id"].partition(":frameworks/")[2] for item in feed["items"]] == ["fast-alder/3", "alder/2", "alder/1"]
    texts = [re.sub("<.*?>", "", item["content_html"]) for item in feed["items"]]
    assert texts[0].startswith("Framework Alder: renamed from &#x27;alder&#x27; to &#x27;fast-alder&#x27;.")
    assert texts[1] == "Framework Alder: licence &#x27;MIT&#x27; becomes &#x27;BSD&#x27;."


def test_anchors_have_their_old_names_too(client, renamed_edition):
    page = client.get("/frameworks/fast-alder/").content.decode()
    assert '<span id="score-admin"></span>' in page
    assert f'<span id="claim-{CLAIM}"></span>' in page
    assert '<span id="manual"></span>' in client.get("/sources/").content.decode()


def test_the_page_tells_old_names_and_the_search_finds_them(client, renamed_edition):
    assert "Also found as" in client.get("/frameworks/fast-alder/").content.decode()
    assert "/frameworks/fast-alder/" in client.get("/find/?q=alder&only=frameworks").content.decode()


# Spelling, in the shipped catalogue


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/compare/Django-vs-Flask/", "/compare/django-vs-flask/"),
        ("/compare/django-vs-fast-api/", "/compare/django-vs-fastapi/"),
        ("/compare/django-vs-fast%20api/", "/compare/django-vs-fastapi/"),
        ("/compare/django%20vs%20flask/", "/compare/django-vs-flask/"),
        ("/compare/django_vs_flask/", "/compare/django-vs-flask/"),
        ("/compare/Flask-v-Django/", "/compare/django-vs-flask/"),
        ("/compare/flask-versus-django/", "/compare/django-vs-flask/"),
        ("/compare/django-or-flask/", "/compare/django-vs-flask/"),
        ("/compare/flask-3-vs-django-5.2/", "/compare/django-vs-flask/"),
        ("/compare/flask%203.1-vs-django/?axes=swapped", "/compare/django-vs-flask/?axes=swapped"),
        ("/compare/django-vs-flask)./", "/compare/django-vs-flask/"),
        ("/compare/Flask-vs-Django-vs-flask/", "/compare/django-vs-flask/"),
        ("/compare/Flask-vs-Django/card.png", "/compare/django-vs-flask/card.png"),
        ("/compare/Starlite-vs-fastapi/", "/compare/fastapi-vs-litestar/"),
        ("/frameworks/FLASK/", "/frameworks/flask/"),
        ("/frameworks/fast_api/", "/frameworks/fastapi/"),
        ("/frameworks/flask%203.1/", "/frameworks/flask/"),
        ("/frameworks/Flask/badge.svg", "/frameworks/flask/badge.svg"),
        ("/criteria/Ease%20of%20use/", "/criteria/ease-of-use/"),
        ("/api/v1/frameworks/Flask", "/api/v1/frameworks/flask"),
        ("/api/v1/comparisons/Flask-vs-Django", "/api/v1/comparisons/django-vs-flask"),
    ],
)
def test_a_spelling_beyond_doubt_redirects_to_the_one_address(client, shipped_edition, address, canonical):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, canonical)


@pytest.mark.parametrize("address", ["/compare/django-vs-flask).", "/frameworks/Fast%20API"])
def test_an_address_without_its_slash_leads_there_as_well(client, shipped_edition, address):
    assert client.get(address, follow=True).status_code == 200


def offers(client, address):
    """Return the message of a page that is not found, and the addresses that it offers."""
    response = client.get(address)
    assert response.status_code == 404
    body = response.content.decode()
    message = re.search(r'<p class="lead">(.*?)</p>', body, re.DOTALL)[1]
    return message, re.findall(r'<a class="card-link" href="([^"]+)">', body)


DRF = "Django REST framework is an extension of Django, and is compared as a part of it."


@pytest.mark.parametrize(
    ("address", "message", "first"),
    [
        ("/compare/django-rest-framework-vs-fastapi/", DRF, "/compare/django-vs-fastapi/"),
        ("/compare/drf-vs-FastAPI/", DRF, "/compare/django-vs-fastapi/"),
        ("/compare/drf-vs-django/", DRF, "/frameworks/django/"),
        ("/compare/djagno-vs-flask/", "There is no framework named “djagno”.", "/compare/django-vs-flask/"),
        ("/compare/djagno-vs-flsak/", "There is no framework named “djagno” or “flsak”.", "/compare/django-vs-flask/"),
        ("/compare/django-vs-rails-vs-flask/", "There is no framework named “rails”.", "/compare/django-vs-flask/"),
        ("/compare/flask-framework-vs-django/", "no framework named “flask-framework”", "/compare/django-vs-flask/"),
        ("/frameworks/flask-by-pallets/", "no framework named “flask-by-pallets”", "/frameworks/flask/"),
        ("/frameworks/drf/", DRF, "/frameworks/django/#extension-django-rest-framework"),
        ("/frameworks/flaskk/", "There is no framework named “flaskk”.", "/frameworks/flask/"),
    ],
)
def test_what_is_in_doubt_gets_offers(client, shipped_edition, address, message, first):
    told, offered = offers(client, address)
    assert message in told
    assert offered[0] == first
    assert all(client.get(one.partition("#")[0]).status_code == 200 for one in offered)


def test_words_that_are_like_nothing_lead_on_all_the_same(client, shipped_edition):
    message, offered = offers(client, "/compare/rails-vs-laravel/")
    assert message == "There is no framework named “rails” or “laravel”."
    assert offered == []
    assert 'href="/compare/"' in client.get("/compare/rails-vs-laravel/").content.decode()


def test_a_frame_of_unknown_names_shows_a_line_and_not_the_whole_site(client, shipped_edition):
    response = client.get("/compare/djagno-vs-flask/embed/")
    body = response.content.decode()
    assert response.status_code == 404
    assert "<nav" not in body
    assert "There is no framework named “djagno”." in body
    assert "frame-ancestors *" in response["Content-Security-Policy"]


def test_the_form_that_picks_frameworks_takes_old_names(client, renamed_edition):
    response = client.get("/compare/?f=alder&f=birch")
    assert response["Location"] == "/compare/birch-vs-fast-alder/"


# Retired


RETIRED = changed(SMALL, "frameworks", "birch", status=Status.RETIRED)


@pytest.fixture
def retired_edition(db):
    """The small catalogue as edition 1, and with Birch retired as edition 2; Dogwood is retired in both."""
    add_edition(1, SMALL)
    return add_edition(2, RETIRED)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/frameworks/birch/", "Birch (retired) – Framework advisor"),
        ("/compare/alder-vs-birch/", "Birch is retired: compared here, and no longer recommended."),
        ("/compare/alder-vs-birch/", "No advice between these: fewer than two of them are still recommended."),
        ("/compare/alder-vs-birch/embed/", '<th scope="col">Birch (retired)</th>'),
        ("/compare/", "<legend>Retired</legend>"),
        ("/frameworks/", "Retired"),
        ("/find/?q=birch&only=frameworks", '<span class="tag">Retired</span>'),
        ("/find/?q=alder+birch", "Compare Alder and Birch (retired)"),
        ("/frameworks/birch/feed.json", "Birch (retired) in the framework advisor"),
        ("/compare/alder-vs-birch/feed.atom", "Alder or Birch (retired) in the framework advisor"),
        ("/frameworks/birch/badge.svg", "retired, edition 2"),
    ],
)
def test_a_retired_framework_is_called_so_wherever_it_stands(client, retired_edition, address, words):
    assert words in client.get(address).content.decode()


def test_the_api_says_of_every_framework_and_score_whether_it_is_retired(client, retired_edition):
    compared = client.get("/api/v1/comparisons/alder-vs-birch").json()
    assert [one["status"] for one in compared["frameworks"]] == ["published", "retired"]
    assert [score["status"] for score in compared["rows"][0]["scores"]] == ["published", "retired"]


def test_a_comparison_offers_advice_between_those_that_are_left(client, db):
    three = small_catalogue(frameworks=(*SMALL.frameworks, replace(SMALL.frameworks[0], slug="elm", name="Elm")))
    add_edition(1, three)
    body = client.get("/compare/alder-vs-dogwood-vs-elm/").content.decode()
    assert 'href="/advise/?among=alder&amp;among=elm">Help me choose between Alder and Elm</a>' in body.replace(
        "among=alder&among=elm", "among=alder&amp;among=elm"
    )


@pytest.mark.parametrize("path", ["/advise/", "/advise/build/", "/advise/review/", "/advise/result/"])
def test_a_choice_among_few_stays_one_when_one_of_them_is_retired(client, retired_edition, path):
    body = client.get(f"{path}?among=alder&among=birch&build=site").content.decode()
    assert "Birch is retired; only Alder is left of those you named." in body


def test_a_kept_link_keeps_its_choice_among_few(client, retired_edition):
    body = client.get("/advise/result/?edition=1&among=alder&among=birch&build=site").content.decode()
    assert "Alder still comes first" in body
    assert "only Alder is left" in body
    assert "not one that you named" not in body


def test_only_those_that_were_named_are_ranked(client, retired_edition):
    ranked = client.get("/api/v1/recommendation?among=alder&among=birch&build=site").json()
    assert [one["framework"] for one in ranked["ranking"]] == ["alder"]
    assert (ranked["among"], ranked["retired"]) == (["alder", "birch"], ["birch"])
    assert ranked["summary"] == "Alder is the only one to choose from, with 90 out of 100."


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("among=birch&among=dogwood", "Birch and Dogwood are retired, so none of the frameworks you named is left."),
        ("among=birch", "Birch is retired, so none of the frameworks you named is left."),
        ("dropped=among.gone", "“gone” is not in the catalogue, so none of the frameworks you named is left."),
        (
            "among=birch&dropped=among.gone",
            "Birch is retired; “gone” is not in the catalogue, so none of the frameworks you named is left.",
        ),
    ],
)
@pytest.mark.parametrize(
    "path", ["/advise/", "/advise/build/", "/advise/review/", "/advise/result/", "/advise/result.md"]
)
def test_where_all_of_the_named_are_gone_the_site_asks(client, retired_edition, path, query, sentence):
    among, _, dropped = query.partition("&dropped")
    answered = f"{among}&build=site" + (f"&dropped{dropped}" if dropped else "")
    if query.startswith("dropped"):
        answered = f"build=site&{query}"
    response = client.get(f"{path}?{answered}")
    body = response.content.decode()
    assert response.status_code == 404
    assert sentence in body
    assert f'href="{path}?build=site"' in body


def test_the_api_refuses_a_choice_among_none(client, retired_edition):
    response = client.get("/api/v1/recommendation?among=birch&build=site")
    assert response.status_code == 400
    assert json.loads(response.content)["errors"] == [
        {"parameter": "among", "detail": "Birch is retired, so none of the frameworks you named is left."}
    ]


def test_a_decision_record_says_who_had_been_named_too(client, retired_edition):
    record = client.get("/advise/result.md?among=alder&among=birch&build=site").content.decode()
    assert "Only Alder is considered." in record
    assert "Birch is retired; only Alder is left of those you named." in record


def test_someone_whose_named_frameworks_are_all_gone_is_told_so_in_the_group(client, retired_edition):
    response = client.get("/advise/together/?1=Ada&1.among=birch&1.build=site&2=Linus&2.build=api")
    assert response.status_code == 400
    assert "Birch is retired, so none of the frameworks you named is left." in response.content.decode()
