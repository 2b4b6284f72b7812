"""Random sequences of what several editors do on the admin's pages: nothing is lost, and nothing is published unasked.

After each step: all editions are as they were, what was published is what was ticked and what that needs, the working
copy holds exactly what the step says, and history tells of every change, with its author and with the last word.
"""

import re
from contextlib import contextmanager

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from hypothesis import event, given, note, settings
from hypothesis import strategies as st

from advisor.accounts.roles import make_editor
from comparisons import models
from comparisons.admin.links import every_row
from comparisons.catalogue.changes.diff import ChangeKind, by_subject, diff, written_out
from comparisons.catalogue.changes.renaming import keeping_names
from comparisons.catalogue.checks import errors
from comparisons.catalogue.codec import canonical, encode
from comparisons.editions.pending import pending
from comparisons.editions.publishing import publish
from comparisons.editions.store import edition
from comparisons.files import pack
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import small_catalogue
from tests.comparisons.admin.browser import form_of, opened, send
from tests.comparisons.admin.conftest import logged_in
from tests.strategies.edits import edited
from tests.strategies.values import few

CHANGES = "/admin/changes/"
# Texts that are changed by forms, with the labels by which history tells of them.
TEXTS = [
    (models.Framework, "summary", "Summary"),
    (models.Criterion, "name", "Name"),
    (models.Source, "title", "Title"),
    (models.Score, "reason", "Reason"),
    (models.Question, "why", "Why"),
]
texts = st.sampled_from(["Some words.", "Other words.", "Third words."])
people = st.sampled_from(["anna", "berta", "carl"])
publishers = st.sampled_from(["anna", "berta"])


class Workshop:
    """Two publishers and an editor at work, and what must hold after each step."""

    def __init__(self, draw):
        self.draw = draw
        write_catalogue(small_catalogue())
        publish(by=None, note="First")
        self.editions = self.stored()
        for name, role in (("anna", "Publisher"), ("berta", "Publisher"), ("carl", "Editor")):
            make_editor(name, role)
        self.clients = {name: logged_in(User.objects.get(username=name)) for name in ("anna", "berta", "carl")}

    def stored(self):
        return list(models.Edition.objects.order_by("number").values_list("number", "digest", "data", "note"))

    def do(self, step):
        """Take a step as one of the editors, and look at what it left."""
        who = self.draw(publishers if step in FOR_PUBLISHERS else people)
        before, last, rows = read_catalogue(), self.last_entry(), every_row()
        note(f"{who}: {step}")
        wanted = getattr(self, step)(self.clients[who], before)
        after = read_catalogue()
        assert encode(after) == encode(before if wanted is None else wanted)
        self.look_at_history(who, before, after, last, rows | every_row())
        self.look_at_editions()

    def last_entry(self):
        return LogEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def look_at_editions(self):
        now = self.stored()
        assert now[: len(self.editions)] == self.editions
        assert len(now) <= len(self.editions) + 1
        self.editions = now
        for number, _, data, _ in now:
            assert encode(edition(number).catalogue).decode() == data

    def look_at_history(self, who, before, after, last, rows):
        """Every change has an entry on its row by whoever made it, with the new text; no text has another last word."""
        new = LogEntry.objects.filter(pk__gt=last, user__username=who).select_related("content_type")
        for subject, changes in by_subject(diff(before, after)).items():
            if subject.is_order:
                continue
            model, pk = rows[subject.thing, subject.key]
            own = [
                entry.get_change_message()
                for entry in new
                if (entry.content_type.model_class(), entry.object_id) == (model, str(pk))
            ]
            assert own, f"history says nothing of {subject.name}"
            for change in changes:
                if change.kind is ChangeKind.CHANGED and type(change.new) is str:
                    assert any(written_out(change.new) in text for text in own), (change, own)
        for model, field, label in TEXTS:
            for row in model.objects.all():
                self.look_at_last_word(row, field, label)

    def look_at_last_word(self, row, field, label):
        entries = LogEntry.objects.filter(content_type__model=row._meta.model_name, object_id=str(row.pk))
        for entry in entries.order_by("-pk"):
            if words := re.findall(rf"{label} from “[^”]*” to “([^”]*)”", entry.get_change_message()):
                assert words[-1] == getattr(row, field)
                return
            if entry.is_addition():
                return

    # Steps. Each returns the working copy that it must leave, None if it must leave it as it is.

    def change_a_text(self, client, before):
        model, field, _ = self.draw(st.sampled_from(TEXTS))
        rows = list(model.objects.order_by("pk"))
        if not rows:
            return None
        row, text = self.draw(st.sampled_from(rows)), self.draw(texts)
        answer = send(client, row, opened(client, row), **{field: text})
        if answer.status_code != 302:
            event("refused: the form")
            return None
        row.refresh_from_db()
        assert getattr(row, field) == text
        after = read_catalogue()
        assert {(change.thing, change.field) for change in diff(before, after)} <= {(row._meta.model_name, field)}
        return after

    def retire(self, client, before):
        """Retire a framework or a criterion, or bring it back."""
        model = self.draw(st.sampled_from([models.Framework, models.Criterion]))
        row = self.draw(st.sampled_from(list(model.objects.order_by("pk"))))
        form = opened(client, row)
        if model is models.Framework:
            form["status"] = ["published" if row.status == "retired" else "retired"]
        elif row.retired:
            form.pop("retired", None)
        else:
            form["retired"] = ["on"]
        event(f"{model._meta.model_name} retired: {send(client, row, form).status_code}")
        after = read_catalogue()
        fields = {(change.thing, change.key[0], change.field) for change in diff(before, after)}
        assert fields <= {(row._meta.model_name, row.slug, "status"), (row._meta.model_name, row.slug, "retired")}
        return after

    def import_an_archive(self, client, before):
        new = before
        for _ in range(4):
            new = canonical(self.draw(edited(new)))
        page = client.post("/admin/files/", {"file": SimpleUploadedFile("mine.zip", pack(new))})
        if "confirmation" not in page.context:
            assert new == before or errors(new)
            event("an archive that is the same" if new == before else "refused: an archive with errors")
            return None
        client.post("/admin/files/", {"confirmation": page.context["confirmation"]})
        event("imported")
        return keeping_names(before, new)

    def publish_some(self, client, before):
        """Tick some changes and publish them on the page that has shown their effect."""
        found = pending()
        if not found.changes:
            return None
        chosen = self.draw(st.lists(st.sampled_from([*found.changes]), min_size=1, max_size=4, unique=True))
        going = {*chosen, *found.needed_by(chosen)}
        page = self.ticked(client, found, chosen)
        if page is None:
            return None
        if 'id="publish"' not in page.content.decode():
            assert errors(found.result(going))
            event("refused: with errors")
            return None
        old = edition(len(self.editions)).catalogue
        client.post("/admin/publish/", {**form_of(page, "changes"), "note": "Some of it"})
        new = edition(len(self.editions) + 1).catalogue
        assert set(by_subject(diff(old, new))) <= going
        assert new == found.result(going)
        assert set(pending().changes) == set(found.changes) - going
        event("published")
        return None

    def ticked(self, client, found, chosen):
        """Return the page of changes with only these ticked, or None if there are none."""
        if not chosen:
            return None
        ticks = [f"{subject.name}@{found.seen(subject)}" for subject in chosen]
        return client.post(CHANGES, {"change": ticks, "shown": "", "look": "yes"})

    def publish_what_was_changed_meanwhile(self, client, before):
        """Tick something that is changed before the button is pressed: nothing may be published."""
        found = pending()
        if not found.changes:
            return None
        page = self.ticked(client, found, [self.draw(st.sampled_from(list(found.changes)))])
        after = self.change_a_text(client, before)
        form = form_of(page, "changes")
        seen = {name: tick for tick in form.get("change", []) for name in [tick.rpartition("@")[0]]}
        is_stale = (
            any(
                tick != f"{n}@{pending().seen(pending().by_name[n])}"
                for n, tick in seen.items()
                if n in pending().by_name
            )
            or not seen.keys() <= pending().by_name.keys()
        )
        client.post("/admin/publish/", {**form, "note": "Stale"})
        if is_stale:
            assert self.stored() == self.editions
            event("refused: changed meanwhile")
        return after

    def discard_one(self, client, before):
        found = pending()
        if not found.changes:
            return None
        name = self.draw(st.sampled_from(list(found.changes))).name
        page = client.get(f"{CHANGES}discard/{name}/")
        if page.status_code != 200 or page.context["problems"]:
            event("refused: not to be discarded by itself, or not by this editor")
            return None
        shown = page.context["found"]
        client.post(f"{CHANGES}discard/{name}/", {"seen": shown.seen})
        event("discarded")
        return shown.left

    def restore(self, client, before):
        number = self.draw(st.sampled_from([row[0] for row in self.editions]))
        old, now = edition(number).catalogue, edition(len(self.editions)).catalogue
        row = models.Edition.objects.get(number=number)
        client.post(reverse("admin:comparisons_edition_restore", args=[row.pk]), {"note": "As it was"})
        if keeping_names(now, old) != now:
            assert edition(len(self.editions) + 1).catalogue == keeping_names(now, old)
            event("restored")
        return None

    def take(self, client, before):
        number = self.draw(st.sampled_from([row[0] for row in self.editions]))
        row = models.Edition.objects.get(number=number)
        client.post(reverse("admin:comparisons_edition_take", args=[row.pk]))
        event("taken")
        return keeping_names(before, edition(number).catalogue)

    def review(self, client, before):
        """Comment on a change, assign it, mark it as ready, and preview it: none of that changes anything."""
        found = pending()
        if found.changes:
            subject = self.draw(st.sampled_from(list(found.changes)))
            page = f"{CHANGES}review/{subject.name}/"
            client.post(page, {"comment": "yes", "text": "Sure?"})
            client.post(page, {"assign": "yes", "to": "carl"})
            client.post(page, {"ready": "yes", "seen": found.seen(subject)})
            assert client.get("/admin/preview/ready/frameworks/").status_code in (200, 409)
            event("reviewed")
        return None


FOR_PUBLISHERS = {"publish_some", "publish_what_was_changed_meanwhile", "restore", "take"}
# Each sequence has all of them in random order.
STEPS = [
    *["change_a_text"] * 5,
    *["publish_some"] * 4,
    *["retire"] * 2,
    *["import_an_archive"] * 2,
    *["discard_one"] * 2,
    *["restore"] * 2,
    "publish_what_was_changed_meanwhile",
    "take",
    "review",
]
FEW = settings(few, max_examples=max(settings.default.max_examples // 8, 1))


@contextmanager
def workshop(draw):
    """Open the workshop, and roll everything back afterwards."""
    with transaction.atomic():
        yield Workshop(draw)
        transaction.set_rollback(True)


@FEW
@given(st.permutations(STEPS), st.data())
@pytest.mark.django_db
def test_no_sequence_of_several_editors_loses_an_edition_publishes_unasked_or_makes_history_untrue(steps, data):
    with workshop(data.draw) as at_work:
        for step in steps:
            at_work.do(step)
