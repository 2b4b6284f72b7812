"""The pages with what the lab measured. They show the results in lab/results."""

import re
from html import unescape

import pytest

from comparisons.measurements.results import shipped_results
from lab.places import to_wsgi
from lab.probes.listing import read_probes


@pytest.fixture(scope="module")
def results():
    return shipped_results()


def text(body):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body))).strip()


def body(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def tables(page, name):
    return re.findall(rf'<table class="{name}">(.*?)</table>', page, re.DOTALL)


def rows(table):
    found = re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2], re.DOTALL)
    return [[text(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in found]


def test_every_application_has_a_result(results, shipped):
    assert {*results} == {*shipped.public_frameworks}


def test_the_lab_ranks_speed_with_shared_places(client, shipped_edition, shipped, results):
    (json_table, *others) = tables(body(client, "/lab/figures/"), "lab-speed")
    assert len(others) == 3
    web = {slug: own for slug, own in results.items() if own.result.speed}
    found = rows(json_table)
    assert len(found) == len(web)
    percents = [float(percent.rstrip("%")) for _, _, percent, _ in found]
    assert percents == sorted(percents, reverse=True)
    own = web["flask"]
    expected = 100 * to_wsgi("json", own.result.speed.values, own.bare).ratio
    flask = next(row for row in found if row[1] == "Flask")
    assert float(flask[2].rstrip("%")) == pytest.approx(expected, abs=0.5)


def test_who_shares_a_place_is_marked(client, shipped_edition):
    for table in tables(body(client, "/lab/figures/"), "lab-speed"):
        places = [row[0].replace(" ", "") for row in rows(table)]
        for place in places:
            assert place.startswith("=") is (places.count(place) > 1), places


def test_the_lab_shows_what_frameworks_take_apart_for_web_and_screens(client, shipped_edition, results):
    found = tables(body(client, "/lab/figures/"), "lab-takes")
    assert [len(rows(table)) for table in found] == [14, 3]
    flask = next(row for row in rows(found[0]) if row[0] == "Flask")
    footprint = results["flask"].result.footprint.values
    assert flask[1:3] == [str(len(footprint.plain.distributions)), f"{footprint.plain.megabytes:.1f}"]


def test_the_lab_says_when_and_on_what_it_ran(client, shipped_edition, results):
    page = text(body(client, "/lab/figures/"))
    assert results["flask"].result.speed.run.machine["processor"] in page
    assert "No run is recorded" not in page


def test_every_question_lists_every_framework_once(client, shipped_edition, shipped):
    page = body(client, "/lab/probes/")
    probes = re.findall(r'<div class="probe" id="([^"]+)">(.*?)</details>', page, re.DOTALL)
    assert {slug for slug, _ in probes} == {probe.slug for probe in read_probes()}
    names = {framework.name_with_status for framework in shipped.public_frameworks.values()}
    for slug, part in probes:
        answered = [text(link) for link in re.findall(r"<a .*?</a>", part, re.DOTALL)]
        not_asked = re.search(r"Does not apply to (.*?)\.\s*</p>", part, re.DOTALL)
        others = text(not_asked[1]).split(", ") if not_asked else []
        assert sorted(answered + others) == sorted(names), slug


def test_a_framework_has_its_figures_and_answers(client, shipped_edition, results):
    page = text(body(client, "/lab/flask/measurements/"))
    footprint = results["flask"].result.footprint.values
    assert f"{len(footprint.plain.distributions)} packages, {footprint.plain.megabytes} MB" in page
    assert "Is a form that another site sends refused, by default? no" in page
    assert 'make lab ARGS="flask --only speed"' in page


def test_an_interface_in_python_has_no_speed(client, shipped_edition):
    page = body(client, "/lab/streamlit/measurements/")
    assert 'id="speed"' not in page
    assert 'id="takes"' in page


def test_a_framework_without_a_run_is_not_found_and_says_so(client, published):
    response = client.get("/lab/alder/measurements/")
    assert response.status_code == 404
    assert "has no application in the lab yet" in response.content.decode()


def test_defaults_that_differ_stand_side_by_side(client, shipped_edition):
    page = body(client, "/compare/django-vs-flask/defaults/")
    row = next(row for table in tables(page, "defaults") for row in rows(table) if "another site sends" in row[0])
    assert [cell.split(" ")[0] for cell in row[1:]] == ["yes", "no"]


def test_a_comparison_leads_to_the_defaults(client, shipped_edition):
    assert 'href="/compare/django-vs-flask/defaults/"' in body(client, "/compare/django-vs-flask/")


def test_defaults_without_a_run_are_not_found_and_offer_the_scores(client, published):
    response = client.get("/compare/alder-vs-birch/defaults/")
    assert response.status_code == 404
    assert "There is no run of Alder and Birch in the lab yet." in unescape(response.content.decode())


def test_a_criterion_lists_the_questions_that_bear_on_it(client, shipped_edition):
    page = body(client, "/criteria/typing/")
    assert 'href="/lab/probes/#types-published"' in page
    assert "What we tried" not in body(client, "/criteria/community/")
