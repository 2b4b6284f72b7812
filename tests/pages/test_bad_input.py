"""Bad input gets a 4xx page that says what is wrong, or a redirect to the corrected URL, never a 500."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LONG = "x" * 10_000
many = settings(
    max_examples=settings.default.max_examples * 3 // 2, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("/frameworks/djano/", "Django"),
        ("/frameworks/flusk/", "Flask"),
        ("/criteria/performnce/", "Performance"),
        ("/compare/django-vs-flaks/", "Flask"),
        ("/editions/99/", "All editions"),
        ("/advise/biuld/", "What are you building?"),
        ("/advise/result/?edition=99", "All editions"),
        ("/advise/together/?edition=99", "All editions"),
    ],
)
def test_an_unknown_name_gets_suggestions(client, shipped_edition, address, nearest):
    response = client.get(address)
    assert response.status_code == 404
    assert nearest in response.content.decode()


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        ("/compare/?go=Compare", 400, "at least two"),
        ("/compare/?f=django", 400, "at least two"),
        ("/compare/?f=django&f=django", 400, "at least two"),
        ("/compare/?f=django&f=nothing", 400, "no framework named nothing"),
        ("/compare/django/", 400, "at least two"),
        ("/compare/django-vs-django/", 400, "at least two"),
        (
            "/compare/aiohttp-vs-bottle-vs-django-vs-falcon-vs-fastapi-vs-flask-vs-sanic/",
            400,
            "at most 6 frameworks; 7",
        ),
        (f"/frameworks/?q={LONG}", 400, "at most 100 characters"),
        ("/frameworks/?kind=none-such", 400, "There is no framework type “none-such”."),
        ("/frameworks/?licence=none-such&kind=api", 400, "No framework has the licence “none-such”."),
        ("/frameworks/?best=framework-type", 400, "Frameworks are not compared by “framework-type”."),
        ("/frameworks/?q=%00", 400, "Null characters"),
        (f"/find/?q={LONG}", 400, "at most 100 characters; these are 10000"),
        ("/find/?q=%00", 400, "Null characters"),
        ("/find/?q=a%07b", 400, "control character"),
        ("/find/?q=a&only=everything", 400, "There are no “everything” to search."),
        (f"/advise/result/?build={LONG}", 400, "too long"),
        ("/advise/result/?" + "&".join(f"k{n}=1" for n in range(300)), 400, "more than 200 answers"),
        ("/advise/result/?build=%00", 400, "NUL byte"),
        ("/advise/result/?edition=abc", 400, "whole number"),
        ("/advise/result/?edition=0", 400, "whole number"),
        ("/advise/result/?edition=1&edition=2", 400, "more than one edition"),
        ("/advise/result.json?edition=1.5", 400, "whole number"),
        ("/advise/build/?to=next", 400, "Choose an answer, or “Not sure”"),
        ("/advise/build/?to=next&build=castle", 400, "“castle” is not one of the answers"),
        ("/advise/interface/?to=next", 400, "Choose at least one answer"),
        ("/advise/public/?to=next&build=site&public=neither&public=languages", 400, "cannot be combined"),
        ("/advise/public/?to=next&build=site&public=not-sure&public=languages", 400, "cannot be combined"),
        ("/advise/together/?" + "&".join(f"{n}.build=site" for n in range(1, 10)), 400, "At most 8 people"),
        (f"/advise/together/?1.build={LONG}", 400, "Put fewer people together"),
        ("/advise/together/?1=%00", 400, "NUL byte"),
        ("/advise/together/?edition=abc", 400, "whole number"),
        ("/advise/together/?edition=1&edition=2", 400, "more than one edition"),
        ("/advise/together/?1=Ada", 400, "Paste the link of Ada&#x27;s result"),
        ("/advise/together/?1.link=hello", 400, "Person 1: This is no link to a result"),
        ("/editions/abc/", 404, "Page not found"),
        ("/frameworks/%00/", 404, "Page not found"),
        ("/frameworks/%ff/", 404, "Page not found"),
        (f"/frameworks/{LONG}/", 404, "no framework named"),
    ],
)
def test_bad_input_gets_a_page_that_says_what_is_wrong(client, shipped_edition, address, status, message):
    response = client.get(address)
    assert response.status_code == status
    assert message in response.content.decode()


@pytest.mark.parametrize(
    ("query", "corrected", "dropped"),
    [
        # Another order or duplicates: the URL is put in order, without a notice.
        ("size=small&build=site", "build=site&size=small", []),
        ("build=site&build=site", "build=site", []),
        ("public=search-engines&public=languages", "public=languages&public=search-engines", []),
        ("build=not-sure&build=site", "build=site", []),
        ("build=", "", []),
        # Unknown keys and retired choices are dropped, with a notice.
        ("build=site&mood=1", "build=site&dropped=mood", ["mood"]),
        ("build=castle", "dropped=build.castle", ["build.castle"]),
        ("colour=red&size=small", "size=small&dropped=colour", ["colour"]),
        # Contradictory answers are dropped, with a notice.
        ("build=site&build=api", "dropped=build", ["build"]),
        ("live=ordinary&live=streams", "dropped=live", ["live"]),
        ("level.admin=a-lot&level.admin=a-little", "dropped=level.admin", ["level.admin"]),
        ("level.admin=enormous", "dropped=level.admin", ["level.admin"]),
        ("level.framework-type=a-lot", "dropped=level.framework-type", ["level.framework-type"]),
        ("need.admin=nan", "dropped=need.admin", ["need.admin"]),
        ("need.admin=-1", "dropped=need.admin", ["need.admin"]),
        ("need.admin=5.0", "need.admin=5", []),
        ("<script>=1", "dropped=unreadable", ["unreadable"]),
        ("build=%ff%fe&size=small", "size=small&dropped=unreadable", ["unreadable"]),
        ("build=site%E2%80", "build=site", []),
    ],
)
def test_a_url_is_corrected_with_a_notice(client, shipped_edition, query, corrected, dropped):
    path = "/advise/review/"
    response = client.get(f"{path}?{query}")
    assert response.status_code == 302
    assert response["Location"].partition("?")[2] == corrected
    body = client.get(response["Location"]).content.decode()
    assert ("This address was corrected" in body) == bool(dropped)
    for name in dropped:
        assert name in body


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/compare/flask-vs-django/", "/compare/django-vs-flask/"),
        ("/compare/flask-vs-django-vs-flask/", "/compare/django-vs-flask/"),
        ("/compare/django-vs-flask/?utm=1", "/compare/django-vs-flask/"),
        (
            "/compare/flask-vs-django/?axes=swapped&rows=differences&rows=x",
            "/compare/django-vs-flask/?axes=swapped",
        ),
        ("/compare/?f=flask&f=django", "/compare/django-vs-flask/"),
    ],
)
def test_a_comparison_has_one_canonical_url(client, shipped_edition, address, canonical):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, canonical)


@given(text=st.text(max_size=100))
@many
def test_no_words_break_the_search_page(client, shipped_edition, text):
    response = client.get("/find/", {"q": text}, follow=True)
    assert response.status_code in (200, 400)
    assert len(response.redirect_chain) <= 1


@given(query=st.one_of(st.text(max_size=300), st.binary(max_size=200).map(lambda raw: quote(raw, safe="=&"))))
@many
@pytest.mark.parametrize(
    "path", ["/advise/result/", "/advise/build/", "/advise/together/", "/compare/", "/frameworks/", "/find/"]
)
def test_no_query_breaks_a_page(client, shipped_edition, path, query):
    response = client.get(path, QUERY_STRING=query.encode("utf-8", "surrogatepass").decode("latin-1"))
    assert response.status_code in (200, 302, 400, 404)


@given(segment=st.text(max_size=80))
@many
@pytest.mark.parametrize("path", ["/frameworks/{}/", "/criteria/{}/", "/compare/{}/", "/advise/{}/", "/editions/{}/"])
def test_no_name_breaks_a_page(client, shipped_edition, path, segment):
    response = client.get(path.format(quote(segment, safe="")))
    assert response.status_code in (200, 301, 302, 400, 404)


of_a_person = st.sampled_from(["link", "build", "size", "level.admin", "need.admin"])
keys = st.one_of(
    st.integers(0, 12).map(str),
    st.builds("{}.{}".format, st.integers(0, 12), of_a_person),
    st.sampled_from(["edition", "dropped", "utm"]),
)
likely = ["site", "api", "1", "9", "?build=site", "/r/?edition=1&build=api", "1.edition"]
values = st.text(max_size=30) | st.sampled_from(likely)


@given(pairs=st.lists(st.tuples(keys, values), max_size=12))
@many
def test_no_group_of_people_breaks_the_page(client, shipped_edition, pairs):
    response = client.get("/advise/together/?" + urlencode(pairs, errors="replace"))
    assert response.status_code in (200, 302, 400, 404)
    if response.status_code == 302:
        right = client.get(response["Location"])
        assert right.status_code == 200
