"""Taking an edition, discarding and loading: each thing keeps its address, and its history tells of it."""

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.urls import reverse
from msgspec.structs import replace

from comparisons import models
from comparisons.catalogue.codec import canonical
from comparisons.editions.publishing import publish
from comparisons.files import pack
from comparisons.working_copy import write_catalogue
from tests.catalogues import framework, score, small_catalogue, with_score, without
from tests.comparisons.admin.browser import address, filled_in, guide, opened, send
from tests.comparisons.admin.exchange.test_archive import confirm, upload

SMALL = small_catalogue()
ELM = framework("elm", score("speed", 1.0))
WITH_ELM = canonical(replace(SMALL, frameworks=(*SMALL.frameworks, ELM)))


def take(client, number):
    page = reverse("admin:comparisons_edition_take", args=[models.Edition.objects.get(number=number).pk])
    return client.post(page)


def history(row):
    page = LogEntry.objects.filter(content_type__model=row._meta.model_name, object_id=str(row.pk)).order_by("pk")
    return [(entry.action_flag, entry.get_change_message()) for entry in page]


@pytest.fixture
def admin_score(published):
    return models.Score.objects.get(framework__slug="alder", criterion__slug="admin")


def test_the_last_word_of_a_history_is_the_value_that_an_edition_has_brought_back(anna, admin_score):
    send(anna, admin_score, opened(anna, admin_score), value="4.5")
    take(anna, 1)
    assert [message for _, message in history(admin_score)] == [
        "Changed Value from “9.0” to “4.5”.",
        "Edition 1 taken into the working copy: Value from “4.5” to “9”.",
    ]
    page = anna.get(reverse("admin:comparisons_score_history", args=[admin_score.pk])).content.decode()
    assert "Edition 1 taken into the working copy: Value from “4.5” to “9”." in page
    admin_score.refresh_from_db()
    assert admin_score.value == 9


def test_each_thing_that_changes_has_an_entry_and_no_other(anna):
    new = without(with_score(WITH_ELM, "birch", "speed", value=900.0), "claims", "all-are-good")
    write_catalogue(new)
    take(anna, 1)
    entries = LogEntry.objects.exclude(content_type__model="edition")
    assert {(entry.object_repr, entry.action_flag) for entry in entries} == {
        ("Framework Elm", DELETION),
        ("Score of Elm on Speed", DELETION),
        ("Score of Birch on Speed", CHANGE),
        ("Claim 'All are good.'", ADDITION),
    }


def test_what_comes_back_has_its_old_address_and_its_history(anna):
    write_catalogue(WITH_ELM)
    publish(by=None)
    elm = models.Framework.objects.get(slug="elm")
    speed = elm.scores.get()
    send(anna, elm, opened(anna, elm), summary="Elm's words.")
    publish(by=None)
    take(anna, 1)
    assert anna.get(address(elm)).status_code == 302
    take(anna, 3)
    assert models.Framework.objects.get(slug="elm").pk == elm.pk
    assert anna.get(address(elm)).status_code == anna.get(address(speed)).status_code == 200
    assert [action for action, _ in history(elm)] == [CHANGE, DELETION, ADDITION]
    assert history(speed)[-1] == (ADDITION, "Edition 3 taken into the working copy: with Framework Elm.")


def test_what_was_deleted_and_is_discarded_comes_back_at_its_old_address(anna):
    write_catalogue(WITH_ELM)
    publish(by=None)
    elm = models.Framework.objects.get(slug="elm")
    anna.post(guide(elm), filled_in(anna, elm) | {"delete": ""})
    page = reverse("admin:discard", args=["framework/elm"])
    anna.post(page, {"seen": anna.get(page).context["found"].seen})
    assert anna.get(address(elm)).status_code == 200
    assert history(elm)[-1][1].startswith("Unpublished changes discarded, as in edition 2 again: added “slug: elm")


def test_a_discard_says_what_was_and_what_is(anna, admin_score):
    send(anna, admin_score, opened(anna, admin_score), value="4.5")
    page = reverse("admin:discard", args=["score/alder/admin"])
    anna.post(page, {"seen": anna.get(page).context["found"].seen})
    assert history(admin_score)[-1] == (
        CHANGE,
        "Unpublished changes discarded, as in edition 1 again: Value from “4.5” to “9”.",
    )


def test_a_loaded_archive_keeps_addresses(anna):
    write_catalogue(WITH_ELM)
    publish(by=None)
    elm = models.Framework.objects.get(slug="elm")
    confirm(anna, upload(anna, pack(SMALL)))
    confirm(anna, upload(anna, pack(WITH_ELM)))
    assert [action for action, _ in history(elm)] == [DELETION, ADDITION]
    assert anna.get(address(elm)).status_code == 200


def test_the_button_has_the_name_that_the_page_and_the_docs_have(anna):
    edition = models.Edition.objects.get()
    assert "Take into the working copy" in anna.get(address(edition)).content.decode()
    write_catalogue(with_score(SMALL, "alder", "admin", value=1.0))
    page = reverse("admin:comparisons_edition_take", args=[edition.pk])
    assert "<h1>Take edition 1 into the working copy</h1>" in anna.get(page).content.decode()
