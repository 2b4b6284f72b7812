"""Backups contain everything but sessions, are consistent, and are restored completely or not at all."""

import gzip
import re
import stat
from contextlib import suppress
from datetime import timedelta
from io import BytesIO, TextIOWrapper
from threading import Event, Thread

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from hypothesis import given, settings
from hypothesis.strategies import integers, sampled_from

from advisor.accounts.roles import make_editor
from advisor.models import LoginFailures
from advisor.operations.backups import DamagedBackup, OtherVersion, check_backup, write_backup
from advisor.operations.restoring import restore_backup
from comparisons import models
from comparisons.editions.current import current_name
from comparisons.editions.publishing import publish
from comparisons.editions.store import current_edition, edition
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.at_once import TIMEOUT
from tests.catalogues import small_catalogue, with_score

pytestmark = pytest.mark.django_db(transaction=True)

OTHER = with_score(small_catalogue(), "alder", "admin", value=1.0)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "backup.gz"


@pytest.fixture
def site(client):
    """Two editions, an unpublished change, a login with a session, a failed login."""
    write_catalogue(small_catalogue())
    publish(by=None, note="First")
    write_catalogue(OTHER)
    make_editor("ann", "Editor")
    publish(by=User.objects.get(), note="Ünïcode\n“note”")
    write_catalogue(small_catalogue())
    LoginFailures.objects.create(name_key="a" * 64, failures=3, failed_at=timezone.now())
    client.force_login(User.objects.get())
    return everything()


def everything():
    """Return all rows that a restore has to bring back."""
    models_to_restore = [
        models.Edition,
        models.Framework,
        models.Score,
        models.Score.sources.through,
        models.WorkingCopy,
    ]
    models_to_restore += [User, User.groups.through, LoginFailures]
    return {table: sorted(table._base_manager.values_list(), key=repr) for table in models_to_restore}


def change_everything():
    """Change every table."""
    write_catalogue(with_score(small_catalogue(), "alder", "admin", value=2.0))
    publish(by=None, note="Never meant to be")
    models.Edition.objects.filter(number=1).delete()
    User.objects.all().delete()
    LoginFailures.objects.all().delete()


def test_a_restore_brings_back_all_rows(site, file):
    write_backup(file)
    change_everything()
    assert everything() != site
    restore_backup(file, overwrite=True)
    assert everything() == site
    assert edition(1).note == "First"
    assert current_edition().note == "Ünïcode\n“note”"
    assert read_catalogue() == small_catalogue()


def test_after_a_restore_new_editions_and_logins_can_be_created(site, file):
    write_backup(file)
    change_everything()
    restore_backup(file, overwrite=True)
    write_catalogue(with_score(small_catalogue(), "alder", "admin", value=3.0))
    assert publish(by=User.objects.get()).number == 3
    make_editor("bob")
    assert User.objects.count() == 2


def test_the_restored_edition_is_current_at_once(site, file):
    write_backup(file)
    change_everything()
    assert current_name().number == 3
    restore_backup(file, overwrite=True)
    assert current_name().number == 2


def test_sessions_are_not_backed_up_and_end_with_a_restore(site, file, client):
    write_backup(file)
    assert client.session.session_key.encode() not in gzip.decompress(file.read_bytes())
    assert client.get("/admin/").status_code == 200
    restore_backup(file, overwrite=True)
    assert not Session.objects.exists()
    assert client.get("/admin/").status_code == 302


def test_the_file_is_readable_by_its_owner_only(site, file):
    write_backup(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_existing_file_is_not_overwritten(site, file):
    file.write_text("precious")
    with pytest.raises(CommandError, match="is there already: name another file"):
        call_command("backup", str(file))
    assert file.read_text() == "precious"
    assert list(file.parent.iterdir()) == [file]


def test_a_missing_folder_is_an_error(site, file):
    with pytest.raises(CommandError, match=r"No backup: .*No such file or directory"):
        call_command("backup", str(file / "deeper"))


def cut(data):
    return data[: len(data) // 2]


def flip(data):
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def packed(change):
    return lambda data: gzip.compress(change(gzip.decompress(data)))


def cells_added(text):
    """Every row still JSON, with one cell more than its table has columns."""
    return b"".join(line[:-2] + b",0]\n" if line.startswith(b"[") else line for line in text.splitlines(keepends=True))


DAMAGE = {
    "cut off": cut,
    "one bit": flip,
    "empty": lambda data: b"",
    "no backup at all": lambda data: b"# Framework advisor\n",
    "half the lines": packed(cut),
    "one bit of a row": packed(flip),
    "a word changed": packed(lambda text: text.replace(b"First", b"Worst")),
    "a row left out": packed(lambda text: b"".join(text.splitlines(keepends=True)[:-2] + text.splitlines(True)[-1:])),
    "a cell more in each row": packed(cells_added),
    "a column of another name": packed(lambda text: text.replace(b'"digest","data"', b'"digesu","data"')),
    "a number for a text": packed(lambda text: re.sub(rb'"[0-9a-f]{64}","{', b'1,"{', text)),
    "no end": packed(lambda text: b"".join(text.splitlines(keepends=True)[:-1])),
    "something after the end": packed(lambda text: text + b'{"table":"auth.User","columns":[]}\n'),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_file_is_refused_and_nothing_changes(site, file, damage):
    write_backup(file)
    file.write_bytes(damage(file.read_bytes()))
    for command in (["restore", "--overwrite"], ["backup", "--verify"]):
        with pytest.raises(CommandError, match="is damaged"):
            call_command(*command, str(file))
    assert everything() == site


def test_a_changed_byte_is_called_damage_unless_all_rows_are_the_same(site, file, tmp_path):
    written = write_backup(file)
    lines = gzip.decompress(file.read_bytes())
    damaged = tmp_path / "damaged.gz"

    @settings(max_examples=settings.default.max_examples * 4)
    @given(place=integers(0, len(lines) - 1), byte=sampled_from(b'",:[]{}0a\\\n\xff'))
    def check(place, byte):
        damaged.write_bytes(gzip.compress(lines[:place] + bytes([byte]) + lines[place + 1 :], 1))
        with suppress(DamagedBackup, OtherVersion):
            assert check_backup(damaged) == written

    check()


def test_a_database_with_data_is_only_overwritten_on_request(site, file):
    write_backup(file)
    with pytest.raises(CommandError, match="then say --overwrite: all that it holds would be lost"):
        call_command("restore", str(file))
    assert everything() == site


def test_a_backup_can_be_restored_to_an_empty_database(site, file, capsys):
    call_command("backup", str(file))
    call_command("flush", interactive=False, verbosity=0)
    call_command("restore", str(file))
    assert everything() == site
    made, restored = capsys.readouterr().out.splitlines()
    assert made.endswith("2 editions, read back and complete.")
    assert restored.endswith("2 editions. Everybody has to log in again.")


def test_a_backup_streams_out_of_a_container_and_back_in(site, capfdbinary, monkeypatch):
    call_command("backup", "-")
    out, err = capfdbinary.readouterr()
    assert err.endswith(b"2 editions, read back and complete.\n")
    change_everything()
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(out)))
    call_command("restore", "-", "--overwrite")
    assert everything() == site
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(out[:-100])))
    with pytest.raises(CommandError, match="- is damaged"):
        call_command("restore", "-", "--overwrite")
    assert everything() == site


def test_a_backup_of_another_version_is_refused(site, file):
    write_backup(file)
    recorder = MigrationRecorder(connection)
    recorder.record_applied("comparisons", "9999_newer")
    with pytest.raises(CommandError, match=r"another version of the site \(comparisons\.9999_newer …\)"):
        call_command("restore", str(file), "--overwrite")
    recorder.record_unapplied("comparisons", "9999_newer")
    recorder.record_unapplied("advisor", "0002_roles")
    with pytest.raises(CommandError, match="not up to date: run"):
        call_command("restore", str(file), "--overwrite")
    recorder.record_applied("advisor", "0002_roles")
    assert everything() == site


def test_a_failed_restore_changes_nothing(site, file):
    write_backup(file)
    change_everything()
    before = everything()

    def full(execute, sql, params, many, context):
        if sql.startswith("INSERT") and "user_groups" in sql:
            raise OSError("No space left on device")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full), pytest.raises(CommandError, match="No space left on device\nNothing has"):
        call_command("restore", str(file), "--overwrite")
    assert everything() == before


def test_a_damaged_edition_is_backed_up_and_reported(site, file, capsys):
    models.Edition.objects.filter(number=1).update(digest="0" * 64)
    call_command("backup", str(file))
    assert "Editions that did not match their digests already: [1]" in capsys.readouterr().err
    restore_backup(file, overwrite=True)
    assert models.Edition.objects.get(number=1).digest == "0" * 64


def test_a_backup_during_writes_is_consistent(site, file):
    stop, written, thread_errors = Event(), Event(), []

    def write():
        """Keep writing the same value to two rows in one transaction."""
        try:
            while not stop.is_set():
                now = timezone.now() + timedelta(seconds=1)
                with_both(now.isoformat())
                written.set()
        except Exception as error:  # noqa: BLE001, reported by the main thread
            thread_errors.append(error)
        finally:
            connection.close()

    def with_both(word):
        with transaction.atomic():
            models.Framework.objects.filter(slug="alder").update(summary=word)
            models.Source.objects.filter(slug="manual").update(title=word)

    writer = Thread(target=write)
    writer.start()
    assert written.wait(TIMEOUT)
    backups = [file.with_name(f"{number}.gz") for number in range(5)]
    for one in backups:
        write_backup(one)
    stop.set()
    writer.join(TIMEOUT)
    assert thread_errors == []
    for one in backups:
        restore_backup(one, overwrite=True)
        summary = models.Framework.objects.get(slug="alder").summary
        assert summary == models.Source.objects.get(slug="manual").title


def test_no_unfinished_file_is_left(site, file):
    file.with_name("backup.gz.unfinished").write_text("from a backup that was killed")
    written = write_backup(file)
    assert check_backup(file) == written
    assert list(file.parent.iterdir()) == [file]
