"""The search page, and the search box in every header."""

import re
from html import unescape

import pytest
from msgspec.structs import replace

from comparisons.catalogue.value import Status
from tests.pages.editions import add_edition


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def section(body, name):
    """Return the results of one collection: URL, name and shown text of each."""
    found = re.search(rf'<section aria-labelledby="{name}">(.*?)</section>', body, re.DOTALL)[1]
    hits = re.findall(r'<a class="hit-name"\s+href="([^"]+)">(.*?)</a>(.*?)</li>', found, re.DOTALL)
    return [(address, plain(title), rest) for address, title, rest in hits]


def plain(html):
    return unescape(" ".join(re.sub(r"<[^>]+>", "", html).split()))


@pytest.mark.parametrize("address", ["/", "/frameworks/django/", "/advise/", "/nowhere/"])
def test_every_page_has_one_search_box(client, shipped_edition, address):
    body = client.get(address).content.decode()
    assert len(re.findall(r'<form class="find-box"\s+role="search"\s+action="/find/"', body)) == 1


def test_the_field_suggests_frameworks_and_criteria_and_no_drafts(client, small, db):
    add_edition(1, small)
    assert client.get("/find/names.json").json() == ["Alder", "Birch", "Dogwood", "Admin", "Type", "Packages", "Speed"]
    assert 'data-names="/find/names.json"' in page(client, "/")


def test_results_are_grouped_and_counted_and_link_to_their_place(client, shipped_edition):
    body = page(client, "/find/?q=django")
    counted = re.findall(r'<a href="#(\w+)">\w+</a> (\d+)', body)
    assert [name for name, _ in counted] == ["frameworks", "criteria", "claims", "sources"]
    for name, count in counted:
        hits = section(body, name)
        assert len(hits) == min(int(count), 8)
    assert section(body, "frameworks")[0][:2] == ("/frameworks/django/", "Django")
    assert section(body, "criteria")[0][0] == "/criteria/from-django/"
    assert section(body, "claims")[0][0] == "/claims/#claim-flask-django-central"
    assert section(body, "sources")[0][:2] == ("/sources/#aws-what-is-django", "What is Django?")


QUERIES = ["websockets", "python", "django flask", "orm", "ninja", "licence", "survey", "top five"]


def test_every_result_links_to_an_existing_anchor(client, shipped_edition):
    links, bodies = set(), {}
    for query in QUERIES:
        body = page(client, f"/find/?q={query.replace(' ', '+')}").partition("<main")[2]
        found = re.findall(r'href="(/(?:frameworks|criteria|claims|sources)/[^"]*)"', body)
        assert found, query
        links.update(found)
    for link in sorted(links):
        path, _, anchor = link.partition("#")
        bodies[path] = bodies.get(path) or page(client, path)
        assert not anchor or f'id="{anchor}"' in bodies[path], link


def test_words_are_marked_and_input_is_escaped(client, shipped_edition):
    body = page(client, "/find/?q=WEBSOCKETS")
    assert "<mark>WebSockets</mark>" in body
    body = page(client, "/find/?q=%3Cscript%3Ealert%281%29")
    assert "<script>" not in body
    assert "“&lt;script&gt;alert(1)”" in body


def test_a_passage_about_a_framework_links_to_its_place(client, shipped_edition):
    _, _, rest = section(page(client, "/find/?q=flask+websockets"), "frameworks")[0]
    assert '<a href="/frameworks/flask/#score-realtime">Async support</a>' in rest
    assert "There are no <mark>WebSockets</mark> in the core" in rest


def test_a_claim_shows_its_verdict(client, shipped_edition):
    body = page(client, "/find/?q=dominates+web")
    assert '<span class="verdict verdict-disputed">disputed</span>' in body


def test_what_is_asked_for_by_name_comes_first_and_what_lacks_it_last(client, shipped_edition):
    body = page(client, "/find/?q=admin")
    assert re.findall(r'<section aria-labelledby="(\w+)">', body)[:2] == ["criteria", "frameworks"]
    assert section(body, "criteria")[0][:2] == ("/criteria/admin/", "Admin interface")
    assert section(body, "frameworks")[0][1] == "Django"
    # No admin, and the WebSockets of an extra package.
    everywhere = section(page(client, "/find/?q=admin&only=frameworks"), "frameworks")
    assert "Tornado" in [name for _, name, _ in everywhere][8:]
    websockets = [name for _, name, _ in section(page(client, "/find/?q=websockets&only=frameworks"), "frameworks")]
    assert websockets.index("Starlette") < websockets.index("Flask")


def test_more_results_of_one_collection_have_their_own_page(client, shipped_edition):
    body = page(client, "/find/?q=django")
    (more,) = re.findall(r'href="(/find/\?q=django&amp;only=claims)">All (\d+) claims', body)
    alone = page(client, more[0].replace("&amp;", "&"))
    assert len(section(alone, "claims")) == int(more[1])
    assert 'aria-labelledby="frameworks"' not in alone
    assert '<a href="/find/?q=django">Search everything</a>' in alone


def test_a_list_that_is_too_long_is_cut_with_a_notice(client, db, shipped):
    django = replace(shipped.framework_by_slug["django"], alternatives=())
    many = tuple(replace(django, slug=f"framework-{n:04}", name=f"Framework {n}") for n in range(250))
    add_edition(1, replace(shipped, frameworks=many, claims=(), scenarios=()))
    body = page(client, "/find/?q=framework&only=frameworks")
    assert len(section(body, "frameworks")) == 200
    assert "These are the first 200 of 250." in body


@pytest.mark.parametrize("query", ["django+vs+flask", "Compare+Flask+and+Django", "bottle+tornado+xyzzy"])
def test_frameworks_named_together_can_be_compared(client, shipped_edition, query):
    body = page(client, f"/find/?q={query}")
    pair = "bottle-vs-tornado" if "xyzzy" in query else "django-vs-flask"
    assert f'href="/compare/{pair}/"' in body


def test_a_misspelt_word_gets_a_suggestion(client, shipped_edition):
    body = page(client, "/find/?q=djnago+admin")
    assert 'Did you mean <a href="/find/?q=Django+admin">Django admin</a>?' in body


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("xyzzy", "No results for “xyzzy”."),
        ("flask+xyzzy", "No results for “flask xyzzy”. No page has all of these words. Try one of them: flask."),
        ("flask+login&only=criteria", "No results for “flask login” in criteria. Search everything"),
        ("%3F%21", "“?!” has no word to search for."),
    ],
)
def test_without_results_the_page_says_what_to_do(client, shipped_edition, query, message):
    text = plain(page(client, f"/find/?q={query}").partition("<main")[2])
    assert message in text
    assert "Or browse all frameworks, criteria, claims or sources." in text


def test_a_retired_framework_is_found_and_marked_as_retired(client, db, shipped):
    flask = replace(shipped.framework_by_slug["flask"], status=Status.RETIRED)
    add_edition(1, replace(shipped, frameworks=tuple(flask if f.slug == "flask" else f for f in shipped.frameworks)))
    address, name, rest = section(page(client, "/find/?q=flask"), "frameworks")[0]
    assert (address, name) == ("/frameworks/flask/", "Flask")
    assert '<span class="tag">Retired</span>' in rest


@pytest.mark.parametrize("address", ["/find/", "/find/?q=django", "/find/?q=xyzzy"])
def test_the_search_page_is_not_to_be_indexed(client, shipped_edition, address):
    assert '<meta name="robots" content="noindex">' in page(client, address)


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("/find/?q=", "/find/"),
        ("/find/?q=+++", "/find/"),
        ("/find/?only=sources", "/find/"),
        ("/find/?q=&only=sources", "/find/"),
        ("/find/?q=django&only=", "/find/?q=django"),
        ("/find/?only=sources&q=django", "/find/?q=django&only=sources"),
        ("/find/?q=++django++admin%0A", "/find/?q=django+admin"),
        ("/find/?q=django%20admin&utm=1", "/find/?q=django+admin"),
    ],
)
def test_a_search_has_one_canonical_url(client, shipped_edition, address, clean):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, clean)
    assert client.get(clean).status_code == 200


def test_the_query_stays_in_the_search_box(client, shipped_edition):
    for box in ("site-find", "find"):
        assert re.search(rf'id="{box}"\s+name="q"\s+value="a&lt;b"', page(client, "/find/?q=a%3Cb"))
        too_long = page(client, f"/find/?q={'x' * 200}", status=400)
        assert re.search(rf'id="{box}"\s+name="q"\s+value="{"x" * 200}"', too_long)
    assert 'id="find"' not in page(client, "/find/?q=django")
