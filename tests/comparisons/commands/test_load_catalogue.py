from datetime import UTC, datetime
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from comparisons import models
from comparisons.editions.publishing import publish
from comparisons.editions.shipped import is_loaded, remember_shipped
from comparisons.editions.store import UnknownEdition, current_edition
from comparisons.files import read_directory, write_directory
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import changed, framework, small_catalogue, with_score, without

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(tmp_path):
    write_directory(small_catalogue(), tmp_path)
    return tmp_path


@pytest.fixture
def another(small):
    """The small catalogue with a framework added, one removed, and one score changed."""
    catalogue = without(with_score(small, "alder", "admin", value=10.0), "frameworks", "cedar")
    return small_catalogue(frameworks=(*catalogue.frameworks, framework("elm")))


def load(*args):
    out = StringIO()
    call_command("load_catalogue", *args, stdout=out)
    return out.getvalue()


LONG = "Birch serves pages, and it has been said at some length that it does so well."
CHANGES = "  Framework Cedar is gone.\n  Score of Alder on Admin: value 9 becomes 10.\n  Framework Elm is new.\n"


def test_files_become_the_working_copy(directory):
    assert load(directory).endswith("19 changes made to the working copy.\n")
    assert read_catalogue() == small_catalogue()


def test_loading_publishes_nothing(directory):
    load(directory)
    with pytest.raises(UnknownEdition):
        current_edition()


def test_loading_again_changes_nothing(directory):
    load(directory)
    assert load(directory) == "0 changes made to the working copy.\n"


def test_every_change_is_printed(directory, another):
    load(directory)
    write_directory(another, directory)
    assert load(directory) == f"{CHANGES}3 changes made to the working copy.\n"
    assert read_catalogue() == another


def test_a_dry_run_prints_the_changes_and_makes_none(directory, another):
    load(directory)
    write_directory(another, directory)
    assert load(directory, "--dry-run") == f"{CHANGES}3 changes, none made (dry run).\n"
    assert read_catalogue() == small_catalogue()


def history():
    """Return who changed what, and how, in the order of names."""
    return sorted((str(one.user), one.object_repr, one.get_change_message()) for one in LogEntry.objects.all())


def test_history_tells_what_a_command_changed(directory, another):
    write_catalogue(small_catalogue())
    write_directory(another, directory)
    load(directory)
    why = f"Loaded from {directory.name}"
    entries = history()
    assert ("manage.py", "Score of Alder on Admin", f"{why}: Value from “9” to “10”.") in entries
    assert {name for _, name, message in entries if " added “" in message} == {"Framework Elm"}
    assert {name for _, name, message in entries if " deleted “" in message} == {"Framework Cedar"}
    assert {message.partition(":")[0] for _, _, message in entries} == {why}
    row = models.Score.objects.get(framework__slug="alder", criterion__slug="admin")
    assert LogEntry.objects.filter(content_type__model="score", object_id=str(row.pk)).count() == 1


def test_nobody_can_log_in_as_the_command(client, directory):
    load(directory)
    user = get_user_model().objects.get()
    assert (user.username, user.is_active, user.is_staff, user.has_usable_password()) == (
        "manage.py", False, False, False
    )  # fmt: skip


def test_what_changes_nothing_leaves_no_trace_in_history(directory):
    write_catalogue(small_catalogue())
    load(directory, "--dry-run")
    load(directory)
    assert history() == []
    assert not get_user_model().objects.exists()


def test_a_broken_file_is_named_and_nothing_changes(directory, another):
    write_catalogue(another)
    path = directory / "frameworks" / "birch.toml"
    path.write_text(path.read_text().replace("value = 800", 'value = "fast"'))
    with pytest.raises(CommandError) as refused:
        load(directory)
    assert str(refused.value) == (
        "Nothing was loaded.\nframeworks/birch.toml: framework birch, score speed: expected a number, found 'fast'"
    )
    assert read_catalogue() == another


def test_a_missing_directory_changes_nothing(directory):
    load(directory)
    with pytest.raises(CommandError, match="there is no such directory"):
        load(directory / "gone")
    assert read_catalogue() == small_catalogue()


def test_without_a_directory_the_shipped_catalogue_is_loaded(shipped):
    said = load()
    assert said.startswith("Compared with an empty working copy.\nUpdates (")
    assert read_catalogue() == shipped
    assert load() == (
        "Compared with the shipped catalogue that was loaded here first on "
        f"{timezone.now():%-d %B %Y}.\n0 updates made to the working copy.\n"
    )


class TestUpdates:
    """The working copy grew from the small catalogue; editors changed it, and a new version is shipped."""

    @pytest.fixture(autouse=True)
    def grown(self, small, monkeypatch, tmp_path):
        with transaction.atomic():
            write_catalogue(small)
            remember_shipped(small)
        day = datetime(2026, 11, 1, 12, tzinfo=UTC)
        models.ShippedCatalogue.objects.update(first_loaded_at=day)
        self.directory = tmp_path
        monkeypatch.setattr("comparisons.management.commands.load_catalogue.SHIPPED", tmp_path)
        monkeypatch.setattr("advisor.management.commands.first_start.SHIPPED", tmp_path)

    def ship(self, catalogue):
        write_directory(catalogue, self.directory)

    def edited(self, small):
        """Ship a new version, and change the working copy: one edit alone, one that both made, one made alike."""
        new = changed(small, "criteria", "speed", review_months=24, description="Answers in a second, on one core.\n")
        new = changed(new, "frameworks", "birch", summary=LONG)
        new = with_score(new, "birch", "speed", value=900.0)
        self.ship(small_catalogue(criteria=new.criteria, frameworks=(*new.frameworks, framework("elm"))))
        own = changed(small, "frameworks", "alder", summary="An editor's words.")
        own = changed(own, "frameworks", "birch", summary="Words of another editor.")
        own = with_score(own, "birch", "speed", value=900.0)
        write_catalogue(own)
        return own

    TOLD = (
        "Compared with the shipped catalogue that was loaded here first on 1 November 2026.\n"
        "Updates (3)\n"
        "  Criterion Speed: description changed.\n"
        "    here: Answers in a second.\n"
        "    new:  Answers in a second, on one core.\n"
        "  Criterion Speed: review months 12 becomes 24.\n"
        "  Framework Elm is new.\n"
        "{left}: loading it undoes what an editor changed (1)\n"
        "  Framework Alder: summary 'An editor's words.' becomes 'Alder serves pages.'.\n"
        "{left}: an editor and the new version changed it (1)\n"
        "  Framework Birch: summary changed.\n"
        "    here: Words of another editor.\n"
        "    new:  Birch serves pages, and it has been said at some length that it does so well.\n"
        "The same on both sides already: 1\n"
    )

    def test_a_dry_run_tells_updates_from_edits_with_both_values(self, small):
        own = self.edited(small)
        assert load("--dry-run") == f"{self.TOLD.format(left='Left alone')}Nothing was changed (dry run).\n"
        assert read_catalogue() == own

    def test_updates_are_loaded_and_edits_stay(self, small):
        own = self.edited(small)
        assert load() == (
            f"{self.TOLD.format(left='Left alone')}3 updates made to the working copy. 2 differences left alone.\n"
        )
        speed = replace(
            own.criterion_by_slug["speed"], review_months=24, description="Answers in a second, on one core.\n"
        )
        why = "Loaded from the shipped catalogue"
        assert [(user, name) for user, name, _ in history()] == [
            ("manage.py", name) for name in ("Criterion Speed", "Framework Elm")
        ]
        assert history()[0][2] == (
            f"{why}: Description from “Answers in a second.” to “Answers in a second, on one core.\n”, "
            "Review months from “12” to “24”."
        )
        criteria = (*own.criteria[:3], speed)
        assert read_catalogue() == small_catalogue(criteria=criteria, frameworks=(*own.frameworks, framework("elm")))

    def test_edits_are_overwritten_on_request_only(self, small):
        self.edited(small)
        said = load("--overwrite-edits")
        assert said == f"{self.TOLD.format(left='Overwritten')}5 changes made: the working copy is as shipped.\n"
        assert read_catalogue() == read_directory(self.directory)

    def test_loading_again_finds_no_update(self, small):
        self.edited(small)
        load()
        assert load().endswith("0 updates made to the working copy. 2 differences left alone.\n")

    def test_errors_that_updates_would_leave_refuse_the_load(self, small):
        self.ship(changed(small, "scenarios", "shop", unacceptable=("birch", "dogwood")))
        own = changed(small, "scenarios", "shop", right=("alder", "dogwood"))
        write_catalogue(own)
        with pytest.raises(CommandError) as refused:
            load()
        assert str(refused.value) == (
            "Nothing was loaded. Together with what editors changed, the updates would leave errors.\n"
            "  scenario shop: calls dogwood right and unacceptable\n"
            "Change in the admin what is named here and load again, or give --overwrite-edits if nobody needs the "
            "editors' changes."
        )
        assert read_catalogue() == own

    def test_without_a_remembered_state_every_difference_is_an_editors(self, small):
        self.edited(small)
        models.WorkingCopy.objects.update(grown_from=None)
        said = load("--dry-run")
        assert said.startswith(
            "It is not known which shipped catalogue the working copy grew from, "
            "so every difference counts as an editor's.\n"
            "Left alone: loading it undoes what an editor changed (5)\n"
        )

    def test_the_first_edition_as_shipped_stands_for_the_remembered_state(self, small):
        publish(by=None, note="The catalogue as shipped")
        self.edited(small)
        models.WorkingCopy.objects.update(grown_from=None)
        said = load("--dry-run")
        assert said.startswith("Compared with edition 1, which was the catalogue as shipped on ")
        assert said.partition("\n")[2] == (
            f"{self.TOLD.format(left='Left alone').partition(chr(10))[2]}Nothing was changed (dry run).\n"
        )

    def test_a_published_edition_equal_to_the_shipped_one_stands_for_it(self, small):
        self.ship(small)
        publish(by=None, note="Mine")
        models.WorkingCopy.objects.update(grown_from=None)
        write_catalogue(small_catalogue(claims=()))
        assert load("--dry-run").startswith(
            "Compared with the catalogue shipped now, which was published or loaded here before.\n"
            "Left alone: loading it undoes what an editor changed (2)\n"
        )

    def test_review_months_that_a_migration_gave_are_an_update(self, small):
        """Editions from before there were review months count as having the usual ones."""
        publish(by=None, note="The catalogue as shipped")
        models.WorkingCopy.objects.update(grown_from=None)
        self.ship(changed(small, "criteria", "admin", review_months=6))
        assert load().endswith(
            "Updates (1)\n  Criterion Admin: review months 12 becomes 6.\n1 update made to the working copy.\n"
        )
        assert read_catalogue() == read_directory(self.directory)

    def test_overwriting_is_refused_for_a_directory(self, directory):
        with pytest.raises(CommandError, match="a directory is always loaded as a whole"):
            load(directory, "--overwrite-edits")

    def test_a_start_tells_of_updates_and_loads_nothing(self, small):
        get_user_model().objects.create_superuser("ann", password="x")
        publish(by=None, note="First")
        own = self.edited(small)
        out = StringIO()
        call_command("first_start", stdout=out)
        assert out.getvalue() == (
            "      This version brings updates of the catalogue: 3. Nothing was loaded. "
            "To see them: /admin/updates/ on the site, or "
            "manage.py load_catalogue --dry-run (make catalogue ARGS=--dry-run)\n"
        )
        assert read_catalogue() == own
        # Criterion Speed, framework Elm, and the summary of Birch that both changed.
        assert models.WorkingCopy.objects.updates_offered() == 3

    def test_a_start_tells_of_differences_whose_origin_is_unknown(self, small):
        get_user_model().objects.create_superuser("ann", password="x")
        publish(by=None, note="First")
        self.edited(small)
        models.WorkingCopy.objects.update(grown_from=None)
        out = StringIO()
        call_command("first_start", stdout=out)
        assert models.WorkingCopy.objects.updates_offered() == 0
        assert out.getvalue() == (
            "      The shipped catalogue differs from the working copy (5 differences). Nothing was loaded. "
            "To see them: /admin/updates/ on the site, or "
            "manage.py load_catalogue --dry-run (make catalogue ARGS=--dry-run)\n"
        )

    def test_a_start_with_the_shipped_catalogue_notes_it_from_now_on(self, small):
        get_user_model().objects.create_superuser("ann", password="x")
        publish(by=None, note="First")
        models.WorkingCopy.objects.update(grown_from=None)
        self.ship(small)
        out = StringIO()
        call_command("first_start", stdout=out)
        assert out.getvalue() == ""
        assert is_loaded(small)
