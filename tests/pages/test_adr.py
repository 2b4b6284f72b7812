"""The advice as a decision record that a team can file: whole records stand in `records/`."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from comparisons.catalogue.value import Statement
from tests.catalogues import changed, with_score
from tests.pages.editions import add_edition

RECORDS = Path(__file__).with_name("records")
# An hour before the next day begins in most of Europe: the day of a record is that of UTC.
PUBLISHED = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

SITE = "edition=1&build=site&parts=editors"
LEFT = "edition=1&need.admin=5&need.speed=500"
TIE = "edition=1&level.speed=decisive"


def equal(catalogue):
    """Alder and Birch answer equally fast."""
    changed_alder = with_score(catalogue, "alder", "speed", value=400.0, relative_error=0.0)
    return with_score(changed_alder, "birch", "speed", value=400.0)


def hostile(catalogue):
    """An editor writes Markdown and HTML into a name, a strength, a reason and a source."""
    text = "# It\n- `is` <script>alert(1)</script>"
    named = changed(catalogue, "frameworks", "alder", name="A*l*der | <b>", strengths=(Statement(text=text),))
    sourced = changed(named, "sources", "article", title="[So](x)", address="https://a.example/b_(c)")
    return with_score(
        sourced, "birch", "speed", reason="*Slow*, ada@b.example, https://c.example", sources=("article",)
    )


def record(client, query):
    response = client.get(f"/advise/result.md?{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    disposition = response["Content-Disposition"]
    return disposition.removeprefix('attachment; filename="').removesuffix('"'), response.content.decode()


@pytest.mark.parametrize(
    ("make", "query", "file", "name"),
    [
        (None, SITE, "one-first.md", "2026-11-22-use-alder.md"),
        (None, f"{SITE}&number=12&madr=2", "one-first-madr-2.md", "0012-use-alder.md"),
        (None, "edition=1", "no-priorities.md", "2026-11-22-choose-a-web-framework.md"),
        (None, LEFT, "nothing-left.md", "2026-11-22-choose-a-web-framework.md"),
        (equal, TIE, "tie.md", "2026-11-22-choose-between-alder-and-birch.md"),
        (equal, f"{TIE}&madr=2", "tie-madr-2.md", "2026-11-22-choose-between-alder-and-birch.md"),
        (hostile, "edition=1&build=site&need.speed=900", "markup.md", "2026-11-22-choose-a-web-framework.md"),
        (hostile, "edition=1&build=site&need.speed=300", "markup-of-a-name.md", "2026-11-22-use-alder.md"),
        (None, "edition=1&among=alder&among=birch&build=site", "among.md", "2026-11-22-use-alder.md"),
    ],
)
def test_a_record_says_what_the_result_says(client, db, small, make, query, file, name):
    add_edition(1, make(small) if make else small, published_at=PUBLISHED)
    assert record(client, query) == (name, (RECORDS / file).read_text(encoding="utf-8"))


def test_where_many_share_the_first_place_the_title_names_some(client, db, small):
    alder = small.framework_by_slug["alder"]
    copies = [changed(small, "frameworks", "alder", slug=f"oak-{n}", name=f"Oak {n}").frameworks[0] for n in range(4)]
    add_edition(1, replace(small, frameworks=(alder, *copies)), published_at=PUBLISHED)
    name, text = record(client, "edition=1&level.speed=decisive")
    assert name == "2026-11-22-choose-between-alder-oak-0-oak-1-and-2-others.md"
    assert "\n# Choose between Alder, Oak 0, Oak 1 and 2 others\n" in text


def test_without_an_edition_in_its_address_the_link_within_is_pinned_all_the_same(client, db, small):
    add_edition(1, small, published_at=PUBLISHED)
    assert record(client, "build=site&parts=editors") == record(client, SITE)


@pytest.mark.parametrize("number", ["0", "-1", "12345", "1e3", "", "٣", "a", "1&number=2"])
def test_a_number_that_is_none_is_refused(client, published, number):
    response = client.get(f"/advise/result.md?number={number}")
    assert response.status_code == 400
    assert "The number of a decision record is one from 1 to 9999, as in number=12." in response.content.decode()


@pytest.mark.parametrize("version", ["3", "", "two", "2&madr=4"])
def test_a_form_that_is_none_is_refused(client, published, version):
    response = client.get(f"/advise/result.md?madr={version}")
    assert response.status_code == 400
    assert "in MADR 4 or, for older tools, in MADR 2 (madr=2)." in response.content.decode()


@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("number=0012&build=site", "build=site&number=12"),
        ("madr=4&build=site", "build=site"),
        ("madr=2&number=9999", "number=9999&madr=2"),
    ],
)
def test_one_record_has_one_address(client, published, query, right):
    assert client.get(f"/advise/result.md?{query}")["Location"] == f"/advise/result.md?{right}"


def test_the_page_leads_to_both_forms(client, published):
    page = client.get("/advise/result/share/?build=site").content.decode()
    assert '<a href="/advise/result.md?edition=1&amp;build=site">Decision record (Markdown)</a>' in page
    assert '<a href="/advise/result.md?edition=1&amp;build=site&amp;madr=2">MADR 2</a>' in page
