"""The page of a group's results."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from msgspec.structs import replace

from tests.pages.editions import add_edition

ADA = "build=business-app&interface=pages&back-office=admin"
LINUS = "build=site&size=large"
GUIDO = "build=api&size=small&style=control"
PATH = "/advise/together/"
THREE = (
    "1=Ada&1.build=business-app&1.interface=pages&1.back-office=admin"
    "&2=Linus&2.build=site&2.size=large"
    "&3=Guido&3.build=api&3.size=small&3.style=control"
)


def get(client, query, status=200):
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == status, response.content.decode()[:500]
    return response.content.decode()


def redirect(client, pairs):
    response = client.get(PATH, pairs)
    assert response.status_code == 302
    return response["Location"]


def text(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def heading(body):
    return text(re.search(r"<h1.*?</h1>", body, re.DOTALL)[0])


def section(body, name):
    return re.search(rf'<section aria-labelledby="{name}">.*?</section>', body, re.DOTALL)[0]


def rows(body, css_class):
    """Return the cells of each row in body and foot of a table, as text."""
    table = re.search(rf'<table class="[^"]*\b{css_class}\b[^"]*">.*?</table>', body, re.DOTALL)[0]
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", table.partition("</thead>")[2], re.DOTALL)
    return [[text(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in found]


def number(shown):
    return int(shown.replace("−", "-").replace("%", "").strip() or 0)


def test_three_pasted_links_redirect_to_the_canonical_url(client, shipped_edition):
    pasted = {
        "1": "Ada",
        "1.link": f"https://advice.example/advise/result/?edition=1&{ADA}",
        "2": "Linus",
        "2.link": f"http://10.0.0.1:8000/advise/result/?{LINUS}#levels",
        "3": "Guido",
        "3.link": f"/advise/review/?{GUIDO}",
    }
    assert redirect(client, pasted) == f"{PATH}?{THREE}"


def test_the_heading_says_what_each_would_take_and_what_comes_first_on_average(client, shipped_edition):
    body = get(client, THREE)
    assert re.fullmatch(
        r"Ada and Linus would take Django, Guido would take FastAPI; "
        r"on average Django comes first, \d+ points ahead of Litestar\.",
        heading(body),
    )
    assert "What divides you most is " in body


def test_a_common_first_choice_is_stated(client, shipped_edition):
    body = get(client, "1=Ada&1.build=site&2=Linus&2.build=business-app")
    assert heading(body) == "Both would take Django."
    assert re.search(r"On average Django is \d+ points ahead of ", body)


def test_ranks_and_points_are_those_of_each_person_s_own_result(client, shipped_edition):
    body = get(client, THREE)
    table = {row[0]: row[1:] for row in rows(section(body, "rankings"), "places") if len(row) > 1}
    assert len(table) == 17
    for column, query in enumerate((ADA, LINUS, GUIDO), start=1):
        found = client.get(f"/advise/result.json?{query}").json()
        for entry in found["ranking"]:
            shown = table[shipped_edition.catalogue.framework_by_slug[entry["framework"]].name][column]
            rank, points = re.fullmatch(r"(\d+)\w\w (\d+) points", shown).groups()
            assert (int(rank), int(points)) == (entry["rank"], entry["points"])
        for entry in found["excluded"]:
            assert table[shipped_edition.catalogue.framework_by_slug[entry["framework"]].name][column] == "ruled out"


def test_rows_are_in_the_order_of_the_mean_with_unranked_frameworks_below(client, shipped_edition):
    means = [row[1] for row in rows(section(get(client, THREE), "rankings"), "places") if len(row) > 1]
    ranks = [int(re.match(r"\d+", mean)[0]) for mean in means if mean != "ruled out"]
    assert ranks == sorted(ranks)
    assert means[len(ranks) :] == ["ruled out"] * 4


def test_first_places_are_marked_not_only_by_colour(client, shipped_edition):
    body = section(get(client, THREE), "rankings")
    assert re.findall(r'<span class="tag">(\w+)</span>', body) == ["1st"] * 4


def test_the_differences_add_up_to_the_points(client, shipped_edition):
    *parts, together = rows(section(get(client, THREE), "divide"), "divides")
    assert sum(number(row[1]) for row in parts) == number(together[1])
    leads = re.search(r"Ada puts Django (\d+) points ahead.*Guido puts FastAPI (\d+) points ahead", get(client, THREE))
    assert number(together[1]) == int(leads[1]) + int(leads[2])


def test_a_requirement_names_who_set_it(client, shipped_edition):
    divide = text(section(get(client, THREE), "divide"))
    assert "HTML support at least 4 out of 10 : set by Ada, not by Linus and Guido. It rules out Falcon (2)" in divide
    assert "Streamlit (Python UI framework)" in divide


def test_limiting_the_frameworks_to_consider_excludes_the_others(client, shipped_edition):
    body = get(client, "1=Ada&1.among=flask&1.among=quart&1.build=site&2=Linus&2.build=api")
    assert "Ada chooses only between Flask and Quart; all others are ruled out." in body
    assert "FastAPI, first choice of Linus, is ruled out by what others require." in body
    table = {row[0]: row[1:] for row in rows(section(body, "rankings"), "places") if len(row) > 1}
    assert table["FastAPI"][:2] == ["ruled out", "not considered"]
    assert table["FastAPI"][2].startswith("1st ")
    assert table["Flask"][0].startswith(("1st", "2nd"))


def test_the_parts_under_the_mean_add_up_to_the_totals(client, shipped_edition):
    body = get(client, THREE)
    *parts, total = rows(section(body, "mean"), "mean-parts")
    for column in range(2, 6):
        assert sum(number(row[column]) for row in parts) == number(total[column])
    shown = [row[1] for row in rows(section(body, "rankings"), "places") if len(row) > 1][:4]
    assert [int(re.search(r"(\d+) points", mean)[1]) for mean in shown] == [number(cell) for cell in total[2:]]


def test_absences_that_would_change_the_first_place_are_listed(client, shipped_edition):
    assert "The first place stays the same, no matter who drops out." in get(client, THREE)
    body = section(get(client, f"{THREE}&4=Grace&4.build=connections"), "robust")
    (link, text) = re.search(r'<a href="([^"]+)">(Without [^<]+)</a>', body).groups()
    name, first = re.fullmatch(r"Without (\w+), (\w+) would come first\.", text).groups()
    without = heading(client.get(unescape(link)).content.decode())
    assert name not in without
    assert f"{first} comes first" in without


def test_each_person_has_a_link_to_their_result_and_one_to_remove_them(client, shipped_edition):
    body = section(get(client, THREE), "who")
    own = [unescape(link) for link in re.findall(r'<a href="([^"]+)">Own result', body)]
    assert own == [f"/advise/result/?{query}" for query in (ADA, LINUS, GUIDO)]
    without = [unescape(link) for link in re.findall(r'class="person-out"\s+href="([^"]+)"', body)]
    assert without[1] == f"{PATH}?{THREE.partition('&2=')[0]}&2=Guido&2.build=api&2.size=small&2.style=control"
    assert "Both" not in heading(client.get(without[1]).content.decode())


def form_fields(body):
    fields = re.findall(r'<input type="(?:hidden|text)" name="([^"]+)"(?: value="([^"]*)")?', body)
    return [(unescape(key), unescape(value)) for key, value in fields]


def test_another_person_can_be_added(client, shipped_edition):
    fields = dict(form_fields(get(client, THREE)))
    assert fields["1.build"] == "business-app"
    assert fields["4.link"] == ""
    location = redirect(client, fields | {"4.link": f"https://advice.example/advise/result/?{LINUS}"})
    assert location == f"{PATH}?{THREE}&4=Person+4&4.build=site&4.size=large"


def test_a_name_can_be_changed(client, shipped_edition):
    fields = dict(form_fields(get(client, THREE)))
    assert redirect(client, fields | {"2": "Linus T."}) == f"{PATH}?{THREE.replace('Linus', 'Linus+T.')}"


def test_at_most_eight_people_are_accepted(client, shipped_edition):
    body = get(client, "&".join(f"{n}=P{n}&{n}.build=site" for n in range(1, 9)))
    assert heading(body) == "All eight would take Django."
    assert ".link" not in body
    nine = client.get(f"{PATH}?" + "&".join(f"{n}.build=site" for n in range(1, 10)))
    assert nine.status_code == 400
    assert "At most 8 people fit on one page; this address names 9." in nine.content.decode()


def test_with_one_person_the_page_asks_for_more(client, shipped_edition):
    body = get(client, "1=Ada&1.build=site")
    assert heading(body) == "Decide together"
    assert "Who else?" in body
    assert [key for key, _ in form_fields(body)] == ["1.build", "1", "2", "2.link", "3", "3.link"]


@pytest.mark.parametrize("query", ["1.build=site", "1=&1.build=site", "4=+&4.build=site"])
def test_a_result_without_a_name_gets_a_default_name(client, shipped_edition, query):
    response = client.get(f"{PATH}?{query}")
    assert (response.status_code, response["Location"]) == (302, f"{PATH}?1=Person+1&1.build=site")


def test_a_result_without_answers_is_ignored(client, shipped_edition):
    response = client.get(f"{PATH}?1=")
    assert (response.status_code, response["Location"]) == (302, PATH)


def test_an_invalid_link_is_an_error_and_keeps_the_other_input(client, shipped_edition):
    pasted = {"1": "Ada", "1.link": f"/advise/result/?{ADA}", "2": "Linus", "2.link": "hello", "3": "", "3.link": ""}
    body = get(client, urlencode(pasted), status=400)
    assert "Linus: This is no link to a result: it has no question mark." in body
    assert "<title>Error: Decide together" in body
    fields = dict(form_fields(body))
    assert (fields["1"], fields["1.build"], fields["2"], fields["2.link"]) == ("Ada", "business-app", "Linus", "hello")
    mended = redirect(client, fields | {"2.link": f"/advise/result/?{LINUS}"})
    assert mended == f"{PATH}?{THREE.partition('&3=')[0]}"


def test_names_are_escaped(client, shipped_edition):
    name = "<script>alert(1)</script>"
    query = urlencode([("1", name), ("1.build", "site"), ("2", '"><img src=x'), ("2.build", "api")])
    body = get(client, query)
    assert "<script>" not in body
    assert "<img" not in body
    assert heading(body).startswith(f"{name} would take ")
    wrong = get(client, urlencode([("1", name), ("1.link", '"><script>x')]), status=400)
    assert "<script>" not in wrong


@pytest.mark.parametrize(
    "link",
    ["https://evil.example/?build=site", "//evil.example/?build=site", "javascript:alert(1)//?build=site"],
)
def test_a_pasted_link_never_redirects_to_another_page(client, shipped_edition, link):
    location = redirect(client, {"1.link": link, "2.link": link})
    assert location == f"{PATH}?1=Person+1&1.build=site&2=Person+2&2.build=site"
    assert "evil" not in client.get(location).content.decode()


def test_a_pinned_page_and_its_result_links_keep_their_edition(client, shipped_edition, shipped):
    address = f"{PATH}?edition=1&{THREE}"
    before = re.search(r"<main.*</main>", client.get(address).content.decode(), re.DOTALL)[0]
    django = shipped.framework_by_slug["django"]
    worse = replace(django, scores=tuple(replace(s, value=1.0) for s in django.scores if not isinstance(s.value, str)))
    add_edition(2, replace(shipped, frameworks=tuple(worse if f.slug == "django" else f for f in shipped.frameworks)))
    assert re.search(r"<main.*</main>", client.get(address).content.decode(), re.DOTALL)[0] == before
    assert f'href="/advise/result/?edition=1&amp;{ADA.replace("&", "&amp;")}"' in before
    assert "Django" not in heading(get(client, THREE))


def test_links_that_all_name_one_edition_use_it(client, shipped_edition, shipped):
    add_edition(2, shipped)
    links = {"1.link": f"/r/?edition=1&{ADA}", "2.link": f"/r/?edition=1&{LINUS}"}
    assert redirect(client, links).startswith(f"{PATH}?edition=1&1=Person+1&")


def test_links_of_different_editions_use_the_current_one_with_a_notice(client, shipped_edition, shipped):
    add_edition(2, shipped)
    location = redirect(client, {"1": "Ada", "1.link": f"/r/?edition=1&{ADA}", "2.link": f"/r/?edition=2&{LINUS}"})
    assert location.endswith("&dropped=1.edition")
    body = text(client.get(location).content.decode())
    assert "The link of Ada names another edition. Here everyone\u2019s answers are read in edition 2" in body


def test_dropped_answers_are_listed_with_the_person_s_name(client, shipped_edition):
    location = redirect(client, {"1": "Ada", "1.link": f"/r/?{ADA}&colour=red", "2.link": f"/r/?{LINUS}"})
    assert location.endswith("&dropped=1.colour")
    assert "<code>colour (Ada)</code>" in client.get(location).content.decode()


def test_an_unknown_edition_is_not_found(client, shipped_edition):
    assert "There is no edition 99." in get(client, f"edition=99&{THREE}", status=404)
    links = {"1": "Ada", "1.link": f"/r/?edition=99&{ADA}", "2.link": f"/r/?edition=99&{LINUS}"}
    body = get(client, urlencode(links), status=400)
    assert "Ada: There is no edition 99. Take edition=99 out of the link." in body
    assert dict(form_fields(body))["1.link"] == links["1.link"]
    assert "edition" not in dict(form_fields(body))


def test_the_page_is_not_to_be_indexed(client, shipped_edition):
    for query in ("", "1=Ada&1.build=site", THREE):
        assert '<meta name="robots" content="noindex">' in get(client, query)


def test_the_number_of_queries_does_not_depend_on_the_number_of_people(
    client, shipped_edition, django_assert_num_queries
):
    for count in (2, 8):
        address = f"{PATH}?" + "&".join(f"{n}=P{n}&{n}.build=site" for n in range(1, count + 1))
        with django_assert_num_queries(1):
            assert client.get(address).status_code == 200
