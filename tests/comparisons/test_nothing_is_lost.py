"""Random sequences of editors' actions: no edition is ever lost, and visitors always see a complete, sound one.

The actions are compared with a model that has two things: every published edition, to the byte, and the catalogue that
the working copy must be equal to.
"""

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from hypothesis import event, given, note, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons import models
from comparisons.catalogue.changes.diff import by_subject, diff
from comparisons.catalogue.checks import errors
from comparisons.catalogue.codec import canonical, digest, encode
from comparisons.catalogue.value import Catalogue
from comparisons.editions.current import current_name
from comparisons.editions.pending import ChangedMeanwhile, pending
from comparisons.editions.publishing import (
    NothingToPublish,
    UnsoundCatalogue,
    edition_digest,
    publish,
    publish_some,
    restore,
    ticks_of,
)
from comparisons.editions.store import UnknownEdition, current_edition, edition, editions
from comparisons.editions.unpublished import LeavesErrors, NothingToDiscard, discard, loss
from comparisons.files import read_directory, write_directory
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import small_catalogue
from tests.comparisons.admin.browser import form_of, opened, send
from tests.comparisons.admin.conftest import logged_in
from tests.strategies.catalogues import catalogues
from tests.strategies.edits import edited
from tests.strategies.values import few, some_of

# Errors that `check` finds but the working copy can contain.
MISTAKES = [
    ("frameworks", {"summary": ""}),
    ("frameworks", {"first_release": "2005"}),
    ("sources", {"address": "nowhere"}),
    ("criteria", {"review_months": 121}),
    ("scenarios", {"right": ()}),
]
# Changes and deletions made on pages of the admin.
FIELDS = [
    (models.Source, "title"),
    (models.Group, "description"),
    (models.Criterion, "name"),
    (models.Claim, "text"),
    (models.Question, "why"),
    (models.Choice, "text"),
    (models.Scenario, "story"),
    (models.StartingPoint, "description"),
    (models.Move, "summary"),
]
DELETED = [
    models.Group,
    models.Criterion,
    models.Framework,
    models.Source,
    models.Claim,
    models.Question,
    models.Choice,
    models.Scenario,
    models.StartingPoint,
    models.Move,
]

words = st.sampled_from(["Some words.", "Other words.", ""])
notes = st.sampled_from(["Better words.", "<b>&", ""])
rarely = st.sampled_from([False, False, False, True])


class Editing:
    """Editors' actions with random parameters, and the invariants after each step."""

    def __init__(self, draw, folder):
        self.draw = draw
        self.folder = folder
        self.published = []
        self.working = self.sound = small_catalogue()
        write_catalogue(self.working)
        self.anna = logged_in(User.objects.create_superuser("anna"))

    def look(self):
        columns = ("number", "digest", "data", "note", "published_at")
        assert list(models.Edition.objects.order_by("number").values_list(*columns)) == self.published
        for number, *stored in self.published:
            read = edition(number)
            assert [read.digest, encode(read.catalogue).decode(), read.note, read.published_at] == stored
        assert encode(read_catalogue()) == encode(self.working)
        self.look_as_a_visitor()

    def look_as_a_visitor(self):
        name = current_name()
        assert (name is None) == (not self.published)
        if name is not None:
            seen = current_edition(name).catalogue
            assert encode(seen).decode() == self.published[-1][2]
            assert errors(seen) == ()

    # The working copy

    def edit(self):
        """Make several changes, after reverting errors that were made before."""
        self.working = self.sound if errors(self.working) else self.working
        for _ in range(3):
            self.working = canonical(self.draw(edited(self.working)))
        write_catalogue(self.working)

    def make_a_mistake(self):
        self.sound = self.sound if errors(self.working) else self.working
        collection, fields = self.draw(st.sampled_from(MISTAKES))
        if things := list(getattr(self.working, collection)):
            place = self.draw(st.integers(0, len(things) - 1))
            things[place] = replace(things[place], **fields)
            self.working = canonical(replace(self.working, **{collection: tuple(things)}))
            write_catalogue(self.working)

    def save_in_the_admin(self):
        model, field = self.draw(st.sampled_from(FIELDS))
        row = self.any_row(model)
        if row is None:
            return
        form, text, given_note = opened(self.anna, row), self.draw(words), self.draw(notes)
        button = self.draw(st.sampled_from(["_publish", "_continue"]))
        answer = send(self.anna, row, form, button, **{field: text, "publish_note": given_note})
        if answer.status_code == 200:
            event("refused: the form")
            return
        row.refresh_from_db()
        assert (answer.status_code, getattr(row, field)) == (302, text)
        self.working = read_catalogue()
        if len(editions()) > len(self.published):
            assert button == "_publish"
            self.keep_part(given_note)
            event("published from a form")

    def keep_part(self, given_note):
        """Add an edition of which is known only that it has some of the pending changes, and left the others."""
        before = edition(len(self.published)).catalogue if self.published else Catalogue()
        after = current_edition().catalogue
        went, stayed = (set(by_subject(diff(*pair))) for pair in ((before, after), (after, self.working)))
        assert went
        assert not went & stayed
        assert went | stayed == set(by_subject(diff(before, self.working)))
        self.keep(after, given_note)

    def delete_in_the_admin(self):
        model = self.draw(st.sampled_from(DELETED))
        row = self.any_row(model)
        if row is None:
            return
        self.sound = self.sound if errors(self.working) else self.working
        page = reverse(f"admin:comparisons_{model._meta.model_name}_delete", args=[row.pk])
        form = form_of(self.anna.get(page), "remove")
        taken_out = {name: "remove" for name, values in form.items() if "replace" in values}
        taken_out |= {"do-claims_made": "delete"} if "do-claims_made" in form else {}
        status = self.anna.post(page, form | taken_out).status_code
        assert model.objects.filter(pk=row.pk).exists() == (status != 302)
        if status == 302:
            self.working = read_catalogue()
        event("deleted" if status == 302 else "refused: something is to be decided first")

    def any_row(self, model):
        rows = list(model.objects.order_by("pk"))
        return self.draw(st.sampled_from(rows)) if rows else None

    # Editions

    def publish(self):
        given_note = self.draw(notes)
        if problems := errors(self.working):
            with pytest.raises(UnsoundCatalogue) as refused:
                publish(by=None, note=given_note)
            assert refused.value.problems == problems
            event("refused: unsound")
        elif not self.is_publishable():
            with pytest.raises(NothingToPublish):
                publish(by=None, note=given_note)
            event("refused: nothing to publish")
        else:
            publish(by=None, note=given_note)
            self.keep(self.working, given_note)
            event("published")

    def restore(self):
        number, given_note = self.any_number(), self.draw(notes)
        if number > len(self.published):
            with pytest.raises(UnknownEdition):
                restore(number, by=None, note=given_note)
            event("refused: no such edition")
        elif self.published[number - 1][2] == self.published[-1][2]:
            with pytest.raises(NothingToPublish):
                restore(number, by=None, note=given_note)
            event("refused: it is the current edition")
        else:
            old = edition(number).catalogue
            restore(number, by=None, note=given_note)
            self.keep(old, given_note or f"Edition {number} restored")
            event("restored")

    def take(self):
        """Take an edition on its page. It is then what editors work on."""
        number = self.any_number()
        if number <= len(self.published):
            row = models.Edition.objects.get(number=number)
            self.anna.post(reverse("admin:comparisons_edition_take", args=[row.pk]))
            self.working = edition(number).catalogue
            event("taken")

    def publish_some(self):
        """Publish some of the pending changes with what they need; the others stay."""
        found = pending()
        chosen = set(self.draw(some_of(list(found.changes), at_most=5)))
        ticks = ticks_of(found, chosen | found.needed_by(chosen).keys())
        result = found.result([found.by_name[name] for name in ticks])
        if problems := errors(result):
            with pytest.raises(UnsoundCatalogue) as refused:
                publish_some(ticks, by=None, note="Some")
            assert refused.value.problems == problems
            event("refused: some that are unsound")
        elif [encode(result).decode()] == [row[2] for row in self.published[-1:]]:
            with pytest.raises(NothingToPublish):
                publish_some(ticks, by=None, note="Some")
        else:
            publish_some(ticks, by=None, note="Some", expected=edition_digest(result))
            self.keep(result, "Some")
            assert pending().changes.keys() == found.changes.keys() - {found.by_name[name] for name in ticks}
            event("published some")

    def discard(self):
        """Discard one subject or everything; sometimes one that has changed since it was shown."""
        self.edit()
        try:
            subjects = list(loss(None).subjects)
        except (NothingToDiscard, UnknownEdition):
            assert not self.published or encode(self.working).decode() == self.published[-1][2]
            return
        name = None if self.draw(rarely) else self.draw(st.sampled_from(subjects)).name
        found, is_stale = loss(name), self.draw(rarely)
        try:
            discard(name, seen="something else" if is_stale else found.seen)
        except ChangedMeanwhile:
            assert is_stale
            event("refused: changed meanwhile")
        except LeavesErrors:
            assert found.problems
            event("refused: not by itself")
        else:
            assert not is_stale
            self.working = found.left if name else current_edition().catalogue
            event("discarded")

    def any_number(self):
        """Return an edition's number, preferably of one unlike the current; sometimes one that does not exist."""
        if not self.published or self.draw(rarely):
            return len(self.published) + 1
        unlike = [row[0] for row in self.published if row[2] != self.published[-1][2]]
        return self.draw(st.sampled_from([*unlike, len(self.published)]))

    def is_publishable(self):
        return not errors(self.working) and [encode(self.working).decode()] != [row[2] for row in self.published[-1:]]

    def keep(self, catalogue, given_note):
        """Add the newest edition to the model, with the next number."""
        data = encode(catalogue)
        moment = models.Edition.objects.values_list("published_at", flat=True).first()
        self.published.append((len(self.published) + 1, digest(data), data.decode(), given_note, moment))

    # Files

    def load(self):
        folder, catalogue = self.new_folder(), self.draw(catalogues())
        write_directory(catalogue, folder)
        call_command("load_catalogue", folder, dry_run=True)
        self.look()
        call_command("load_catalogue", folder)
        self.working = canonical(catalogue)
        event("loaded")

    def load_what_is_broken(self):
        folder, catalogue = self.new_folder(), small_catalogue()
        damage = self.draw(st.sampled_from(["words", "missing", "unsound"]))
        if damage == "unsound":
            catalogue = replace(catalogue, groups=(*catalogue.groups, *catalogue.groups))
        write_directory(catalogue, folder)
        if damage == "words":
            (folder / "scenarios.toml").write_text("no TOML")
        elif damage == "missing":
            (folder / "sources.toml").unlink()
        with pytest.raises(CommandError, match="Nothing was loaded"):
            call_command("load_catalogue", folder)
        event("refused: files")

    def dump_and_load(self):
        """Dump the working copy or an edition, and load it."""
        folder, number = self.new_folder(), self.any_number()
        if number > len(self.published):
            call_command("dump_catalogue", folder)
            dumped = self.working
        else:
            call_command("dump_catalogue", folder, edition=number)
            dumped = edition(number).catalogue
        if errors(dumped):
            with pytest.raises(CommandError, match="Nothing was loaded"):
                call_command("load_catalogue", folder)
        else:
            assert encode(read_directory(folder)) == encode(dumped)
            call_command("load_catalogue", folder)
            self.working = dumped
            event("dumped and loaded")

    def new_folder(self):
        return Path(mkdtemp(dir=self.folder))


# Each sequence contains all of them in random order; those that the others depend on occur several times.
STEPS = [
    *("publish", "edit", "publish", "restore", "save_in_the_admin", "publish", "discard", "make_a_mistake", "publish"),
    *(
        "edit",
        "publish_some",
        "restore",
        "discard",
        "edit",
        "publish_some",
        "delete_in_the_admin",
        "take",
        "load",
        "load_what_is_broken",
        "dump_and_load",
    ),
]
FEW = settings(few, max_examples=settings.default.max_examples // 8)


@contextmanager
def editing(draw):
    """Start with the small catalogue, and roll everything back afterwards."""
    with transaction.atomic(), TemporaryDirectory() as folder:
        yield Editing(draw, folder)
        transaction.set_rollback(True)


@FEW
@given(st.permutations(STEPS), st.data())
@pytest.mark.django_db
def test_no_sequence_of_steps_loses_an_edition_or_shows_an_unsound_one(steps, data):
    with editing(data.draw) as people:
        people.look()
        for step in steps:
            note(step)
            getattr(people, step)()
            people.look()
