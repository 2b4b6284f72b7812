"""The log has author, time and previous values of every change."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from comparisons import models
from tests.comparisons.admin.browser import form_of, opened, row_name, send


def last_message(row):
    entry = LogEntry.objects.filter(content_type__model=row._meta.model_name, object_id=str(row.pk)).latest("pk")
    return entry.user.username, entry.get_change_message()


@pytest.fixture
def alder(published):
    return models.Framework.objects.get(slug="alder")


def test_choices_and_relations_are_logged_by_name(anna):
    claim = models.Claim.objects.get(slug="all-are-good")
    sources = [str(models.Source.objects.get(slug="manual").pk)]
    send(anna, claim, opened(anna, claim), verdict="wrong", evidence="It is.", sources=sources)
    user, message = last_message(claim)
    assert user == "anna"
    assert "Verdict from “" in message
    assert "” to “Wrong”" in message
    assert "from “nothing” to “Manual (The project)”" in message


def test_a_change_of_an_inline_row_is_logged_with_both_rows(anna, alder):
    extension = alder.extensions.get()
    before, form = extension.summary, opened(anna, alder)
    send(anna, alder, form, **{f"{row_name(form, 'extensions', extension)}-summary": "Seen."})
    change = f"Summary from “{before}” to “Seen.”"
    assert last_message(extension) == ("anna", f"Changed {change}.")
    assert last_message(alder) == ("anna", f"Changed {change} for extension “{extension}”.")


def test_the_deletion_of_an_inline_row_is_logged_with_its_values(anna, alder):
    extension = alder.extensions.get()
    form = opened(anna, alder)
    send(anna, alder, form, **{f"{row_name(form, 'extensions', extension)}-DELETE": "on"})
    message = last_message(alder)[1]
    assert message.startswith(f"Deleted extension “{extension}: ")
    assert f"Summary “{extension.summary}”" in message


def test_a_deletion_is_logged_with_the_values(anna):
    claim = models.Claim.objects.get(slug="all-are-good")
    page = reverse("admin:comparisons_claim_delete", args=[claim.pk])
    anna.post(page, form_of(anna.get(page), "remove"))
    assert not models.Claim.objects.filter(pk=claim.pk).exists()
    user, message = last_message(claim)
    assert user == "anna"
    assert message.startswith(f"When the claim “{claim.text}” was deleted: deleted “slug: all-are-good")


def test_the_history_page_shows_both_values(anna, alder):
    send(anna, alder, opened(anna, alder), summary="New words.")
    page = anna.get(reverse("admin:comparisons_framework_history", args=[alder.pk])).content.decode()
    assert "Summary from “Alder serves pages.” to “New words.”" in page
