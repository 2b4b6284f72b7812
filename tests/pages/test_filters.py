"""The list of frameworks and its filters."""

import re

import pytest


def listed(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return re.findall(r'<a class="card-link" href="/frameworks/([\w-]+)/">', response.content.decode())


def status_line(client, address):
    body = client.get(address).content.decode()
    return re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", "", re.search(r'role="status">(.*?)</p>', body, re.DOTALL)[1])
    ).strip()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=full-stack", ["django"]),
        ("interface=both", ["django", "falcon"]),
        ("licence=BSD-2-Clause", ["robyn"]),
        ("kind=micro&age=10-or-more", ["bottle", "flask", "pyramid", "sanic"]),
        ("best=admin", ["django"]),
        ("kind=micro&best=flexibility", ["pyramid", "bottle", "flask", "quart", "sanic"]),
        ("q=werkzeug", ["flask"]),
        ("q=werkzeug&kind=api", []),
        ("kind=micro&sort=oldest", ["bottle", "flask", "pyramid", "sanic", "quart"]),
    ],
)
def test_filters_are_combined_and_kept_in_the_url(client, shipped_edition, query, expected):
    assert listed(client, f"/frameworks/?{query}") == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "17 of 17, sorted by name."),
        ("?kind=micro", "5 of 17, sorted by name."),
        ("?best=admin", "1 of 17, those in the top fifth of the scale of Admin interface, best first."),
        (
            "?kind=api&best=admin",
            "2 of 17, the best at Admin interface; none that fits reaches the top fifth of its scale.",
        ),
        ("?q=xyzzy", "0 of 17."),
        ("?sort=oldest", "17 of 17, oldest first."),
        ("?best=admin&sort=used", "1 of 17, those in the top fifth of the scale of Admin interface, most used first."),
    ],
)
def test_the_list_says_its_length_and_order(client, shipped_edition, query, expected):
    assert status_line(client, f"/frameworks/{query}") == expected


def test_with_best_each_framework_shows_its_score(client, shipped_edition):
    body = client.get("/frameworks/?best=performance").content.decode()
    scores = re.findall(r'<td class="framework-score">.*?class="score-value">(\d+)<', body, re.DOTALL)
    assert len(scores) == len(listed(client, "/frameworks/?best=performance")) == 5
    assert [int(score) for score in scores] == sorted(map(int, scores), reverse=True)
    assert "framework-score" not in client.get("/frameworks/").content.decode()


def test_ticked_frameworks_lead_to_their_comparison(client, shipped_edition):
    body = client.get("/frameworks/").content.decode()
    assert re.search(r'<form method="get"\s+action="/compare/"', body)
    assert sorted(re.findall(r'name="f"\s+value="([\w-]+)"', body)) == sorted(listed(client, "/frameworks/"))
    response = client.get("/compare/?f=flask&f=django&go=Compare")
    assert response["Location"] == "/compare/django-vs-flask/"


def test_each_option_has_the_number_of_frameworks_it_gives(client, shipped_edition):
    body = client.get("/frameworks/?kind=micro").content.decode()
    for name in ("kind", "interface", "licence", "age", "best"):
        select = re.search(rf'<select name="{name}".*?</select>', body, re.DOTALL)[0]
        options = re.findall(r'<option value="([^"]+)"[^>]*>[^<]* \((\d+)\)</option>', select)
        assert options
        for value, count in options:
            query = {"kind": "micro", name: value}
            response = client.get("/frameworks/", query, follow=True)
            assert response.content.decode().count('class="card-link"') == int(count), (name, value)


def test_each_filter_can_be_removed_alone_or_with_all_others(client, shipped_edition):
    body = client.get("/frameworks/?q=web&kind=micro&best=testing").content.decode()
    chosen = re.search(r'<ul class="chosen".*?</ul>', body, re.DOTALL)[0]
    assert re.findall(r'href="([^"]+)"', chosen) == [
        "/frameworks/?kind=micro&amp;best=testing",
        "/frameworks/?q=web&amp;best=testing",
        "/frameworks/?q=web&amp;kind=micro",
        "/frameworks/",
    ]
    assert re.findall(r"</span>\s*([^<]+?)\s*<span", chosen) == [
        "Name or word: web",
        "Framework type: Microframework",
        "Best at: Testing",
    ]
    assert 'class="chosen"' not in client.get("/frameworks/").content.decode()


def test_an_empty_list_says_what_to_do(client, shipped_edition):
    body = client.get("/frameworks/?q=werkzeug&kind=api").content.decode()
    assert "Nothing fits all of this. Remove a filter above to see more." in body


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("/frameworks/?q=&kind=&interface=&licence=&age=&best=", "/frameworks/"),
        ("/frameworks/?q=&kind=micro&best=", "/frameworks/?kind=micro"),
        ("/frameworks/?best=admin&q=web", "/frameworks/?q=web&best=admin"),
        ("/frameworks/?kind=micro&utm=1", "/frameworks/?kind=micro"),
        ("/frameworks/?kind=api&kind=micro", "/frameworks/?kind=micro"),
        (
            "/frameworks/?licence=Repoze%20Public%20License%20(BSD-derived)",
            "/frameworks/?licence=Repoze+Public+License+%28BSD-derived%29",
        ),
    ],
)
def test_a_list_has_one_canonical_url(client, shipped_edition, address, clean):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, clean)
    assert client.get(clean).status_code == 200


def test_an_invalid_filter_does_not_drop_the_others(client, shipped_edition):
    assert listed(client, "/frameworks/?kind=none-such&interface=both", status=400) == ["django", "falcon"]


def test_every_filtered_list_has_the_full_list_as_canonical_url(client, shipped_edition):
    body = client.get("/frameworks/?kind=micro").content.decode()
    assert '<link rel="canonical" href="http://testserver/frameworks/">' in body
