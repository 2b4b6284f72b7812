import gzip
import html
import re

import pytest
from django.utils.html import escape
from msgspec.structs import replace

from comparisons.content.comparison import compare
from tests.catalogues import ALDER, CLAIMS, small_catalogue
from tests.pages.editions import add_edition

SIX = ("django", "fastapi", "flask", "litestar", "quart", "starlette")


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_seven_rows_of_the_founding_article_are_shown(client, shipped_edition):
    body = page(client, "/compare/django-vs-flask/")
    rows = re.findall(r'<th scope="row" rowspan="2">\s*<a[^>]*>([^<]+)</a>', body)
    seven = {
        "Framework type",
        "Speed of first version",
        "Ease of use",
        "Scalability",
        "Performance",
        "Debugging",
        "HTML support",
    }
    assert seven <= set(rows)
    assert len(rows) == 34


def test_every_score_has_its_reason_and_sources(client, shipped_edition, shipped):
    body = page(client, "/compare/django-vs-flask/")
    for slug in ("django", "flask"):
        for score in shipped.framework_by_slug[slug].scores:
            assert score.reason.split(".")[0].replace("'", "&#x27;").replace('"', "&quot;") in body
            for source in score.sources:
                assert f"/sources/#{source}" in body


def test_strengths_and_drawbacks_are_shown(client, shipped_edition, shipped):
    body = page(client, "/compare/django-vs-flask/")
    for slug in ("django", "flask"):
        framework = shipped.framework_by_slug[slug]
        for statement in (*framework.strengths, *framework.drawbacks):
            assert escape(statement.text) in body


def test_claims_about_several_frameworks_are_open_and_others_are_folded_with_their_number(client, db):
    about = {"two": ("alder", "birch"), "first": ("alder",), "second": ("alder",), "neither": ()}
    claims = (replace(CLAIMS[0], slug=slug, frameworks=frameworks) for slug, frameworks in about.items())
    add_edition(1, small_catalogue(claims=tuple(claims)))
    body = page(client, "/compare/alder-vs-birch/")
    shown, _, folded = body.partition('<details class="more">')
    assert re.findall(r'id="claim-(\w+)"', shown) == ["two"]
    assert re.findall(r'id="claim-(\w+)"', folded) == ["first", "second"]
    assert "2 about Alder alone:\n" in folded
    assert "2 disputed" in folded


def test_all_claims_about_the_compared_frameworks_are_shown(client, shipped_edition, shipped):
    body = page(client, "/compare/django-vs-flask/")
    assert sorted(re.findall(r'id="claim-([\w-]+)"', body)) == sorted(
        claim.slug for claim in shipped.claims if {"django", "flask"} & set(claim.frameworks)
    )
    for verdict in ("supported", "disputed", "wrong"):
        assert f"verdict-{verdict}" in body


def test_differences_only_hides_equal_rows(client, shipped_edition, shipped):
    frameworks = [shipped.framework_by_slug[slug] for slug in ("django", "flask")]
    same = [row.criterion.slug for row in compare(shipped, frameworks).rows if not row.differs]
    assert same == ["stateful-screens", "synchronous-code", "adoption"]
    everything, differences = (page(client, f"/compare/django-vs-flask/{query}") for query in ("", "?rows=differences"))
    table = 'href="/criteria/adoption/"'
    assert table in everything
    assert table not in differences
    assert "Show all rows (3 more)" in differences


def test_swapped_axes_give_each_framework_a_row_and_keep_the_groups(client, shipped_edition, shipped):
    body = page(client, "/compare/django-vs-flask/?axes=swapped")
    rows = re.findall(r'<th scope="row" rowspan="2">\s*<a[^>]*>([^<]+)</a>', body)
    assert rows == ["Django", "Flask"]
    heads = re.findall(r'<th scope="colgroup" colspan="(\d+)">\s*<span>([^<]+)</span>', body)
    assert heads == [
        (str(sum(criterion.group == group.slug for criterion in shipped.criteria)), group.name)
        for group in shipped.groups
    ]


def test_frameworks_without_differences_get_a_message(client, db):
    twin = replace(ALDER, slug="aspen", name="Aspen")
    add_edition(1, small_catalogue(frameworks=(ALDER, twin), claims=()))
    for axes in ("", "&axes=swapped"):
        body = page(client, f"/compare/alder-vs-aspen/?rows=differences{axes}")
        assert "They are alike in everything that is recorded." in body
        assert "Show all rows (4 more)" in body


OPTIONS = "?rows=differences&axes=swapped"


def test_each_of_three_frameworks_can_be_removed_and_options_are_kept(client, shipped_edition):
    body = html.unescape(page(client, f"/compare/django-vs-fastapi-vs-flask/{OPTIONS}"))
    for name, rest in [
        ("Django", "fastapi-vs-flask"),
        ("FastAPI", "django-vs-flask"),
        ("Flask", "django-vs-fastapi"),
    ]:
        links = re.findall(rf'href="([^"]+)"\s+title="Remove {name}"', body)
        assert links == [f"/compare/{rest}/{OPTIONS}", f"/compare/{rest}/{OPTIONS}#table"]


def test_neither_of_two_frameworks_can_be_removed(client, shipped_edition):
    assert "Remove" not in page(client, "/compare/django-vs-flask/")


def test_a_framework_is_added_by_a_form_without_script(client, shipped_edition, shipped):
    body = page(client, f"/compare/django-vs-flask/{OPTIONS}")
    form = re.search(r'<form class="add-one".*?</form>', body, re.DOTALL).group()
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', form)
    assert hidden == [("f", "django"), ("f", "flask"), ("rows", "differences"), ("axes", "swapped")]
    offered = re.findall(r'<option value="([\w-]+)"', form)
    assert sorted(offered) == sorted(shipped.public_frameworks.keys() - {"django", "flask"})
    response = client.get("/compare/", [*hidden, ("f", "aiohttp")])
    assert (response.status_code, response["Location"]) == (302, f"/compare/aiohttp-vs-django-vs-flask/{OPTIONS}")


def test_an_empty_choice_adds_nothing(client, shipped_edition):
    response = client.get("/compare/?f=django&f=flask&axes=swapped&f=")
    assert (response.status_code, response["Location"]) == (302, "/compare/django-vs-flask/?axes=swapped")


def test_no_framework_can_be_added_to_six(client, shipped_edition):
    body = page(client, "/compare/django-vs-fastapi-vs-flask-vs-litestar-vs-quart-vs-starlette/")
    assert '<form class="add-one"' not in body
    assert "Six is the most that fit side by side." in body


def test_a_comparison_links_to_advice_among_its_frameworks(client, shipped_edition):
    body = html.unescape(page(client, "/compare/django-vs-fastapi-vs-flask/"))
    assert 'href="/advise/?among=django&among=fastapi&among=flask"' in body


def test_the_chart_has_a_title_and_a_description(client, shipped_edition, shipped):
    body = page(client, "/compare/django-vs-streamlit/")
    pictures = re.findall(
        r'<svg class="strips" role="img".*?<title>(.*?)</title>\s*<desc>(.*?)</desc>', body, re.DOTALL
    )
    assert [title for title, _ in pictures] == [f"{group.name}: Django, Streamlit" for group in shipped.groups]
    under_load = dict(pictures)["Under load: Django, Streamlit"]
    assert "Django is best here on Performance, Scalability." in under_load
    assert "Streamlit is unknown on Benchmark throughput." in under_load
    assert "A question mark on a dashed line is unknown" in body


def test_the_form_offers_frameworks_by_kind_and_likely_pairs(client, shipped_edition):
    body = page(client, "/compare/")
    kinds = re.findall(r"<legend>([^<]+)</legend>", body)
    assert kinds == ["Full-stack", "Microframework", "API framework", "Async toolkit", "Python UI framework"]
    assert re.search(r'href="/compare/django-vs-flask/">\s*Django and Flask', body)
    assert "checked" not in body


def test_the_form_keeps_the_chosen_frameworks_and_options(client, shipped_edition):
    body = html.unescape(page(client, f"/compare/django-vs-flask/{OPTIONS}"))
    (address,) = re.findall(r'href="(/compare/\?with=[^"]+)"', body)
    assert address == "/compare/?with=django&with=flask&rows=differences&axes=swapped"
    picker = page(client, address)
    assert re.findall(r'value="([\w-]+)"\s+id="[\w-]+"\s+checked', picker) == ["django", "flask"]
    assert '<input type="hidden" name="axes" value="swapped">' in picker


def test_with_one_chosen_framework_the_form_offers_pairs_with_its_alternatives(client, shipped_edition):
    body = page(client, "/compare/?with=nicegui")
    pairs = re.findall(r'class="chip" href="/compare/([\w-]+)/"', body)
    assert pairs == ["nicegui-vs-streamlit", "nicegui-vs-reflex"]


def test_too_many_frameworks_get_an_error_and_stay_ticked(client, shipped_edition):
    seven = ["aiohttp", "bottle", "django", "falcon", "fastapi", "flask", "sanic"]
    response = client.get("/compare/", {"f": seven, "go": "Compare"})
    assert response.status_code == 400
    body = response.content.decode()
    assert "Choose at most 6 frameworks; 7 do not fit side by side. Untick at least 1." in body
    assert sorted(re.findall(r'value="([\w-]+)"\s+id="[\w-]+"\s+checked', body)) == seven


def test_frameworks_without_a_kind_are_offered_last(client, db, shipped):
    django = shipped.framework_by_slug["django"]
    scores = tuple(score for score in django.scores if score.criterion != "framework-type")
    kindless = replace(django, scores=scores)
    others = (framework for framework in shipped.frameworks if framework.slug != "django")
    add_edition(1, replace(shipped, frameworks=(kindless, *others)))
    body = page(client, "/compare/")
    assert re.findall(r"<legend>([^<]+)</legend>", body)[-1] == "Others"
    assert body.index("Others") < body.index('id="f-django"')


def test_the_form_works_in_a_catalogue_without_kinds(client, db, small):
    add_edition(1, small)
    assert re.findall(r"<legend>([^<]+)</legend>", page(client, "/compare/")) == ["Others", "Retired"]


@pytest.mark.parametrize("address", ["/compare/django-vs-flask/", "/compare/" + "-vs-".join(SIX) + "/"])
def test_the_page_and_its_styles_stay_within_their_size(client, shipped_edition, project, address):
    styles = [project / "static/vendor/bootstrap/bootstrap.min.css", project / "static/site/site.css"]
    parts = [client.get(address).content, *(style.read_bytes() for style in styles)]
    assert sum(len(gzip.compress(part)) for part in parts) < 100_000


def test_choose_when_comes_from_the_scores(shipped):
    frameworks = [shipped.framework_by_slug[slug] for slug in ("django", "flask")]
    comparison = compare(shipped, frameworks)
    django = {lead.criterion.slug: lead.by for lead in comparison.leads(frameworks[0])}
    flask = {lead.criterion.slug: lead.by for lead in comparison.leads(frameworks[1])}
    assert django["admin"] == 0.5
    assert flask["debugging"] > 0.19
    assert not django.keys() & flask.keys()
    assert min([*django.values(), *flask.values()]) > 0.19


def test_other_frameworks_do_not_affect_a_comparison(shipped):
    two = compare(shipped, [shipped.framework_by_slug[slug] for slug in ("django", "flask")])
    six = compare(
        shipped,
        [shipped.framework_by_slug[slug] for slug in ("aiohttp", "django", "fastapi", "flask", "reflex", "sanic")],
    )
    intervals = [
        {(c.framework.slug, c.criterion.slug): c.interval for row in comparison.rows for c in row.cells}
        for comparison in (two, six)
    ]
    assert intervals[0].items() <= intervals[1].items()


def test_unknown_scores_are_shown_as_unknown(client, shipped_edition, shipped):
    assert "benchmark" not in shipped.framework_by_slug["streamlit"].score_by_criterion
    body = page(client, "/compare/django-vs-streamlit/")
    assert '<span class="unknown">unknown</span>' in body
