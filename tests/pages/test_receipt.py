"""The changes that a pinned result shows after newer editions."""

import html
import re

import pytest
from django.utils import timezone

from advisor.advice.wording import ordinal
from comparisons.catalogue.value import Status
from tests.catalogues import changed, with_choice, with_score
from tests.pages.editions import add_edition
from tests.questions import PARTS

SITE = "build=site&parts=editors&parts=lean&screens=own"
ADDRESS = f"/advise/result/?edition=1&{SITE}"


@pytest.fixture
def decided(db, small):
    """The small catalogue as edition 1."""
    return add_edition(1, small).catalogue


@pytest.fixture
def decided_shipped(shipped_edition):
    return shipped_edition.catalogue


def changes_of(client, address=ADDRESS):
    """Return the HTML of the changes, "" if the page has none."""
    response = client.get(address)
    assert response.status_code == 200
    found = re.search(r'<section class="receipt".*?</section>', response.content.decode(), re.DOTALL)
    return found[0] if found else ""


def text_of(part):
    """Return the text of some HTML on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", part)).split())


def test_a_pinned_link_to_the_current_edition_shows_no_changes(client, decided):
    assert changes_of(client) == ""
    assert changes_of(client, f"/advise/result/?{SITE}") == ""


def test_the_current_result_shows_no_changes(client, decided):
    add_edition(2, with_score(decided, "alder", "admin", value=6.0))
    assert changes_of(client, f"/advise/result/?{SITE}") == ""
    assert changes_of(client, f"/advise/result/?edition=2&{SITE}") == ""


def test_a_pinned_link_shows_both_editions_and_what_changed(client, decided):
    today = with_score(with_score(decided, "alder", "admin", value=6.0), "birch", "speed", value=900.0)
    add_edition(2, changed(today, "frameworks", "birch", summary="It serves them quickly."))
    day = timezone.now().strftime("%-d %b %Y")
    assert text_of(changes_of(client)) == (
        "What has changed since First place has moved from Alder to Birch; most of it comes from Admin. "
        "The first places, as decided and today "
        f"Framework As decided edition 1, {day} Today edition 2, {day} Difference Where it comes from "
        "Birch 63 2nd 65 1st +2 Speed +2 "
        "Alder 75 1st 55 2nd −20 Admin −20 "
        "How sure leaning (look at the runner-up too) leaning (look at the runner-up too) "
        "2 changes that count for you "
        "Alder on Admin: 9 → becomes 6, −20 points "
        "Birch on Speed: 800 answers → becomes 900 answers, +2 points "
        "1 other change in the catalogue does not affect your answers: edition 2 ."
    )


def test_without_relevant_changes_the_page_says_so_and_links_the_others(client, decided):
    add_edition(2, with_score(decided, "alder", "admin", reason="Read again."))
    found = changes_of(client)
    day = timezone.now().strftime("%-d %B %Y")
    assert text_of(found) == (
        "What has changed since Nothing that counts for you has changed since. "
        f"Edition 2 of {day} gives the same advice. "
        "1 other change in the catalogue does not affect your answers: edition 2 ."
    )
    assert re.findall(r'href="(/editions/[^"]*)"', found) == ["/editions/2/"]


def test_a_restored_edition_shows_no_relevant_changes(client, decided):
    add_edition(2, with_score(decided, "alder", "admin", value=1.0))
    add_edition(3, decided)
    day = timezone.now().strftime("%-d %B %Y")
    assert text_of(changes_of(client)) == (
        "What has changed since Nothing that counts for you has changed since. "
        f"Edition 3 of {day} gives the same advice."
    )


def test_a_few_editions_since_are_all_linked(client, decided):
    for number in range(2, 6):
        add_edition(number, with_score(decided, "alder", "type", reason=f"Read {number} times."))
    links = [f"/editions/{number}/" for number in range(2, 6)]
    assert re.findall(r'href="(/editions/[^"]*)"', changes_of(client)) == links
    assert all(client.get(link).status_code == 200 for link in links)
    add_edition(6, with_score(decided, "alder", "type", reason="Read often."))
    assert re.findall(r'href="(/editions/[^"]*)">([^<]+)<', changes_of(client)) == [("/editions/", "editions 2 to 6")]


def test_a_removed_answer_is_named_and_the_page_stays(client, decided):
    add_edition(2, changed(decided, "questions", "parts", choices=PARTS.choices[1:]))
    assert (
        "Your answer “Screens for editors” to “Which parts do you need?”: counted → becomes no longer offered"
        in text_of(changes_of(client))
    )


def test_removed_and_new_frameworks_are_named(client, decided):
    today = changed(decided, "frameworks", "alder", status=Status.RETIRED)
    add_edition(2, changed(today, "frameworks", "cedar", status=Status.PUBLISHED))
    text = text_of(changes_of(client))
    assert "First place has moved from Alder to Birch; Alder has been retired." in text
    assert "Alder 75 1st retired –" in text
    assert "Cedar: not in the catalogue → becomes left out: may miss Packages at most 50 packages" in text


def test_a_renamed_criterion_is_listed_apart(client, decided):
    add_edition(2, changed(decided, "criteria", "admin", name="Back office"))
    text = text_of(changes_of(client))
    assert "Nothing that counts for you has changed since." in text
    assert "1 new wording of what you asked for A criterion's name: Admin → becomes Back office" in text


def test_changes_are_shown_even_if_no_framework_passes(client, decided):
    add_edition(2, with_score(decided, "alder", "admin", value=9.6))
    found = changes_of(client, "/advise/result/?edition=1&need.admin=9.5")
    assert "No framework met all your must-haves; today Alder comes first." in text_of(found)
    assert "Alder left out: misses Admin at least 9.5 out of 10 62 1st – How sure – – 1 change" in text_of(found)


def test_a_long_list_of_changes_is_closed_and_a_short_one_open(client, decided_shipped):
    address, today = "/advise/result/?edition=1&build=site", decided_shipped
    for number, framework in enumerate(decided_shipped.published_frameworks[:6], start=2):
        today = with_score(today, framework.slug, "html-support", value=0.5)
        add_edition(number, today)
        assert ("<details open>" in changes_of(client, address)) == (number - 1 < 6)


def test_both_columns_agree_with_the_two_result_pages(client, decided_shipped):
    site = "build=site&interface=pages&size=medium&back-office=admin&sign-in=accounts&need.documentation=6"
    today = with_score(with_score(decided_shipped, "django", "admin", value=2.0), "flask", "documentation", value=4.0)
    add_edition(2, with_choice(today, "build", "site", effects=()))
    table = re.search(r"<table.*?</table>", changes_of(client, f"/advise/result/?edition=1&{site}"), re.DOTALL)[0]
    rows = [
        [text_of(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)[1:]
    ]
    *rows, sure = rows
    assert len(rows) > 3
    names = {slug: one.name for slug, one in decided_shipped.framework_by_slug.items()}
    for edition in (1, 2):
        result = client.get(f"/advise/result.json?edition={edition}&{site}").json()
        places = {names[one["framework"]]: f"{one['points']} {ordinal(one['rank'])}" for one in result["ranking"]}
        for row in rows:
            assert row[edition] == places.get(row[0], row[edition])
            assert (row[0] in places) == row[edition][0].isdigit()
        assert sure[edition] == result["robustness"]["verdict"]


def test_a_pinned_link_takes_two_queries_and_then_one(client, decided, django_assert_num_queries):
    add_edition(2, with_score(decided, "alder", "admin", value=6.0))
    changes_of(client)
    other = "/advise/result/?edition=1&build=site"
    with django_assert_num_queries(2):
        assert "What has changed since" in changes_of(client, other)
    with django_assert_num_queries(1):
        assert "What has changed since" in changes_of(client, other)


def test_a_new_edition_shows_on_a_cached_page(client, decided):
    assert changes_of(client) == ""
    add_edition(2, with_score(decided, "alder", "admin", value=8.0))
    assert "One score that counts for you changed; Alder still comes first." in changes_of(client)
    add_edition(3, with_score(decided, "alder", "admin", value=6.0))
    assert "First place has moved from Alder to Birch; most of it comes from Admin." in changes_of(client)
