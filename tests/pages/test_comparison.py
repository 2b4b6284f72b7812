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


def rows_of(body):
    return re.findall(r'<th scope="row"><a href="/criteria/[^"]*">([^<]+)</a>', body)


def test_facts_come_first_and_every_criterion_has_one_row(client, shipped_edition):
    body = page(client, "/compare/django-vs-flask/")
    facts, _, scores = body.partition('id="choose"')
    heads = re.findall(r'<th scope="col">([^<]+)</th>', facts)
    assert heads == [
        "Framework",
        *("Framework type", "Version", "First release", "Licence", "Server interface", "Python versions"),
    ]
    assert re.findall(r'<td data-label="(?:Framework type|Version|Server interface)">([^<]+?)\s*<', facts) == [
        *("Full-stack", "6.1.3 (Nov 2026)", "Both WSGI and ASGI"),
        *("Microframework", "3.1.3 (Feb 2026)", "WSGI"),
    ]
    assert '<a class="cite" href="#cited-django-6-1-release-notes" title="Django 6.1 release notes">' in facts
    rows = rows_of(scores)
    assert len(rows) == len(set(rows)) == 38
    assert {"Speed of first version", "Ease of use", "Scalability", "Performance", "Debugging", "HTML support"} <= {
        *rows
    }


def test_every_score_has_its_reason_and_sources_one_click_away(client, shipped_edition, shipped):
    body = page(client, "/compare/django-vs-flask/")
    assert 'href="/compare/django-vs-flask/?reasons=shown#why-admin" aria-label="Why: Admin interface"' in body
    body = page(client, "/compare/django-vs-flask/?reasons=shown")
    assert 'id="why-admin"' in body
    for slug in ("django", "flask"):
        for score in shipped.framework_by_slug[slug].scores:
            criterion = shipped.criterion_by_slug[score.criterion]
            if criterion.retired or criterion.slug == "framework-type":
                continue
            assert escape(score.reason.split(".")[0]) in body
            for source in score.sources:
                assert f"/sources/#{source}" in body


def test_strengths_and_drawbacks_are_shown(client, shipped_edition, shipped):
    body = html.unescape(page(client, "/compare/django-vs-flask/"))
    for slug in ("django", "flask"):
        framework = shipped.framework_by_slug[slug]
        for statement in (*framework.strengths, *framework.drawbacks):
            assert statement.text in body


def test_a_source_has_one_number_on_the_page_and_is_listed_once(client, shipped_edition):
    body = page(client, "/compare/django-vs-flask/")
    listed = re.findall(r'<li id="cited-([\w-]+)"', body)
    cited = re.findall(r'class="cite" href="#cited-([\w-]+)"[^>]*><span[^>]*>source </span>(\d+)</a>', body)
    assert list(dict.fromkeys(cited)) == [(slug, str(number)) for number, slug in enumerate(listed, start=1)]
    assert f"Sources of the facts, strengths and drawbacks ({len(listed)})" in body


def test_claims_about_several_are_named_and_others_counted_with_links_to_their_evidence(client, db):
    about = {"two": ("alder", "birch"), "first": ("alder",), "second": ("alder",), "neither": ()}
    claims = (replace(CLAIMS[0], slug=slug, frameworks=frameworks) for slug, frameworks in about.items())
    add_edition(1, small_catalogue(claims=tuple(claims)))
    body = page(client, "/compare/alder-vs-birch/")
    assert re.findall(r'"/claims/#claim-(\w+)"', body) == ["two"]
    assert '<a href="/claims/?framework=alder">2 about Alder</a> (2 disputed).' in body
    assert CLAIMS[0].evidence not in body


def test_differences_only_hides_what_lies_within_the_margin_of_error(client, shipped_edition):
    everything, differences = (page(client, f"/compare/django-vs-flask/{query}") for query in ("", "?rows=differences"))
    hidden = [name for name in rows_of(everything) if name not in rows_of(differences)]
    assert {"Stateful UI", "Sync support", "Adoption"} < {*hidden}
    assert f"everything ({len(hidden)} more)" in differences
    assert "stateful UI" in differences


def test_many_frameworks_show_only_differences_unless_asked_for_all(client, shipped_edition):
    four = "/compare/django-vs-fastapi-vs-flask-vs-litestar/"
    usual, everything = page(client, four), page(client, f"{four}?rows=all")
    assert len(rows_of(usual)) < len(rows_of(everything)) == 38
    assert f'href="{four}?rows=all#table"' in usual
    assert f'href="{four}#table"' in everything
    for address, canonical in ((f"{four}?rows=differences", four), ("/compare/django-vs-flask/?rows=all", None)):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (302, canonical or "/compare/django-vs-flask/")


def test_swapped_axes_give_each_framework_a_row_and_keep_the_groups(client, shipped_edition, shipped):
    body = page(client, "/compare/django-vs-flask/?axes=swapped")
    assert re.findall(r'<th scope="row"><span>([^<]+)</span>', body) == ["Django", "Flask"]
    heads = re.findall(r'<th scope="colgroup" colspan="(\d+)">\s*<span>([^<]+)</span>', body)
    assert heads == [
        (str(sum(criterion.group == group.slug for criterion in shipped.rated_criteria)), group.name)
        for group in shipped.groups
    ]


def test_frameworks_without_differences_get_a_message(client, db):
    twin = replace(ALDER, slug="aspen", name="Aspen")
    add_edition(1, small_catalogue(frameworks=(ALDER, twin), claims=()))
    for axes in ("", "&axes=swapped"):
        body = page(client, f"/compare/alder-vs-aspen/?rows=differences{axes}")
        assert "They are alike in everything that is recorded, or too close to tell apart." in body
        assert "everything (3 more)" in body


OPTIONS = "?rows=differences&axes=swapped"


def test_each_of_three_frameworks_can_be_removed_and_options_are_kept(client, shipped_edition):
    body = html.unescape(page(client, f"/compare/django-vs-fastapi-vs-flask/{OPTIONS}"))
    for name, rest in [
        ("Django", "fastapi-vs-flask"),
        ("FastAPI", "django-vs-flask"),
        ("Flask", "django-vs-fastapi"),
    ]:
        links = re.findall(rf'href="([^"]+)"\s+title="Remove {name}"', body)
        assert links == [f"/compare/{rest}/{OPTIONS}"]


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
    assert "You can compare up to six." in body


def test_a_comparison_links_to_advice_among_its_frameworks(client, shipped_edition):
    body = html.unescape(page(client, "/compare/django-vs-fastapi-vs-flask/"))
    assert 'href="/advise/?among=django&among=fastapi&among=flask"' in body


def test_a_cell_is_a_picture_of_its_score_and_the_best_is_bold(client, shipped_edition):
    body = page(client, "/compare/django-vs-streamlit/")
    row = re.search(r"criteria/admin/.*?</tr>", body, re.DOTALL).group()
    assert re.findall(r"<td class=\"(f[^\"]+)\">(?:<b>)?(\d+)", row) == [("f19 v20 t20", "10"), ("f2 v6 t10", "3")]
    assert '<b>10<span class="visually-hidden">, best</span></b>' in row


def test_knowing_a_framework_is_no_merit_of_that_framework(client, shipped_edition):
    body = page(client, "/compare/django-vs-flask/")
    choose = body[body.index('id="choose"') : body.index('id="table"')]
    assert "developers" not in choose
    assert "Django or another" not in choose
    row = re.search(r"criteria/from-flask/.*?</tr>", body, re.DOTALL).group()
    assert "<td>itself</td>" in row
    assert "best" not in row


def test_the_form_offers_frameworks_by_kind_and_likely_pairs(client, shipped_edition):
    body = page(client, "/compare/")
    kinds = re.findall(r"<legend>([^<]+)</legend>", body)
    assert kinds == ["Full-stack", "Microframework", "API framework", "Async toolkit", "Python UI framework"]
    assert re.search(r'href="/compare/django-vs-flask/">\s*Django vs Flask', body)
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
    assert sum(len(gzip.compress(part)) for part in parts) < 55_000


def test_choose_when_comes_from_the_scores(shipped):
    frameworks = [shipped.framework_by_slug[slug] for slug in ("django", "flask")]
    comparison = compare(shipped, frameworks)
    django = {lead.criterion.slug: lead.by for lead in comparison.leads(frameworks[0])}
    flask = {lead.criterion.slug: lead.by for lead in comparison.leads(frameworks[1])}
    assert django["admin"] == 0.5
    assert flask["debugging"] > 0.19
    assert not django.keys() & flask.keys()
    assert not {"from-django", "from-flask"} & (django.keys() | flask.keys())
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
    assert "throughput" not in shipped.framework_by_slug["streamlit"].score_by_criterion
    body = page(client, "/compare/django-vs-streamlit/")
    assert '<span class="unknown">unknown</span>' in body
