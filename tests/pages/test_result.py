import csv
import io
import re
from html import unescape

import pytest
from django.utils.html import escape
from msgspec.structs import replace

from comparisons.catalogue.wording import in_sentence
from tests.pages.editions import add_edition

SHOP = "build=site&interface=pages&size=medium&back-office=admin&sign-in=accounts&building-blocks=blocks-yes"
PUSH = "build=connections&live=streams&open-connections=many-open"


def document(client, query):
    response = client.get(f"/advise/result.json?{query}")
    assert response.status_code == 200
    return response.json()


def test_the_parts_add_up_to_the_totals(client, shipped_edition):
    for query in (SHOP, PUSH, "", "build=api&load=high&place=few-packages"):
        for entry in document(client, query)["ranking"]:
            parts = entry["contributions"]
            assert sum(part["points"] for part in parts) == entry["points"]
            assert abs(sum(part["contribution"] for part in parts) - entry["total"]) < 1e-12
            assert entry["lowest"] <= entry["total"] <= entry["highest"]


def test_the_differences_shown_add_up_to_the_gap_between_the_totals_shown(client, shipped_edition):
    for query in (SHOP, PUSH, "build=business-app&interface=pages&size=medium"):
        totals = [entry["points"] for entry in document(client, query)["ranking"]]
        body = client.get(f"/advise/result/difference/?{query}").content.decode()
        table = re.search(r'<table class="gaps gap-bars">.*?</table>', body, re.DOTALL)[0]
        rows = re.findall(r"[+−]\d+|(?<=number\">)0(?=<)", table)
        points = [int(row.replace("−", "-")) for row in rows]
        assert points[-1] == totals[0] - totals[1] == sum(points[:-1])


def test_the_weights_add_up_to_one_and_name_the_answers_behind_them(client, shipped_edition):
    levels = document(client, SHOP)["levels"]
    assert abs(sum(level["weight"] for level in levels) - 1) < 1e-12
    community = next(level for level in levels if level["criterion"] == "community")
    assert community["importance"] == "decisive"
    assert community["set_by"] == [{"question": "building-blocks", "choice": "blocks-yes"}]


def test_excluded_frameworks_are_listed_with_reason_and_source(client, shipped_edition):
    found = document(client, PUSH)
    excluded = {entry["framework"]: entry for entry in found["excluded"]}
    assert {"django", "flask", "bottle", "pyramid", "streamlit"} <= excluded.keys()
    failed = excluded["flask"]["failed"]
    assert {stated["criterion"] for stated in failed} == {"realtime"}
    assert failed[0]["words"] == "Async support at least 7 out of 10"
    assert failed[0]["found"] == 3
    assert failed[0]["reason"]
    assert failed[0]["sources"]
    assert not excluded.keys() & {entry["framework"] for entry in found["ranking"]}
    body = client.get(f"/advise/result/left-out/?{PUSH}").content.decode()
    assert "Left out by must-haves" in body
    assert escape(failed[0]["reason"]) in body


def test_an_unknown_score_leaves_a_requirement_unconfirmed(client, shipped_edition):
    query = "among=falcon&among=flask&need.page-rendering=10"
    found = document(client, query)
    assert {entry["framework"] for entry in found["unconfirmed"]} == {"falcon"}
    assert found["unconfirmed"][0]["open"][0]["found"] is None
    assert "could not be confirmed" in client.get(f"/advise/result/?{query}").content.decode()


def test_if_no_framework_passes_the_page_says_so_and_why(client, shipped_edition):
    response = client.get("/advise/result/?need.admin=10&need.realtime=9")
    body = response.content.decode()
    assert response.status_code == 200
    assert "No framework meets all your must-haves." in body
    assert "Admin interface at least 10 out of 10" in body


def test_unknown_scores_widen_intervals_and_are_listed(client, shipped_edition):
    found = document(client, "level.page-rendering=decisive")
    falcon = next(entry for entry in found["ranking"] if entry["framework"] == "falcon")
    assert (falcon["lowest"], falcon["total"], falcon["highest"]) == (0.0, 0.5, 1.0)
    assert falcon["known_share"] == 0.0
    body = client.get("/advise/result/?level.page-rendering=decisive").content.decode()
    assert "incomplete data" in body
    left_out = client.get("/advise/result/left-out/?level.page-rendering=decisive").content.decode()
    assert "Falcon: Page rendering" in left_out


def test_without_answers_the_page_says_that_all_criteria_weigh_the_same(client, shipped_edition):
    found = document(client, "")
    assert found["equal_weights"] is True
    # One thirty-sixth, rounded so that all of them add up to 1.
    assert {level["weight"] for level in found["levels"]} == {0.027777777, 0.027777778}
    assert {"from-django", "from-flask"} <= set(found["not_considered"])
    body = client.get("/advise/result/").content.decode()
    assert "every criterion counts the same, except those about knowing Django or Flask" in body


def test_a_level_set_by_hand_replaces_the_one_from_the_answers(client, shipped_edition):
    found = document(client, "build=site&level.html-support=not-at-all&level.api=decisive")
    assert "html-support" in found["not_considered"]
    api = next(level for level in found["levels"] if level["criterion"] == "api")
    assert (api["importance"], api["by_hand"]) == ("decisive", True)
    body = client.get("/advise/result/levels/?build=site&level.api=decisive").content.decode()
    assert "set by you" in body


def test_the_form_of_levels_sends_all_and_the_address_keeps_the_changed_ones(client, shipped_edition):
    body = client.get("/advise/result/levels/?build=site").content.decode()
    form = re.search(
        r'<form method="get" action="/advise/result/" class="levels" data-at-once>.*?</form>', body, re.DOTALL
    )[0]
    data = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))
    for select in re.findall(r"<select.*?</select>", form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]+)" selected', select)[1]
        data[re.search(r'name="([^"]+)"', select)[1]] = chosen
    data |= dict.fromkeys(re.findall(r'name="(need\.[^"]+)"', form), "")
    assert len(data) == 77
    data["level.api"] = "decisive"
    first = client.get("/advise/result/", data)
    address = first["Location"]
    while (response := client.get(address)).status_code == 302:
        address = response["Location"]
    assert address == "/advise/result/?build=site&level.api=decisive"


def test_a_pinned_link_shows_the_same_advice_after_a_new_edition(client, shipped_edition, shipped):
    address = f"/advise/result/?edition=1&{SHOP}"
    as_decided = re.search(r"<main.*</main>", client.get(address).content.decode(), re.DOTALL)[0]
    django = shipped.framework_by_slug["django"]
    worse = replace(django, scores=tuple(replace(s, value=1.0) for s in django.scores if not isinstance(s.value, str)))
    add_edition(2, replace(shipped, frameworks=tuple(worse if f.slug == "django" else f for f in shipped.frameworks)))
    again = re.search(r"<main.*</main>", client.get(address).content.decode(), re.DOTALL)[0]
    receipt = re.search(r'<section class="receipt".*?</section>', again, re.DOTALL)[0]
    assert again.replace(receipt, "").split() == as_decided.split()
    assert "Django comes first" not in client.get(f"/advise/result/?{SHOP}").content.decode()


def test_the_json_names_its_edition_and_the_answers_read(client, shipped_edition):
    found = document(client, SHOP)
    assert found["edition"]["number"] == 1
    assert found["edition"]["digest"] == shipped_edition.digest
    assert found["answers"]["building-blocks"] == ["blocks-yes"]
    assert found["ranking"][0]["framework"] == "django"
    assert found["ranking"][0]["rank"] == 1
    assert found["summary"].startswith("Django comes first with ")


def test_any_two_frameworks_can_be_compared(client, shipped_edition):
    totals = {entry["framework"]: entry["points"] for entry in document(client, SHOP)["ranking"]}
    once = client.get(f"/advise/result/?{SHOP}&versus=quart&versus=flask")
    assert (once.status_code, once["Location"]) == (302, f"/advise/result/difference/?{SHOP}&versus=quart&versus=flask")
    body = client.get(once["Location"]).content.decode()
    table = re.search(r'<table class="gaps gap-bars">.*?</table>', body, re.DOTALL)[0]
    assert "gap between Quart and Flask. The parts add up." in table
    *parts, total = [int(n.replace("−", "-")) for n in re.findall(r"(?<=\">)[+−]\d+(?=</td>)", table)]
    assert total == sum(parts) == int(totals["quart"]) - int(totals["flask"])


@pytest.mark.parametrize("versus", ["flask", "flask&versus=flask", "flask&versus=nobody", "a&versus=b&versus=c"])
def test_invalid_pairs_are_removed_from_the_address(client, shipped_edition, versus):
    response = client.get(f"/advise/result/?{SHOP}&versus={versus}")
    assert (response.status_code, response["Location"]) == (302, f"/advise/result/?{SHOP}")


def test_the_bars_are_also_a_table(client, shipped_edition):
    body = client.get(f"/advise/result/side-by-side/?{SHOP}").content.decode()
    table = re.search(r'<table class="gaps parts">.*?</table>', body, re.DOTALL)[0]
    rows = [re.findall(r'<td class="number">(\d+)', row) for row in table.split("<tr>")[2:]]
    *parts, totals = [[int(n) for n in row] for row in rows]
    assert [sum(column) for column in zip(*parts, strict=True)] == totals
    assert totals[0] == 100


def test_advice_between_some_frameworks_ranks_only_these(client, shipped_edition):
    body = client.get(f"/advise/result/?among=flask&among=quart&{SHOP}").content.decode()
    assert "Only between Flask and Quart." in body
    assert re.findall(r'class="ranked-rank">\d+</span> <a href="/frameworks/([a-z]+)/"', body) == ["flask", "quart"]
    assert f'href="/advise/result/?{SHOP.replace("&", "&amp;")}">Consider all frameworks' in body
    assert document(client, f"among=flask&among=quart&{SHOP}")["among"] == ["flask", "quart"]


def test_the_csv_has_every_framework_and_its_parts_sum_to_the_total(client, shipped_edition):
    response = client.get(f"/advise/result.csv?{PUSH}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="framework-ranking.csv"'
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    weights = [name for name in rows[0] if "(weight" in name]
    assert len(rows) == 17
    assert all(sum(int(row[name]) for name in weights) == int(row["Total out of 100"]) for row in rows)
    assert sum(int(re.search(r"weight (\d+)%", name)[1]) for name in weights) == 100
    flask = next(row for row in rows if row["Framework"] == "Flask")
    assert (flask["Rank"], flask["Must-haves missed"]) == ("", "Async support at least 7 out of 10")


def test_the_markdown_table_equals_the_table_of_the_page(client, shipped_edition):
    found = document(client, SHOP)
    lines = client.get(f"/advise/result-table.md?{SHOP}").content.decode().splitlines()
    first = [entry["framework"] for entry in found["ranking"][:4]]
    names = [shipped_edition.catalogue.framework_by_slug[slug].name for slug in first]
    assert lines[2] == f"| Criterion | Weight | {' | '.join(names)} |"
    totals = [f"**{entry['points']}**" for entry in found["ranking"][:4]]
    assert lines[-3] == f"| **Total** | 100% | {' | '.join(totals)} |"
    assert lines[-1] == f"<http://testserver/advise/result/?edition=1&{SHOP}>"


def test_the_pinned_and_the_current_link_are_on_the_page(client, shipped_edition):
    body = client.get(f"/advise/result/share/?{SHOP}").content.decode()
    fields = dict(re.findall(r'<input id="link-(\w+)"[^>]*\svalue="([^"]+)"', body))
    query = SHOP.replace("&", "&amp;")
    assert fields == {
        "pinned": f"http://testserver/advise/result/?edition=1&amp;{query}",
        "current": f"http://testserver/advise/result/?{query}",
    }


def test_only_the_first_of_many_bars_are_drawn_and_the_others_named(client, shipped_edition, monkeypatch):
    monkeypatch.setattr("advisor.result.page._MOST", 3)
    body = client.get("/advise/result/?build=api&size=small").content.decode()
    assert body.count('<svg class="stack"') == 3
    assert re.search(r"<summary>\d+ more, down to \d+ out of 100</summary>", body)
    assert ">Tornado</a> " in body
    query = "build=api&size=small&versus=fastapi&versus=tornado"
    named = client.get(f"/advise/result/difference/?{query}").content.decode()
    options = re.findall(r'<option value="([\w-]+)"( selected)?>', named.partition('id="versus-other"')[2])
    assert next(slug for slug, selected in options if selected) == "tornado"
    assert named.count("<select") == 2


def test_only_the_first_of_many_excluded_are_listed_and_the_others_counted(client, shipped_edition, monkeypatch):
    monkeypatch.setattr("advisor.result.page._MOST", 2)
    body = client.get("/advise/result/?build=api&size=small").content.decode()
    assert "NiceGUI, Reflex and 1 more" in body.partition('id="excluded"')[2].partition("</section>")[0]
    one_by_one = client.get("/advise/result/left-out/?build=api&size=small").content.decode()
    assert one_by_one.partition('class="statements"')[2].partition("</section>")[0].count("<li>") == 2


def test_each_total_of_the_ranking_lies_within_the_range_beside_it(client, shipped_edition):
    page = client.get("/advise/result/?build=site&interface=pages").content.decode()
    figures = re.findall(r'ranked-points">(\d+)</span>\s*<span class="ranked-range">(\d+)–(\d+)</span>', page)
    assert len(figures) > 5
    assert [(low, points, high) for points, low, high in figures if not int(low) <= int(points) <= int(high)] == []
    assert any(int(low) < int(high) for _, low, high in figures)


def test_a_bar_is_one_segment_for_each_group_and_they_add_up_to_its_total(client, shipped_edition):
    body = client.get(f"/advise/result/?{SHOP}").content.decode()
    legend = re.search(r'<ul class="shade-legend".*?</ul>', body, re.DOTALL)[0]
    shades = re.findall(r'class="shade-(\d)"', legend)
    bars = re.findall(r'<svg class="stack".*?</svg>\s*<span class="ranked-points">(\d+)<', body, re.DOTALL)
    drawn = re.findall(r'<svg class="stack".*?</svg>', body, re.DOTALL)
    assert len(bars) == len(drawn) > 5
    for points, bar in zip(bars, drawn, strict=True):
        assert sum(int(part) for part in re.findall(r": (\d+)</title>", bar)) == int(points)
        own = re.findall(r'class="shade-(\d)"', bar)
        assert own == [shade for shade in shades if shade in own]


def test_the_legend_names_the_criteria_of_each_group_weightiest_first(client, shipped_edition, shipped):
    groups = {criterion.slug: criterion.group for criterion in shipped.criteria}
    names = {criterion.slug: in_sentence(criterion.name) for criterion in shipped.criteria}
    weights = {one["criterion"]: one["weight"] for one in document(client, SHOP)["levels"] if one["weight"]}
    body = unescape(client.get(f"/advise/result/?{SHOP}").content.decode())
    legend = re.findall(r"</svg>([^:<]+): ([^<]+)</li>", body.partition("shade-legend")[2].partition("</ul>")[0])
    assert len(legend) == len({groups[slug] for slug in weights})
    for title, words in legend:
        group = next(group.slug for group in shipped.groups if group.name == title)
        named = re.split(", | and ", re.sub(r" and \d+ more$", "", words))
        own = [slug for slug in weights if groups[slug] == group]
        assert 0 < len(named) <= 5
        assert {*named} <= {names[slug] for slug in own}
        assert (" more" in words) == (len(own) > 5)


def test_all_must_haves_are_chips_and_each_can_be_taken_off(client, shipped_edition):
    query = "interface=pages&need.admin=9&need.realtime=9"
    for page in ("", "levels/", "answers/", "left-out/"):
        body = client.get(f"/advise/result/{page}?{query}").content.decode()
        chips = re.findall(r'<a class="chip" href="([^"]+)">([^<]+) <', body)
        assert [(address.replace("&amp;", "&").partition("?")[2], words) for address, words in chips] == [
            ("interface=not-sure&need.admin=9&need.realtime=9", "HTML support at least 4 out of 10"),
            ("interface=pages&need.realtime=9", "Admin interface at least 9 out of 10"),
            ("interface=pages&need.admin=9", "Async support at least 9 out of 10"),
        ]


def test_no_field_with_a_must_have_is_folded_away_and_each_shows_its_bound(client, shipped_edition):
    body = client.get("/advise/result/levels/?interface=pages&need.python-screens=8").content.decode()
    open_fields = body.partition("<details>")[0]
    html = re.search(r'<input[^>]*name="need.html-support"[^>]*>', open_fields)[0]
    screens = re.search(r'<input[^>]*name="need.python-screens"[^>]*>', open_fields)[0]
    assert 'placeholder="4"' in html
    assert "value" not in html
    assert 'value="8"' in screens


@pytest.mark.parametrize("page", ["levels", "side-by-side", "difference", "left-out", "answers", "share"])
def test_the_pages_behind_a_result_refuse_and_correct_addresses_as_it_does(client, shipped_edition, page):
    address = f"/advise/result/{page}/"
    for query, status in {
        "edition=abc": 400,
        "edition=99": 404,
        "among=nobody&build=site": 302,
        "build=%ff": 302,
    }.items():
        assert (
            client.get(f"{address}?{query}").status_code == client.get(f"/advise/result/?{query}").status_code == status
        )
    corrected = client.get(f"{address}?build=site&build=nothing&mood=good")
    assert corrected["Location"] == f"{address}?build=site&dropped=build.nothing&dropped=mood"
    redundant = client.get(f"{address}?build=site&level.html-support=a-lot")
    assert redundant["Location"] == f"{address}?build=site"
    assert "This address was corrected." in client.get(corrected["Location"]).content.decode()


@pytest.mark.parametrize("query", ["", "build=site", "need.admin=9&need.realtime=9", "among=flask&build=site"])
@pytest.mark.parametrize("page", ["levels", "side-by-side", "difference", "left-out", "answers", "share"])
def test_the_pages_behind_a_result_need_no_ranking(client, shipped_edition, page, query):
    response = client.get(f"/advise/result/{page}/?{query}")
    assert response.status_code == 200
    assert 'content="noindex"' in response.content.decode()


def test_the_first_screen_says_why_in_the_visitors_own_answers(client, shipped_edition):
    query = (
        "build=business-app&interface=pages&size=medium&knows=knows-django&data=orm"
        "&back-office=admin&sign-in=accounts&time=soon&life=long-life"
    )
    body = unescape(client.get(f"/advise/result/?{query}").content.decode())
    said = re.findall(r"<strong>([^<]+\.)</strong>", body)
    assert said == [
        "Staff need a back office.",
        "The team knows Django or another full-stack framework.",
        "It must be maintained for years.",
        "The first version is due within weeks.",
    ]
    assert re.search(r"<h1[^>]*>Django is your best fit</h1>", body)
    assert "Speed of first version</a> 6 out of 10; Flask has 10." in body
    assert re.search('href="https://docs.djangoproject.com/">Read Django.s documentation</a>', body)
