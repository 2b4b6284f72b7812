"""The page of unpublished changes: ticks, who and when, and publishing what is ticked."""

import re

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from msgspec.structs import replace

from comparisons import models
from comparisons.admin.links import AT_ONCE
from comparisons.editions.pending import pending
from comparisons.editions.publishing import publish
from comparisons.editions.store import current_edition, editions
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import changed, large_catalogue, with_score, without
from tests.comparisons.admin.browser import (
    address,
    filled_in,
    form_of,
    guide,
    messages_of,
    opened,
    publish_ticked,
    row_name,
    send,
)
from tests.comparisons.admin.publishing.changes import CHANGES, CITED, PUBLISH, SMALL, THREE, entries, press, ticked

# Publishing what is ticked


@pytest.mark.usefixtures("edited")
def test_what_is_ticked_is_published_and_the_rest_stays(anna):
    publish_ticked(anna, page=f"{CHANGES}?tick=framework/birch", note="Beech.")
    assert current_edition().catalogue == changed(SMALL, "frameworks", "birch", name="Beech")
    assert read_catalogue() == THREE
    assert messages_of(anna) == [
        "Edition 2 is published with 1 change: visitors see it now. 2 changes stay unpublished. "
        '<a href="/">View the site</a>'
    ]
    assert set(entries(anna.get(CHANGES))) == {"score/alder/admin", "source/handbook"}


@pytest.mark.usefixtures("edited")
def test_the_page_says_how_many_go_and_how_many_stay(anna):
    html = " ".join(anna.get(f"{CHANGES}?tick=framework/birch").content.decode().split())
    assert "1 of 3 changes ticked, 2 stay unpublished" in html
    assert 'value="Publish 1 change"' in html


@pytest.mark.usefixtures("edited")
def test_other_ticks_than_those_shown_are_shown_first_and_published_then(anna):
    response = publish_ticked(anna, only={"framework/birch"}, note="Beech.")
    assert "Nothing is published yet: check below what the ticked changes would do" in response.content.decode()
    assert ticked(response) == {"framework/birch"}
    assert response.context["form"]["note"].value() == "Beech."
    assert len(editions()) == 1
    assert anna.post(PUBLISH, {**form_of(response, "changes")}).status_code == 302
    assert current_edition().catalogue == changed(SMALL, "frameworks", "birch", name="Beech")


@pytest.mark.usefixtures("edited")
def test_what_ticked_changes_need_goes_along_and_is_listed_with_the_reason(anna):
    response = anna.get(f"{CHANGES}?tick=score/alder/admin")
    assert ticked(response) == {"score/alder/admin", "source/handbook"}
    assert [line.text for line in response.context["needed"]] == [
        "Source 'Manual' is new. It goes with: Score of Alder on Admin: sources changed."
    ]
    assert entries(response)["source/handbook"].needed_by == "Score of Alder on Admin"
    without_need = press(anna, response, "publish=", page=PUBLISH, only={"score/alder/admin"}, note="Cited.")
    assert "Nothing is published yet" in without_need.content.decode()
    assert ticked(without_need) == {"score/alder/admin", "source/handbook"}
    assert press(anna, without_need, "publish=", page=PUBLISH).status_code == 302
    assert current_edition().catalogue == CITED


@pytest.mark.usefixtures("edited")
def test_a_ticked_change_that_somebody_changed_meanwhile_is_refused_by_name(anna, berta):
    form = form_of(anna.get(CHANGES), "changes")
    birch = models.Framework.objects.get(slug="birch")
    send(berta, birch, opened(berta, birch), name="Bark")
    response = anna.post(PUBLISH, {**form, "note": "All."})
    html = response.content.decode()
    assert "Nothing was published. Somebody was at work after you had looked (changed again: Framework Bark)." in html
    assert len(editions()) == 1
    assert press(anna, response, "publish=", page=PUBLISH).status_code == 302


@pytest.mark.usefixtures("edited")
def test_an_old_form_without_ticks_publishes_nothing_and_shows_everything_ticked(anna):
    response = anna.post(PUBLISH, {"note": "All."})
    assert ticked(response) == {"framework/birch", "score/alder/admin", "source/handbook"}
    assert response.context["form"]["note"].value() == "All."
    assert len(editions()) == 1


@pytest.mark.usefixtures("edited")
def test_malformed_ticks_publish_nothing(anna):
    form = form_of(anna.get(CHANGES), "changes")
    for change in ("x", "@", "framework/birch@", "framework/birch@0000", "nothing/there@1", "a\x00@b"):
        form["change"] = change
        assert anna.post(PUBLISH, {**form, "note": "All."}).status_code == 200, change
        assert anna.post(CHANGES, {**form, "ready": "yes"}).status_code == 302, change
        assert anna.post(CHANGES, {**form, "page": "x", "tick": "+nothing"}).status_code == 200, change
        assert (len(editions()), models.ReadyMark.objects.count()) == (1, 0)


@pytest.mark.usefixtures("edited")
def test_nothing_ticked_is_said_and_publishes_nothing(anna):
    response = press(anna, anna.get(CHANGES), "publish=", page=PUBLISH, only=set(), note="Nothing.")
    assert "Nothing was published. Tick what you want to publish." in response.content.decode()
    assert ticked(response) == set()
    assert len(editions()) == 1


def test_errors_elsewhere_do_not_stop_what_is_ticked(anna):
    write_catalogue(changed(SMALL, "frameworks", "birch", name="Beech"))
    models.Scenario.objects.get(slug="shop").right.clear()
    refused = anna.get(CHANGES)
    assert [line.text for line in refused.context["errors"]] == ["Scenario shop: names no right first place"]
    response = anna.get(f"{CHANGES}?tick=framework/birch")
    assert response.context["errors"] == []
    assert [line.text for line in response.context["other_errors"]] == ["Scenario shop: names no right first place"]
    publish_ticked(anna, page=f"{CHANGES}?tick=framework/birch", note="Beech.")
    assert len(editions()) == 2


def test_the_impact_is_that_of_what_is_ticked(anna):
    write_catalogue(with_score(changed(SMALL, "frameworks", "birch", name="Beech"), "alder", "admin", value=3.0))
    assert len(anna.get(CHANGES).context["impact"].turning) == 1
    assert anna.get(f"{CHANGES}?tick=framework/birch").context["impact"].turning == []
    assert "impact" not in anna.get(f"{CHANGES}?tick=none").context


def test_with_a_damaged_edition_the_whole_working_copy_can_be_published(anna, edited):
    models.Edition.objects.update(data="{}", digest="0" * 64)
    response = anna.get(CHANGES)
    assert "checkbox" not in response.content.decode()
    assert press(anna, response, "publish=", page=PUBLISH, note="Mended.").status_code == 302
    assert current_edition().catalogue == THREE


# What the page says of each change


@pytest.mark.usefixtures("edited")
def test_changes_are_grouped_by_framework_and_kind(anna):
    groups = anna.get(CHANGES).context["groups"]
    assert [(group.title, group.of, [one.name for one in group.entries]) for group in groups] == [
        ("Alder", 1, ["score/alder/admin"]),
        ("Beech", 1, ["framework/birch"]),
        ("Sources", 1, ["source/handbook"]),
    ]


def test_texts_that_the_sentence_leaves_out_are_shown_before_and_after(anna, alder):
    words = "A summary of more than sixty characters, which no sentence quotes in full."
    send(anna, alder, opened(anna, alder), summary=words, name="Elder")
    entry = entries(anna.get(CHANGES))["framework/alder"]
    assert entry.lines == ["Framework Elder: name 'Alder' becomes 'Elder'.", "Framework Elder: summary changed."]
    assert [(f.name, f.before, f.after) for f in entry.fields] == [("Summary", "Alder serves pages.", words)]


def test_added_and_removed_things_are_shown_with_what_they_hold(anna):
    new = replace(SMALL, groups=(*SMALL.groups, replace(SMALL.groups[0], slug="new", name="New")))
    write_catalogue(without(new, "claims", "all-are-good"))
    found = entries(anna.get(CHANGES))
    assert ("Name", "", "New") in [(f.name, f.before, f.after) for f in found["group/new"].held]
    assert ("Text", "All are good.", "") in [(f.name, f.before, f.after) for f in found["claim/all-are-good"].held]


def who(client):
    return {name: entry.changed_by for name, entry in entries(client.get(CHANGES)).items()}


# Who and when


def test_each_change_says_who_changed_it_last_and_when(anna, berta, alder):
    score = alder.scores.get(criterion__slug="admin")
    form = opened(anna, alder)
    extension = alder.extensions.get()
    send(anna, alder, form, summary="New.", **{f"{row_name(form, 'extensions', extension)}-licence": "MIT"})
    send(berta, score, opened(berta, score), value="4")
    claim = models.Claim.objects.get(slug="all-are-good")
    berta.post(guide(claim), filled_in(berta, claim) | {"delete": ""})
    gone = models.Score.objects.get(framework__slug="birch", criterion__slug="speed")
    anna.post(guide(gone), filled_in(anna, gone))
    group = models.Group.objects.get(slug="with-it")
    send(berta, group, opened(berta, group), position="7")
    models.Source.objects.filter(slug="manual").update(note="By nobody")
    assert who(anna) == {
        "framework/alder": "anna",
        "extension/alder/alder-api": "anna",
        "score/alder/admin": "berta",
        "score/birch/speed": "anna",
        "claim/all-are-good": "berta",
        "order/group": "berta",
        "source/manual": "",
    }
    html = anna.get(CHANGES).content.decode()
    assert re.search(r"Last changed by berta, \d+ \w+ \d{4}, \d\d:\d\d", html)
    assert "The history does not say who changed it" in html


def test_of_a_new_thing_the_last_change_of_its_parts_counts(anna, berta):
    page = reverse("admin:comparisons_question_add")
    rows = {"choices-TOTAL_FORMS": "2", "choices-0-text": "Yes", "choices-0-slug": "yes"}
    rows |= {"choices-1-text": "No", "choices-1-slug": "no"}
    form = form_of(anna.get(page), "question")
    anna.post(page, {**form, **rows, "text": "Sure?", "slug": "sure", "why": "Why not.", "_save": ""})
    assert who(anna)["question/sure"] == "anna"
    choice = models.Choice.objects.get(slug="yes")
    send(berta, choice, opened(berta, choice), text="Yes!")
    assert who(anna)["question/sure"] == "berta"


# Groups of ticks


@pytest.mark.usefixtures("edited")
def test_buttons_tick_all_none_or_a_group_and_keep_the_note(anna):
    page = anna.get(CHANGES)
    none = press(anna, page, "tick=none", note="Kept.")
    assert ticked(none) == set()
    one = press(anna, none, "tick=+all-framework/birch")
    assert ticked(one) == {"framework/birch"}
    two = press(anna, one, "tick=+all-source")
    assert ticked(two) == {"framework/birch", "source/handbook"}
    assert ticked(press(anna, two, "tick=-all-framework/birch")) == {"source/handbook"}
    assert ticked(press(anna, two, "tick=all")) == {"framework/birch", "score/alder/admin", "source/handbook"}
    assert none.context["form"]["note"].value() == "Kept."


def test_mine_and_ready_can_be_ticked(anna, berta, edited):
    birch = models.Framework.objects.get(slug="birch")
    send(anna, birch, opened(anna, birch), name="Bark")
    press(berta, berta.get(f"{CHANGES}?tick=source/handbook"), "ready=yes")
    page = anna.get(CHANGES)
    assert (page.context["mine"], page.context["ready"]) == (1, 1)
    assert ticked(press(anna, page, "tick=mine")) == {"framework/birch"}
    assert ticked(press(anna, page, "tick=ready")) == {"source/handbook"}
    assert ticked(anna.get(f"{CHANGES}?tick=ready&tick=mine")) == {"framework/birch", "source/handbook"}


def many(number, **fields):
    """Return a catalogue with this number of frameworks more, with these fields changed in each of them."""
    catalogue = large_catalogue(number)
    frameworks = (replace(f, **fields) if f.slug.startswith("alder-") else f for f in catalogue.frameworks)
    return replace(catalogue, frameworks=tuple(frameworks))


@pytest.fixture
def three_pages(anna, small):
    number = 2 * AT_ONCE + 1
    write_catalogue(many(number))
    publish(by=None)
    write_catalogue(many(number, licence="BSD"))
    return number


def test_ticks_are_kept_from_page_to_page(anna, three_pages):
    first = anna.get(CHANGES)
    assert (len(entries(first)), len(ticked(first))) == (AT_ONCE, three_pages)
    second = press(anna, first, "page=2", only={"framework/alder-0000"})
    assert (len(entries(second)), second.context["page"].number) == (AT_ONCE, 2)
    assert ticked(second) == {"framework/alder-0000", *(f"framework/alder-{n:04}" for n in range(AT_ONCE, three_pages))}
    none = press(anna, second, "tick=none")
    third = press(anna, press(anna, none, "tick=+all-framework/alder-0101"), "page=3")
    assert ticked(third) == {"framework/alder-0101"}
    assert press(anna, third, "publish=", page=PUBLISH, note="One.").status_code == 302
    assert len(pending().changes) == three_pages - 1


def test_the_page_takes_the_same_number_of_queries_for_any_number_of_changes(anna, small):
    def queries(number):
        write_catalogue(many(number))
        publish(by=None)
        write_catalogue(many(number, licence="BSD"))
        for row in models.Framework.objects.filter(licence="BSD"):
            LogEntry.objects.log_actions(User.objects.get().pk, [row], CHANGE, "Changed.", single_object=True)
        anna.get(CHANGES)
        with CaptureQueriesContext(connection) as captured:
            assert len(ticked(anna.get(CHANGES))) == number
        return len(captured)

    assert queries(AT_ONCE + 1) == queries(1) <= 61


def test_links_of_a_change_lead_to_its_form(anna, alder):
    send(anna, alder, opened(anna, alder), summary="New words.")
    assert entries(anna.get(CHANGES))["framework/alder"].address == address(alder)
