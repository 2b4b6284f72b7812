"""Decisions that editors keep, and what unpublished changes would do to them."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from advisor.models import KeptDecision
from advisor.watching.kept import canonical_link, kept_changes, kept_words
from comparisons.catalogue.value import Status
from comparisons.editions.publishing import publish
from comparisons.working_copy import write_catalogue
from tests.catalogues import changed, small_catalogue, with_score
from tests.comparisons.admin.conftest import logged_in

SMALL = small_catalogue()
MOVED = with_score(SMALL, "alder", "admin", value=3.0)
SITE = "/advise/result/?edition=1&build=site&parts=editors&parts=lean&screens=own"
ADD = "/admin/advisor/keptdecision/add/"


@pytest.fixture
def anna(published):
    return logged_in(User.objects.create_superuser("anna"))


def kept(name, link=SITE):
    return KeptDecision.objects.create(name=name, link=link)


@pytest.mark.parametrize(
    "pasted",
    [
        f"https://advisor.example{SITE}",
        SITE,
        f"  {SITE}&utm_source=mail ",
        "http://testserver/advise/result/?parts=lean&parts=editors&screens=own&build=site",
        "https://advisor.example/advise/result/share/?edition=1&build=site&parts=editors&parts=lean&screens=own",
    ],
)
def test_a_pasted_link_is_kept_in_its_canonical_form_with_its_edition(published, pasted):
    assert canonical_link(pasted) == SITE


@pytest.mark.parametrize(
    ("pasted", "message"),
    [
        ("https://advisor.example/advise/result/", "no question mark"),
        ("https://advisor.example/advise/result/?edition=9&build=site", "There is no edition 9."),
        ("https://advisor.example/advise/result/?edition=1&build=ship&parts=lean", "build.ship"),
        ("https://advisor.example/advise/result/?edition=1", "no answers"),
        ("not a link", "no question mark"),
    ],
)
def test_a_link_that_leads_to_no_result_is_refused_with_a_sentence(published, pasted, message):
    with pytest.raises(ValueError, match=message):
        canonical_link(pasted)


def test_an_editor_keeps_a_decision_and_sees_how_it_stands(anna):
    sent = {"name": "Shop", "link": f"https://advisor.example{SITE}", "note": "Tell Ada."}
    assert anna.post(ADD, sent).status_code == 302
    decision = KeptDecision.objects.get()
    assert (decision.name, decision.link, decision.note) == ("Shop", SITE, "Tell Ada.")
    write_catalogue(MOVED)
    publish(by=None, note="")
    page = anna.get(reverse("admin:advisor_keptdecision_changelist")).content.decode()
    assert "First place has moved from Alder to Birch" in page
    assert anna.get(reverse("admin:advisor_keptdecision_change", args=[decision.pk])).status_code == 200


def test_a_broken_link_is_refused_in_the_form(anna):
    page = anna.post(ADD, {"name": "Shop", "link": "nothing", "note": ""})
    assert page.status_code == 200
    assert "no question mark" in page.content.decode()
    assert not KeptDecision.objects.exists()


def test_two_kept_decisions_have_different_names(anna):
    kept("Shop")
    page = anna.post(ADD, {"name": "Shop", "link": SITE, "note": ""})
    assert "already exists" in page.content.decode()


def test_decisions_that_would_flip_come_first_and_the_others_are_left_out(published):
    retired = changed(MOVED, "frameworks", "dogwood", status=Status.RETIRED)
    both = [kept("Gateway", "/advise/result/?edition=1&build=api"), kept("Shop"), kept("Intranet")]
    found = kept_changes(SMALL, retired, both)
    assert [(change.name, change.is_flip) for change in found] == [("Shop", True), ("Intranet", True)]
    assert found[0].words.startswith("First place has moved from Alder to Birch")
    assert kept_words(found) == "2 kept decisions would flip: Shop and Intranet."


def test_a_decision_that_keeps_its_first_place_is_told_apart(published):
    today = changed(SMALL, "frameworks", "birch", status=Status.RETIRED)
    found = kept_changes(SMALL, today, [kept("Intranet", "/advise/result/?edition=1&parts=editors")])
    assert [change.is_flip for change in found] == [False]
    assert kept_words(found) == (
        "1 kept decision would keep the first place, but something else that matters changes: Intranet."
    )


def test_without_kept_decisions_that_change_nothing_is_said(published):
    assert kept_words(kept_changes(SMALL, MOVED, [])) == ""


def test_the_impact_preview_names_the_decisions_that_would_flip(anna):
    decision = kept("Shop")
    kept("Gateway", "/advise/result/?edition=1&build=api")
    write_catalogue(MOVED)
    body = anna.get("/admin/changes/").content.decode()
    assert "1 kept decision would flip: Shop." in body
    assert reverse("admin:advisor_keptdecision_change", args=[decision.pk]) in body
    assert "Gateway" not in body


def test_renamed_things_keep_a_kept_decision_readable(anna):
    decision = kept("Shop")
    elder = changed(SMALL, "questions", "build", slug="what", aliases=("build",))
    elder = changed(elder, "questions", "screens", asked_after=None)
    assert kept_changes(elder, elder, [decision]) == []
