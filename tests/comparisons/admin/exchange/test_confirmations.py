"""What was previewed is stored once, by whoever previewed it, unless somebody changed it meanwhile."""

from django.core import signing

from comparisons import models
from comparisons.admin.exchange import confirmations
from tests.comparisons.admin.browser import messages_of, opened, send
from tests.comparisons.admin.exchange.sheets import (
    NEW,
    SCORES,
    address,
    changes,
    confirm,
    csv_of,
    exported,
    imported,
    refusals,
    stored,
    table,
    upload,
)


def test_a_concurrent_change_is_reported_and_previewed_again(anna, berta):
    response = upload(anna, "score", csv_of(SCORES[:3], ("alder", "admin", 8)))
    score = stored("alder", "admin")
    send(berta, score, opened(berta, score), value="7")
    again = confirm(anna, "score", response)
    assert again.status_code == 409
    assert "somebody changed the working copy after you had looked" in again.content.decode()
    assert changes(again) == [(2, "Alder: Admin", False, [("value", "7", "8")])]
    assert stored("alder", "admin").value == 7
    assert confirm(anna, "score", again).status_code == 302
    assert stored("alder", "admin").value == 8


def test_a_concurrent_change_in_another_column_is_kept(anna, berta):
    rows = table(exported(anna, "score"))
    rows[1][2] = "8"
    response = upload(anna, "score", csv_of(*rows))
    score = stored("alder", "admin")
    send(berta, score, opened(berta, score), reason="Berta says so.")
    assert confirm(anna, "score", response).status_code == 302
    score.refresh_from_db()
    assert (score.value, score.reason, score.revision) == (8, "Berta says so.", 3)


def test_a_score_added_concurrently_is_not_added_twice(anna):
    response = upload(anna, "score", csv_of(SCORES, NEW))
    imported(anna, "score", csv_of(SCORES, (*NEW[:2], "6", *NEW[3:])))
    again = confirm(anna, "score", response)
    assert (again.status_code, changes(again)) == (409, [(2, "Birch: Admin", False, [("value", "6", "7")])])


def test_a_second_click_on_a_confirmation_stores_nothing_and_says_that_it_is_stored(anna):
    response = upload(anna, "score", csv_of(SCORES[:3], ("alder", "admin", 8)))
    assert confirm(anna, "score", response).status_code == 302
    messages_of(anna)
    again = confirm(anna, "score", response)
    assert (again.status_code, again["Location"]) == (302, address("score", "changelist"))
    assert messages_of(anna) == ["scores.csv was imported already: all of it is stored."]
    assert stored("alder", "admin").revision == 2


def test_a_concurrent_change_of_a_scale_refuses_the_confirmation(anna):
    response = upload(anna, "score", csv_of(SCORES[:3], ("alder", "speed", 0)))
    models.Criterion.objects.filter(slug="speed").update(logarithmic=True, worst=1)
    again = confirm(anna, "score", response)
    assert (again.status_code, stored("alder", "speed").value) == (409, 400)
    assert refusals(again) == ["Row 2, value “0”: 0 answers cannot be measured on this scale."]


def test_an_altered_confirmation_is_refused(anna):
    response = upload(anna, "score", csv_of(SCORES[:3], ("alder", "admin", 8)))
    sound = response.context["confirmation"]
    forged = signing.dumps(["comparisons.Score", 1, ["x", [], ""]], key="another", salt=confirmations._SALT)
    for text in ("", "x", sound[:-1], "A" + sound[1:], forged):
        refused = anna.post(address("score", "import"), {"confirmation": text})
        assert refused.status_code == 422
        assert "is not one of ours, or was altered on its way. Nothing was changed." in refused.content.decode()
    assert stored("alder", "admin").value == 9


def test_a_confirmation_of_another_editor_or_another_page_is_refused(anna, berta):
    response = upload(anna, "score", csv_of(SCORES[:3], ("alder", "admin", 8)))
    for client, model in ((berta, "score"), (anna, "framework")):
        refused = confirm(client, model, response)
        assert refused.status_code == 422
        assert "belongs to another page or another editor" in refused.content.decode()


def test_an_old_confirmation_is_refused(anna, monkeypatch):
    response = upload(anna, "score", csv_of(SCORES[:3], ("alder", "admin", 8)))
    monkeypatch.setattr(confirmations, "VALID_FOR", -1)
    refused = confirm(anna, "score", response)
    assert refused.status_code == 422
    assert "You looked at this more than an hour ago. Nothing was changed." in refused.content.decode()


def test_an_import_too_large_for_a_confirmation_is_refused(anna, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_200
    response = upload(anna, "score", csv_of(SCORES[:3], ("alder", "admin", 8)))
    assert response.status_code == 422
    assert "changes too much at once" in response.content.decode()
