"""Speed is retired in edition 2; in edition 1 it counted."""

import html
import json
import re

import pytest

from comparisons.catalogue.removal.removed import unasked
from tests.catalogues import changed
from tests.pages.editions import add_edition

pytestmark = pytest.mark.django_db
NOTICE = "Retired: new advice and comparisons do not use it."


@pytest.fixture
def retired(small):
    add_edition(1, small)
    return add_edition(2, unasked(changed(small, "criteria", "speed", retired=True), ["speed"]))


def words(response):
    """Return the text of a page on one line."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


def test_its_pages_say_so(client, retired):
    assert NOTICE in words(client.get("/criteria/speed/"))
    assert NOTICE not in words(client.get("/criteria/admin/"))
    assert "Speed Retired Answers in a second." in words(client.get("/criteria/"))
    assert "Speed Retired" in words(client.get("/find/?q=speed"))


def test_a_framework_shows_its_score_apart(client, retired):
    page = words(client.get("/frameworks/alder/"))
    assert "Retired criteria New advice and comparisons do not use these. Speed , answers 400" in page
    assert page.count("The manual says 400.0.") == 1
    assert "Under load" not in page  # its group has no other criterion


def test_comparisons_and_counts_leave_it_out(client, retired):
    assert b"/criteria/speed/" not in client.get("/compare/alder-vs-birch/").content
    assert b"/criteria/packages/" in client.get("/compare/alder-vs-birch/").content
    assert "3 criteria" in re.sub(r"criteria (\d+)", r"\1 criteria", words(client.get("/")))
    assert client.get("/compare/alder-vs-birch/card.png").status_code == 200


@pytest.mark.parametrize("name", ["level.speed=a-lot", "need.speed=500"])
def test_an_address_that_names_it_is_told(client, retired, name):
    page = words(client.get(f"/advise/result/?build=site&{name}", follow=True))
    assert f"contradicts itself: {name.partition('=')[0]} . Everything else was kept." in page
    assert "Speed is retired: new advice leaves it out. A link that names an older edition keeps it." in page
    together = words(client.get(f"/advise/together/?1=A&1.build=site&1.{name}&2=B&2.build=api", follow=True))
    assert "Speed is retired: new advice leaves it out." in together


def test_a_link_to_the_older_edition_keeps_it_and_tells_that_it_is_retired(client, retired):
    response = client.get("/advise/result/?edition=1&build=site&level.speed=a-lot")
    assert response.status_code == 200
    page = words(response)
    assert re.search("Criterion Speed.{1,40}50% of the weight.{1,40}retired", page)
    assert "was corrected" not in page


def test_the_api_knows_it(client, retired):
    criterion = json.loads(client.get("/api/v1/criteria/speed").content)["criterion"]
    assert criterion["retired"] is True
    before = json.loads(client.get("/api/v1/criteria/speed?edition=1").content)["criterion"]
    assert "retired" not in before
    alder = json.loads(client.get("/api/v1/frameworks").content)["items"][0]
    assert (alder["known"], alder["criteria"]) == (3, 3)
    refused = client.get("/api/v1/recommendation?build=site&level.speed=a-lot")
    assert refused.status_code == 400
    assert json.loads(refused.content)["errors"] == [
        {
            "parameter": "level.speed",
            "detail": "Speed is retired in edition 2: name an earlier edition to have it count.",
        }
    ]


def test_the_changes_of_the_edition_say_so(client, retired):
    assert "Criterion Speed is retired." in words(client.get("/editions/2/"))
