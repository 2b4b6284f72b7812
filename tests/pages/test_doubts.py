"""Robustness and sensitivity on the pages."""

import re

from advisor.advice.robustness import RERUNS
from tests.pages.editions import add_edition

HELPER = "build=helper&size=tiny&team=one"


def body_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def section(body, name):
    return re.search(rf'<section aria-labelledby="{name}">.*?</section>', body, re.DOTALL)[0]


def first_of(client, address):
    return client.get(address.replace("/result/", "/result.json")).json()["ranking"][0]["framework"]


def test_each_counterfactual_is_a_link_to_its_result(client, shipped_edition):
    body = body_of(client, f"/advise/result/?{HELPER}")
    before = first_of(client, f"/advise/result/?{HELPER}")
    links = re.findall(r'<a href="([^"]+)">(\w+) comes first', section(body, "change"))
    assert links
    for address, name in links:
        after = first_of(client, address.replace("&amp;", "&"))
        assert after != before
        assert shipped_edition.catalogue.framework_by_slug[after].name == name


def test_a_near_miss_is_a_link_to_the_result_without_the_requirement(client, shipped_edition):
    body = body_of(client, "/advise/result/?build=site&async=asynchronous")
    address, name = re.search(r'<a href="([^"]+)">(\w+) would rank', section(body, "excluded")).groups()
    framework = next(f.slug for f in shipped_edition.catalogue.frameworks if f.name == name)
    freed = client.get(address.replace("&amp;", "&").replace("/result/", "/result.json")).json()
    assert framework in [entry["framework"] for entry in freed["ranking"]]


def test_if_no_framework_passes_links_say_by_name_what_each_relaxation_brings_back(client, shipped_edition):
    body = section(body_of(client, "/advise/result/?need.admin=9&need.realtime=9"), "back")
    links = re.findall(r'<a href="([^"]+)">(Drop|Relax) “[^”]+”[^:]*: ([^.]+) comes? back', body)
    assert [word for _, word, _ in links] == ["Drop", "Relax", "Relax"]
    names = {framework.slug: framework.name for framework in shipped_edition.catalogue.frameworks}
    for address, _, told in links:
        freed = client.get(address.replace("&amp;", "&").replace("/result/", "/result.json")).json()["ranking"]
        named = re.split(", | and ", told)
        assert named[0] == names[freed[0]["framework"]]
        others = re.search(r"(\d+) others", told)
        assert len(named) - 1 + int(others[1]) if others else len(named) == len(freed)


def test_if_no_framework_passes_a_matrix_shows_the_nearest_misses_first(client, small, db):
    add_edition(1, small)
    body = section(body_of(client, "/advise/result/?build=api&need.packages=0.5"), "misses")
    rows = [re.sub("<[^>]+>", " ", row).split() for row in re.findall(r"<tr>.*?</tr>", body, re.DOTALL)]
    assert [" ".join(row) for row in rows] == [
        "Framework Packages at most 0.5 packages Speed at least 500 answers What it takes to have it back",
        "Birch ✗ misses 1 package ✓ meets 800 answers "
        "Without “Packages at most 0.5 packages”, it would be the only one left, with 80 out of 100.",
        "Alder ✗ misses 10 packages ✗ misses 400 answers "
        "Without “Speed at least 500 answers” and “Packages at most 0.5 packages”, "
        "it would come 2nd of 2 with 60 out of 100.",
    ]


def test_robustness_is_shown_as_a_verdict_and_in_steps_of_five_percent(client, shipped_edition):
    for query in (HELPER, "build=site", "build=api&load=high", "build=data-tool&interface=python-screens"):
        body = body_of(client, f"/advise/result/?{query}")
        found = client.get(f"/advise/result.json?{query}").json()["robustness"]
        assert found["verdict"] in body
        assert found["first_in_percent"] % 5 == 0
        assert re.search(r"came first (about \d+% of the time|nearly every time|hardly ever)\.", body)
        assert not re.search(r"\d\d\.\d ?%", re.sub("<[^>]+>", "", body))


def test_the_stability_intervals_contain_the_weights(client, shipped_edition):
    found = client.get(f"/advise/result.json?{HELPER}").json()
    weights = {level["criterion"]: level["weight"] for level in found["levels"]}
    intervals = found["sensitivity"]["weights"]
    assert {one["criterion"] for one in intervals} == weights.keys()
    for one in intervals:
        assert one["stays_first_from"] - 1e-9 <= weights[one["criterion"]] <= one["stays_first_to"] + 1e-9


def test_a_comparison_says_who_should_choose_which(client, shipped_edition):
    body = section(body_of(client, "/compare/django-vs-flask/"), "choose")
    assert "Choose <strong>Django</strong> when you care most about" in body
    assert "Choose <strong>Flask</strong> when you care most about" in body
    assert "With random weights for the criteria, it comes first nearly every time." in body
    assert "With random weights for the criteria, it comes first about 5% of the time." in body


def test_the_worked_example_of_the_method_page_uses_the_edition(client, shipped_edition):
    body = body_of(client, "/method/")
    address = re.search(r'<a href="(/advise/result/\?[^"]+)">See this result', body)[1]
    found = client.get(address.replace("&amp;", "&").replace("/result/", "/result.json")).json()
    first = found["ranking"][0]
    table = re.search(r'<table class="gaps">.*?</table>', body, re.DOTALL)[0]
    rows = re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
    shown = [int(re.search(r"<strong>(\d+)</strong>", row)[1]) for row in rows[1:-1]]
    total = int(re.findall(r"<td>(\d+)</td>", rows[-1])[0])
    assert total == first["points"] == sum(shown)
    assert shipped_edition.catalogue.framework_by_slug[first["framework"]].name in body
    for level in found["levels"]:
        assert f">{level['weight']:.0%}<" in table
    assert f"{RERUNS:,}" in body


def test_every_exclusion_has_its_price_beside_it_as_a_link_that_keeps_it(client, shipped_edition):
    body = section(body_of(client, "/advise/result/left-out/?build=site&async=asynchronous&need.admin=7"), "excluded")
    names = re.findall(r"<li>\s*<a href=\"/frameworks/[^\"]+\">([^<]+)</a>\s+(?:may miss|misses)", body)
    prices = re.findall(r'<p class="price"><a href="([^"]+)">Without [^<]+, it would [^<]+ out of 100\.</a>', body)
    assert len(prices) == len(names) > 1
    freed = client.get(prices[0].replace("&amp;", "&").replace("/result/", "/result.json")).json()
    framework = next(f.slug for f in shipped_edition.catalogue.frameworks if f.name == names[0])
    assert framework in [entry["framework"] for entry in freed["ranking"]]


def test_where_nothing_is_left_each_row_says_what_it_takes_to_have_the_framework_back(client, shipped_edition):
    body = section(body_of(client, "/advise/result/?need.admin=9&need.realtime=9"), "misses")
    assert body.count('<td class="price"><a href="') == body.count('<th scope="row">') > 1
