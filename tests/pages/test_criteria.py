"""The list of criteria."""

import re


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
