import re

from comparisons.comparison import compare


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_it_shows_the_seven_rows_of_the_founding_article(client, shop_window):
    body = page(client, "/compare/django-vs-flask/")
    rows = re.findall(r'<th role="rowheader" scope="row">\s*<a[^>]*>([^<]+)</a>', body)
    seven = {
        "Framework type",
        "Time of development",
        "Ease of use",
        "Scalability",
        "Performance",
        "Debugging",
        "HTML support",
    }
    assert seven <= set(rows)
    assert len(rows) == 31


def test_every_score_has_its_reason_and_sources_at_hand(client, shop_window, shipped):
    body = page(client, "/compare/django-vs-flask/")
    for slug in ("django", "flask"):
        for score in shipped.framework_by_slug[slug].scores:
            assert score.reason.split(".")[0].replace("'", "&#x27;").replace('"', "&quot;") in body
            for source in score.sources:
                assert f"/sources/#{source}" in body


def test_it_shows_strengths_drawbacks_and_the_claims_with_their_verdicts(client, shop_window, shipped):
    body = page(client, "/compare/django-vs-flask/")
    assert body.count('<li class="claim"') == sum(
        bool({"django", "flask"} & set(claim.frameworks)) for claim in shipped.claims
    )
    for verdict in ("supported", "disputed", "wrong"):
        assert f"verdict-{verdict}" in body
    for framework in ("django", "flask"):
        first = shipped.framework_by_slug[framework].drawbacks[0].text
        assert first.replace("'", "&#x27;") in body


def test_differences_only_hides_the_rows_that_are_the_same(client, shop_window, shipped):
    frameworks = [shipped.framework_by_slug[slug] for slug in ("django", "flask")]
    same = [row.criterion.slug for row in compare(shipped, frameworks).rows if not row.differs]
    assert same == ["adoption"]
    everything, differences = (page(client, f"/compare/django-vs-flask/{query}") for query in ("", "?rows=differences"))
    table = 'href="/criteria/adoption/"'
    assert table in everything
    assert table not in differences
    assert "Show all rows (1 more)" in differences


def test_swapped_axes_give_each_framework_a_row(client, shop_window):
    body = page(client, "/compare/django-vs-flask/?axes=swapped")
    rows = re.findall(r'<th scope="row">\s*<a[^>]*>([^<]+)</a>', body)
    assert rows == ["Django", "Flask"]


def test_choose_when_comes_from_the_scores(shipped):
    frameworks = [shipped.framework_by_slug[slug] for slug in ("django", "flask")]
    comparison = compare(shipped, frameworks)
    django = {lead.criterion.slug: lead.by for lead in comparison.leads(frameworks[0])}
    flask = {lead.criterion.slug: lead.by for lead in comparison.leads(frameworks[1])}
    assert django["admin"] == 0.5
    assert flask["debugging"] > 0.19
    assert not django.keys() & flask.keys()
    assert min([*django.values(), *flask.values()]) > 0.19


def test_the_other_frameworks_move_nothing(shipped):
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


def test_unknown_is_shown_as_unknown(client, shop_window, shipped):
    assert "benchmark" not in shipped.framework_by_slug["streamlit"].score_by_criterion
    body = page(client, "/compare/django-vs-streamlit/")
    assert '<span class="unknown">unknown</span>' in body
