"""The list of criteria."""

import re
from datetime import date

from tests.catalogues import with_score
from tests.pages.editions import add_edition


def line_of(client, name):
    """Return the text of a criterion's line, and the number of marks on its bar."""
    body = client.get("/criteria/").content.decode()
    [line] = [part for part in body.split("<dt>") if re.search(rf'href="/criteria/{name}/">', part)]
    return " ".join(re.sub(r"<[^>]+>", " ", line).split()), line.count('class="spread-mark"')


def test_a_criterion_shows_its_spread_and_the_best_of_the_others(client, shipped_edition, shipped):
    text, marks = line_of(client, "admin")
    assert "Best: Django" in text
    assert marks == len({f.score_by_criterion["admin"].value for f in shipped.published_frameworks})


def test_a_framework_that_the_criterion_is_about_is_not_called_the_best(client, shipped_edition):
    text, _ = line_of(client, "from-flask")
    assert re.search("Best: (?!Flask)", text)


def test_kinds_have_no_spread(client, shipped_edition):
    text, marks = line_of(client, "framework-type")
    assert ("Best:" in text, marks) == (False, 0)


def test_scores_that_are_due_today_have_a_page_that_is_never_stored(client, db, small):
    add_edition(1, with_score(small, "alder", "admin", reviewed_on=date(2001, 1, 1)))
    response = client.get("/reviews/")
    assert response["Cache-Control"] == "no-cache"
    body = " ".join(response.content.decode().split())
    assert '<a href="/frameworks/alder/#score-admin">Alder: Admin</a> reviewed' in body
    assert "It should be looked at every 12 months." in body
