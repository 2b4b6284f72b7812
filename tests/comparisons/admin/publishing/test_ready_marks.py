"""Editors who may not publish: they see the changes, mark what is ready, and discard what is theirs."""

from comparisons import models
from comparisons.editions.pending import pending
from tests.comparisons.admin.browser import messages_of, opened, send
from tests.comparisons.admin.conftest import give
from tests.comparisons.admin.publishing.changes import ALL, CHANGES, entries, press, ticked


def test_an_editor_sees_the_page_and_marks_what_is_ready_and_a_publisher_sees_that(anna, carl, alder):
    send(anna, alder, opened(anna, alder), summary="New words.")
    birch = models.Framework.objects.get(slug="birch")
    send(carl, birch, opened(carl, birch), summary="Other words.")
    assert "2 unpublished changes<" in carl.get("/admin/").content.decode()
    page = carl.get(CHANGES)
    html = page.content.decode()
    assert "Effect on the advice" in html
    assert ticked(page) == {"framework/birch"}
    assert press(carl, page, "ready=yes").url == CHANGES
    assert messages_of(carl) == ["1 change marked as ready."]
    entry = entries(anna.get(CHANGES))["framework/birch"]
    assert (entry.marked_by, entry.mark_holds) == ("carl", True)
    assert "Ready: carl, " in anna.get(CHANGES).content.decode()
    send(anna, birch, opened(anna, birch), summary="Newer words.")
    assert "Marked ready by carl, but changed since" in " ".join(anna.get(CHANGES).content.decode().split())
    press(carl, carl.get(CHANGES), "not_ready=framework/birch")
    assert models.ReadyMark.objects.count() == 0


def test_a_change_that_was_changed_meanwhile_is_not_marked(anna, carl, alder):
    send(carl, alder, opened(carl, alder), summary="New words.")
    page = carl.get(CHANGES)
    send(anna, alder, opened(anna, alder), summary="Newer words.")
    press(carl, page, "ready=yes")
    assert messages_of(carl) == [
        "Nothing was marked. Somebody was at work after you had looked (changed again: Framework Alder). Look again."
    ]


def test_an_editor_discards_what_is_theirs_and_nothing_else(anna, carl, alder):
    send(anna, alder, opened(anna, alder), summary="New words.")
    birch = models.Framework.objects.get(slug="birch")
    send(carl, birch, opened(carl, birch), summary="Other words.")
    assert {name: entry.discard for name, entry in entries(carl.get(CHANGES)).items()} == {
        "framework/alder": "",
        "framework/birch": f"{ALL}framework/birch/",
    }
    refused = carl.get(f"{ALL}framework/alder/")
    assert refused.status_code == 403
    assert "Somebody else changed this last." in refused.content.decode()
    seen = carl.get(f"{ALL}framework/birch/").context["found"].seen
    carl.post(f"{ALL}framework/birch/", {"seen": seen})
    assert set(pending().by_name) == {"framework/alder"}
    assert carl.get(ALL).status_code == 403


def test_who_may_only_look_sees_the_changes_and_no_buttons(anna, dora, alder):
    send(anna, alder, opened(anna, alder), summary="New words.")
    page = dora.get(CHANGES)
    html = page.content.decode()
    assert set(entries(page)) == {"framework/alder"}
    assert 'name="ready"' not in html
    assert "Discard" not in html
    assert press(dora, page, "ready=yes").status_code == 403
    give(dora, "change_framework")
    assert dora.get(f"{ALL}framework/alder/").status_code == 403
